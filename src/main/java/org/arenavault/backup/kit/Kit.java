package org.arenavault.backup.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.arenavault.io.Digests;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProgramFiles;
import org.arenavault.io.Reason;
import org.arenavault.io.Storage;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetState;

/**
 * Makes the kit of a disc: a tar with a text that explains the disc, the documents, the scripts, the program and its
 * sources, and the set's description and ledger. The same set at the same time gives the same bytes.
 */
public final class Kit {

    /** The folder of the tar that everything lies in. */
    static final String FOLDER = "arenavault-kit/";
    static final String README = "README.txt";
    static final String CONFIG = "set.toml";
    static final String LEDGER = "ledger.jsonl";

    /** A tar is filled up to a multiple of this, as a track is. */
    private static final int UNIT = 64 * 1024;
    private static final int LONGEST_NAME = 63;
    private static final int SHARE = 50;

    /**
     * A kit that was made.
     *
     * @param name what it is called: {@code kit-home-003}
     * @param size bytes, a multiple of 64 KiB
     * @param digest its SHA-256, hexadecimal
     * @param missing what it is without
     */
    public record Made(String name, long size, String digest, List<Missing> missing) {

        public Made {
            missing = List.copyOf(missing);
        }
    }

    /**
     * What a kit is without.
     *
     * @param path its name in the kit: {@code arenavault.jar}
     * @param reason why
     */
    public record Missing(String path, String reason) {

        /** For people. */
        public String text() {
            return "%s (%s)".formatted(path, reason);
        }
    }

    /** What makes the bytes of a member; they are the same each time. */
    @FunctionalInterface
    private interface Bytes {

        void writeTo(OutputStream out) throws IOException;
    }

    private final BackupSet set;
    private final SetState state;
    private final DiscIdentity disc;
    private final Instant time;
    private final ProgramFiles program;

    /**
     * The kit of a disc.
     *
     * @param state what the set's ledger comes to
     * @param disc which one it is for; it need not be in the ledger yet
     * @param time when it is made; whole seconds count
     * @param program where documents and program come from
     */
    public Kit(BackupSet set, SetState state, DiscIdentity disc, Instant time, ProgramFiles program) {
        this.set = set;
        this.state = state;
        this.disc = disc;
        this.time = Instant.ofEpochSecond(time.getEpochSecond());
        this.program = program;
    }

    /** What the kit of a disc is called: at most 63 characters. */
    public static String nameOf(DiscIdentity disc) {
        String number = "-%03d".formatted(disc.number());
        String name = "kit-" + disc.setName().replaceAll("[^A-Za-z0-9._-]", "_");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - number.length())) + number;
    }

    /**
     * Whether a kit takes more than a fiftieth of a disc, so that the disc goes without.
     *
     * @param size of the kit, bytes
     * @param capacity of the disc, blocks of 2048 bytes
     */
    public static boolean isTooLarge(long size, long capacity) {
        return size > capacity * Medium.BLOCK / SHARE;
    }

    /** Bytes that it takes now. */
    public long size() throws IOException {
        return write(OutputStream.nullOutputStream()).size();
    }

    /** Writes it at the beginning of a file, which grows by it. */
    public Made write(Storage file) throws IOException {
        return write(new OutputStream() {

            private long at;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                file.write(at, ByteBuffer.wrap(bytes, from, count));
                at += count;
            }
        });
    }

    /**
     * Writes it.
     *
     * @throws IOException if it cannot be written, or the set's files cannot be read; what the program lacks is no
     *     reason
     */
    public Made write(OutputStream out) throws IOException {
        MessageDigest digest = Digests.sha256();
        Counting counted = new Counting(new DigestOutputStream(out, digest));
        List<KitPart> parts = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        for (KitPart part : KitPart.values()) {
            try {
                Optional<byte[]> content = program.read(part.path());
                if (content.isPresent()) {
                    parts.add(part);
                    contents.add(content.get());
                } else {
                    missing.add(new Missing(part.path(), "the program has not got it with it"));
                }
            } catch (IOException e) {
                // a disc without the program is better than none
                missing.add(new Missing(part.path(), "it cannot be read: " + Reason.of(e)));
            }
        }
        boolean told = set.config().kitChoice().tellsOfSet();
        String readme = new KitReadme(state, disc, time, told).text(parts,
                missing.stream().map(Missing::path).toList());
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(counted, UNIT, "US-ASCII")) {
            put(tar, README, readme.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < parts.size(); i++) {
                put(tar, parts.get(i).path(), contents.get(i));
            }
            if (told) {
                Path config = set.configFile();
                put(tar, CONFIG, OwnFiles.get(config, () -> PlainFiles.bytes(config)));
                long size = set.ledgerSize();
                Counting length = new Counting(OutputStream.nullOutputStream());
                set.copyLedger(size, length);
                put(tar, LEDGER, length.count, ledger -> set.copyLedger(size, ledger));
            }
        }
        return new Made(nameOf(disc), counted.count, HexFormat.of().formatHex(digest.digest()), missing);
    }

    private void put(TarArchiveOutputStream tar, String name, byte[] bytes) throws IOException {
        put(tar, name, bytes.length, out -> out.write(bytes));
    }

    private void put(TarArchiveOutputStream tar, String name, long size, Bytes bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(FOLDER + name);
        entry.setSize(size);
        entry.setMode(0100644);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setModTime(Date.from(time));
        tar.putArchiveEntry(entry);
        bytes.writeTo(tar);
        tar.closeArchiveEntry();
    }

    /** Counts what goes through. */
    private static final class Counting extends OutputStream {

        private final OutputStream out;
        private long count;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
