package org.arenavault.venti.vac;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Score;

/**
 * What an archive says of one file (venti-protocol 15). Its length is not among it: that is in its entry.
 *
 * @param version 7, 8 (written by vac) or 9 (written by fossil)
 * @param elem name in its directory
 * @param slots where its content is in the directory's stream
 * @param qid identity, u64, counted from what the enclosing records add
 * @param owners whose it is
 * @param times when it changed, and how often
 * @param mode permissions and kind, see {@link Mode}
 * @param qidSpace the identities reserved below it
 */
public record DirectoryRecord(int version, VacName elem, Slots slots, long qid, Owners owners, Times times, Mode mode,
                              QidSpace qidSpace) {

    /**
     * Where content is in the directory's stream.
     *
     * @param entry slot of its entry, u32
     * @param gen generation that the entry must have, u32; 0 below version 9 where none is given
     * @param mentry for directories: slot of the entry of their metadata; below version 9 the slot behind
     *     {@code entry}
     * @param mgen generation that that entry must have, u32
     */
    public record Slots(long entry, long gen, long mentry, long mgen) {

        /** Of a record that is not in its directory yet. */
        public static final Slots UNSET = new Slots(0, 0, 0, 0);
    }

    /**
     * Whose a file is.
     *
     * @param uid owner
     * @param gid group
     * @param mid who modified it last
     */
    public record Owners(VacName uid, VacName gid, VacName mid) {
    }

    /**
     * When a file changed, in seconds since 1970, and how often.
     *
     * @param mtime last modification, u32
     * @param mcount version of the contents, u32; always 0 from vac
     * @param ctime last change of this record, u32
     * @param atime last access, u32
     */
    public record Times(long mtime, long mcount, long ctime, long atime) {
    }

    /** The first four bytes. */
    public static final int MAGIC = 0x1C4D9072;

    private static final int OLDEST = 7;
    private static final int NEWEST = 9;
    private static final int OPTION_QID_SPACE = 3;
    private static final int OPTION_GEN = 4;

    /**
     * Decodes the record that {@code bytes} holds from its position to its limit.
     *
     * @param where for messages: which block of which directory
     * @throws CorruptException if it is none or does not end where it should
     * @throws UnsupportedVersionException if it is of another version
     */
    public static DirectoryRecord decode(ByteBuffer bytes, String where)
            throws CorruptException, UnsupportedVersionException {
        try {
            return decodeFields(bytes.slice(), where);
        } catch (BufferUnderflowException e) {
            throw new CorruptException(where + ": directory record is cut short", e);
        }
    }

    private static DirectoryRecord decodeFields(ByteBuffer b, String where)
            throws CorruptException, UnsupportedVersionException {
        int magic = b.getInt();
        if (magic != MAGIC) {
            throw new CorruptException("%s: no directory record: magic %08x, expected %08x"
                    .formatted(where, magic, MAGIC));
        }
        int version = u16(b);
        if (version < OLDEST || version > NEWEST) {
            throw new UnsupportedVersionException("%s: directory record of version %d; this program knows %d to %d"
                    .formatted(where, version, OLDEST, NEWEST));
        }
        VacName elem = name(b);
        long entry = u32(b);
        boolean long9 = version == NEWEST;
        long gen = long9 ? u32(b) : 0;
        long mentry = long9 ? u32(b) : entry + 1;
        long mgen = long9 ? u32(b) : 0;
        long qid = b.getLong();
        if (version == OLDEST) {
            b.get(new byte[Score.SIZE]);
        }
        Owners owners = new Owners(name(b), name(b), name(b));
        Times times = new Times(u32(b), u32(b), u32(b), u32(b));
        Mode mode = new Mode(u32(b));
        QidSpace space = QidSpace.INHERITED;
        while (b.hasRemaining()) {
            int tag = b.get() & 0xFF;
            ByteBuffer value = ByteBuffer.wrap(bytes(b, u16(b)));
            if (tag == OPTION_QID_SPACE) {
                space = new QidSpace(value.getLong(), value.getLong());
            } else if (tag == OPTION_GEN && !long9) {
                gen = u32(value);
            } else {
                value.position(value.limit());
            }
            if (value.hasRemaining()) {
                throw new CorruptException("%s: directory record '%s' has an option %d that is too long"
                        .formatted(where, elem, tag));
            }
        }
        return new DirectoryRecord(version, elem, new Slots(entry, gen, mentry, mgen), qid, owners, times, mode, space);
    }

    /**
     * The record, without options that readers pass over.
     *
     * @throws IllegalArgumentException if a name is longer than 65535 bytes
     */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, 4, MAGIC);
        put(out, 2, version);
        putName(out, elem);
        put(out, 4, slots.entry());
        if (version == NEWEST) {
            put(out, 4, slots.gen());
            put(out, 4, slots.mentry());
            put(out, 4, slots.mgen());
        }
        put(out, 8, qid);
        if (version == OLDEST) {
            out.writeBytes(new byte[Score.SIZE]);
        }
        putName(out, owners.uid());
        putName(out, owners.gid());
        putName(out, owners.mid());
        put(out, 4, times.mtime());
        put(out, 4, times.mcount());
        put(out, 4, times.ctime());
        put(out, 4, times.atime());
        put(out, 4, mode.bits());
        if (!qidSpace.equals(QidSpace.INHERITED)) {
            put(out, 1, OPTION_QID_SPACE);
            put(out, 2, 2 * Long.BYTES);
            put(out, 8, qidSpace.offset());
            put(out, 8, qidSpace.max());
        }
        if (version < NEWEST && slots.gen() != 0) {
            put(out, 1, OPTION_GEN);
            put(out, 2, Integer.BYTES);
            put(out, 4, slots.gen());
        }
        return out.toByteArray();
    }

    /** The same with a space of qids of its own. */
    public DirectoryRecord withQidSpace(QidSpace other) {
        return new DirectoryRecord(version, elem, slots, qid, owners, times, mode, other);
    }

    /** The same with its content at other slots. */
    DirectoryRecord withSlots(long otherEntry, long otherMentry) {
        return new DirectoryRecord(version, elem, new Slots(otherEntry, slots.gen(), otherMentry, slots.mgen()), qid,
                owners, times, mode, qidSpace);
    }

    private static int u16(ByteBuffer b) {
        return b.getShort() & 0xFFFF;
    }

    private static long u32(ByteBuffer b) {
        return b.getInt() & 0xFFFF_FFFFL;
    }

    /** Not more than what is left, whatever the length says. */
    private static byte[] bytes(ByteBuffer b, int length) {
        if (length > b.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        b.get(bytes);
        return bytes;
    }

    private static VacName name(ByteBuffer b) {
        return VacName.of(bytes(b, u16(b)));
    }

    private static void putName(ByteArrayOutputStream out, VacName name) {
        if (name.length() > 0xFFFF) {
            throw new IllegalArgumentException("a name of " + name.length() + " bytes");
        }
        put(out, 2, name.length());
        out.writeBytes(name.toBytes());
    }

    private static void put(ByteArrayOutputStream out, int bytes, long value) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }
}
