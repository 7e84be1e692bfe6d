package org.arenavault.sets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.PlainTar;
import org.arenavault.io.Reason;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.VaultException;

/**
 * A set bundled for another site: a tar.gz with the set's description and its ledger, and nothing else. Taken back
 * are exactly those members: regular files of a bounded size.
 */
final class SetArchive {

    private static final Map<String, Long> MEMBERS = new LinkedHashMap<>();

    static {
        MEMBERS.put(BackupSet.CONFIG, 64L * 1024);
        MEMBERS.put(BackupSet.LEDGER, 1L << 30);
    }

    private static final int MOST_ZEROS = 1 << 20;

    private SetArchive() {
    }

    /**
     * Bundles a set.
     *
     * @param config its description
     * @param ledger its ledger, or a copy for the purpose
     * @throws RefusedException if the file exists
     */
    static void write(Path config, Path ledger, Path file) throws IOException {
        if (PlainFiles.exists(file)) {
            throw new RefusedException(file + ": exists already");
        }
        OwnFiles.run(file, () -> DurableFiles.create(file, out -> fill(out, config, ledger)));
    }

    private static void fill(OutputStream out, Path config, Path ledger) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
            for (String member : MEMBERS.keySet()) {
                Path path = member.equals(BackupSet.LEDGER) ? ledger : config;
                TarArchiveEntry entry = new TarArchiveEntry(member);
                entry.setSize(Files.size(path));
                entry.setMode(0100600);
                entry.setModTime(Files.getLastModifiedTime(path));
                tar.putArchiveEntry(entry);
                try (InputStream in = PlainFiles.read(path)) {
                    copy(in, tar, entry.getSize(), path.toString());
                }
                tar.closeArchiveEntry();
            }
        }
    }

    /**
     * Unpacks a bundle into the empty {@code folder}.
     *
     * @throws CorruptException if it holds anything but the members of a bundle, or one of them twice or not at all
     */
    static void read(Path file, Path folder) throws IOException {
        Set<String> missing = new HashSet<>(MEMBERS.keySet());
        try (InputStream in = new BufferedInputStream(PlainFiles.read(file));
                InputStream unpacked = new BufferedInputStream(new GzipCompressorInputStream(in))) {
            // no member is larger than a bundle's can be
            PlainTar tar = new PlainTar(unpacked, file.toString(), StopSignal.NEVER);
            for (Optional<PlainTar.Member> next = tar.next(); next.isPresent(); next = tar.next()) {
                String name = next.get().name();
                Long most = MEMBERS.get(name);
                if (most == null || !missing.remove(name) || next.get().folder()) {
                    throw new CorruptException("%s: holds '%s', which is no part of a bundled set".formatted(file,
                            Plain.field(name)));
                }
                if (next.get().size() > most) {
                    throw new CorruptException("%s: its %s of %d bytes is larger than any".formatted(file, name,
                            next.get().size()));
                }
                Path path = folder.resolve(name);
                // what cannot be written is no fault of the bundle
                try (OutputStream out = OwnFiles.get(path, () -> NewFiles.write(path))) {
                    tar.copy(new OwnOutput(path, out));
                }
                OwnFiles.run(path, () -> DurableFiles.force(path));
            }
            requireEnd(file, unpacked, in);
        } catch (VaultException | FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new CorruptException("%s: is no bundled set: %s".formatted(file, Reason.of(e)), e);
        }
        if (!missing.isEmpty()) {
            throw new CorruptException("%s: lacks %s".formatted(file, missing));
        }
    }

    /** Behind the archive stand zeros up to the end of its last record, and behind the compressed data nothing. */
    private static void requireEnd(Path file, InputStream unpacked, InputStream in) throws IOException {
        long zeros = 0;
        for (int next = unpacked.read(); next >= 0; next = unpacked.read()) {
            if (next != 0 || ++zeros > MOST_ZEROS) {
                throw new CorruptException(file + ": goes on behind the end of the bundle");
            }
        }
        if (in.read() >= 0) {
            throw new CorruptException(file + ": goes on behind the end of the bundle");
        }
    }

    private static void copy(InputStream in, OutputStream out, long size, String where) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = size;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new CorruptException(where + ": ends too early");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    /** A file of ours that a bundle is unpacked into. */
    private static final class OwnOutput extends OutputStream {

        private final Path path;
        private final OutputStream out;

        OwnOutput(Path path, OutputStream out) {
            this.path = path;
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            OwnFiles.run(path, () -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            OwnFiles.run(path, () -> out.write(bytes, from, count));
        }
    }
}
