package org.arenavault.sets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.VaultException;
import org.arenavault.media.FlatJson;

/**
 * Reads a file of chained lines from its start. A last line without its newline is torn, and counts as not written;
 * any other line that is wrong ends the reading.
 */
final class ChainedLines {

    /** Takes the lines one after the other. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Takes a line whose sum and number are right.
         *
         * @throws CorruptException if it says what cannot be; the message goes on after "the line at byte 7"
         */
        void take(FlatJson fields) throws IOException;
    }

    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_LINE = 64 * 1024;

    private final Storage file;
    private final String name;
    private final Remedy remedy;
    private final LedgerChain chain;
    private final QuickSum sum;
    private long validEnd;

    /** The lines of a file; every complaint about them begins with {@code name}, and {@code remedy} says what to do. */
    ChainedLines(Storage file, String name, Remedy remedy) {
        this(file, name, remedy, 0, new LedgerChain(), new QuickSum());
    }

    /** Those behind byte {@code from}; {@code chain} and {@code sum} have come there. */
    ChainedLines(Storage file, String name, Remedy remedy, long from, LedgerChain chain, QuickSum sum) {
        this.file = file;
        this.name = name;
        this.remedy = remedy;
        this.validEnd = from;
        this.chain = chain;
        this.sum = sum;
    }

    /** The chain behind the last complete line. */
    LedgerChain chain() {
        return chain;
    }

    /** Where the last complete line ends, in bytes. */
    long validEnd() {
        return validEnd;
    }

    /** The sum of the bytes of all complete lines. */
    long sum() {
        return sum.getValue();
    }

    /**
     * Goes through all complete lines.
     *
     * @throws CorruptException if one is not what was written; its place is named
     * @throws UnsupportedVersionException if the visitor knows of no such version
     */
    void forEach(Visitor visitor) throws IOException {
        byte[] buffer = new byte[CHUNK + LONGEST_LINE];
        int kept = 0;
        long at = validEnd;
        long size = file.size();
        while (at < size) {
            int count = (int) Math.min(CHUNK, size - at);
            file.read(at, ByteBuffer.wrap(buffer, kept, count));
            at += count;
            int length = kept + count;
            int start = 0;
            for (int end = newline(buffer, start, length); end >= 0; end = newline(buffer, start, length)) {
                visit(visitor, text(buffer, start, end));
                sum.update(buffer, start, end + 1 - start);
                validEnd += end + 1 - start;
                start = end + 1;
            }
            kept = length - start;
            if (kept > LONGEST_LINE) {
                throw remedy.about(wrong("has no end"));
            }
            System.arraycopy(buffer, start, buffer, 0, kept);
        }
        if (validEnd == 0) {
            throw remedy.about(name + ": has no complete line");
        }
    }

    private void visit(Visitor visitor, String line) throws IOException {
        try {
            visitor.take(chain.check(line));
        } catch (UnsupportedVersionException e) {
            throw new UnsupportedVersionException(name + ": " + e.getMessage(), e);
        } catch (CorruptException e) {
            throw remedy.about(wrong(e.getMessage()), e);
        }
    }

    /**
     * The text of a line that is to be appended, without its newline, as it would be read.
     *
     * @throws CorruptException if it could not be; the message goes on after "a line that"
     */
    static String text(byte[] line) throws CorruptException {
        int length = newline(line, 0, line.length);
        if (length != line.length - 1 || length > LONGEST_LINE) {
            throw new CorruptException("is none, or too long");
        }
        return decode(line, 0, length);
    }

    private String text(byte[] buffer, int start, int end) throws VaultException {
        try {
            return decode(buffer, start, end);
        } catch (CorruptException e) {
            throw remedy.about(wrong(e.getMessage()), e);
        }
    }

    private static String decode(byte[] buffer, int start, int end) throws CorruptException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, start, end - start)).toString();
        } catch (CharacterCodingException e) {
            throw new CorruptException("is no UTF-8", e);
        }
    }

    /** The line that is wrong is the one the chain waits for, or the one it has just taken. */
    private String wrong(String what) {
        return "%s: the line at byte %d %s".formatted(name, validEnd, what);
    }

    private static int newline(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
