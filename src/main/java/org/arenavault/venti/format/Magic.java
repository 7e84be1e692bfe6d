package org.arenavault.venti.format;

import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;

/** The check that comes before every other: is this what it should be, and of a version we know? */
final class Magic {

    private Magic() {
    }

    static void check(ByteBuffer bytes, String what, long magic, String where) throws CorruptException {
        long seen = Fields.u32(bytes, 0);
        if (seen != magic) {
            throw new CorruptException("%s: no %s here: magic %08x, expected %08x".formatted(where, what, seen, magic));
        }
    }

    static int checkArena(ByteBuffer bytes, String what, long magic, int versionAt, String where)
            throws CorruptException, UnsupportedVersionException {
        check(bytes, what, magic, where);
        return checkVersion(bytes, what, versionAt, 4, 5, where);
    }

    static int checkVersion(ByteBuffer bytes, String what, int versionAt, int low, int high, String where)
            throws UnsupportedVersionException {
        long version = Fields.u32(bytes, versionAt);
        if (version < low || version > high) {
            throw new UnsupportedVersionException("%s: %s of version %d; this program knows %s"
                    .formatted(where, what, version, low == high ? "" + low : low + " to " + high));
        }
        return (int) version;
    }
}
