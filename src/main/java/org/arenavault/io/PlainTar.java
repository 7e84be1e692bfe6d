package org.arenavault.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * Reads a tar that somebody else may have made: regular files and folders, and nothing else. Names are those of the
 * headers of 512 bytes; what extends a header is passed over where it only adds to it, and refused where it replaces
 * the name, so that no memory is taken for what a tar claims.
 */
public final class PlainTar {

    private static final int BLOCK = 512;
    private static final int BUFFER = 64 * 1024;
    private static final long LONGEST_EXTENSION = 64 * 1024;
    /** In front of one member; whoever writes tars writes two at the most. */
    private static final int MOST_EXTENSIONS = 16;

    /**
     * A member.
     *
     * @param name as it stands there; it may be anything
     * @param size bytes; 0 of a folder
     * @param folder whether it is a folder
     */
    public record Member(String name, long size, boolean folder) {
    }

    private final InputStream in;
    private final String where;
    private final StopSignal stop;
    private final byte[] buffer = new byte[BUFFER];
    /** Bytes of the member under way that were not read, and of its padding. */
    private long left;
    private long padding;

    /**
     * A tar.
     *
     * @param where what its faults are told with
     * @param stop ends what takes long
     */
    public PlainTar(InputStream in, String where, StopSignal stop) {
        this.in = in;
        this.where = where;
        this.stop = stop;
    }

    /**
     * The next member; what was not read of the one before it is passed over.
     *
     * @return empty at the end
     * @throws CorruptException if it is a link, a device, or whatever else, or the tar ends within it
     * @throws CancelledException if the operator asked to stop
     */
    public Optional<Member> next() throws IOException {
        for (int extensions = 0; extensions <= MOST_EXTENSIONS; extensions++) {
            copy(OutputStream.nullOutputStream());
            byte[] header = header();
            if (isZero(header)) {
                return Optional.empty();
            }
            TarArchiveEntry entry = entry(header);
            left = entry.isDirectory() ? 0 : entry.getSize();
            padding = (BLOCK - left % BLOCK) % BLOCK;
            switch (entry.getLinkFlag()) {
                case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_DIR -> {
                    return Optional.of(new Member(entry.getName(), left, entry.isDirectory()));
                }
                case TarConstants.LF_PAX_EXTENDED_HEADER_LC, TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER -> {
                    if (left > LONGEST_EXTENSION) {
                        throw new CorruptException("%s: a header goes on for %d bytes".formatted(where, left));
                    }
                }
                default -> throw new CorruptException("%s: '%s' is no plain file (type %s)".formatted(where,
                        Plain.field(entry.getName()), Plain.field(String.valueOf((char) entry.getLinkFlag()))));
            }
        }
        throw new CorruptException("%s: more than %d headers in front of one member".formatted(where,
                MOST_EXTENSIONS));
    }

    private byte[] header() throws IOException {
        stop.check();
        byte[] header = new byte[BLOCK];
        if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
            throw new CorruptException(where + ": ends too early");
        }
        return header;
    }

    private TarArchiveEntry entry(byte[] header) throws IOException {
        try {
            if (TarUtils.verifyCheckSum(header)) {
                TarArchiveEntry entry = new TarArchiveEntry(header);
                if (entry.getSize() >= 0) {
                    return entry;
                }
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CorruptException(where + ": a header that makes no sense", e);
        }
        throw new CorruptException(where + ": a header that makes no sense");
    }

    private static boolean isZero(byte[] header) {
        for (byte each : header) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Copies what is left of the member under way.
     *
     * @throws CorruptException if the tar ends within it
     */
    public void copy(OutputStream out) throws IOException {
        while (left > 0) {
            stop.check();
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new CorruptException(where + ": ends too early");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        try {
            in.skipNBytes(padding);
        } catch (EOFException e) {
            throw new CorruptException(where + ": ends too early", e);
        }
        padding = 0;
    }
}
