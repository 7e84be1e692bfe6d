package org.arenavault.cli.common;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.arenavault.io.Environment;
import org.arenavault.io.NewFiles;

/**
 * Text that is printed later, or never. What is longer than fits well into memory lies in a file without a name
 * meanwhile; where there is no room for one it is printed at once, for a report is not to be lost.
 */
final class HeldText {

    private static final int MOST_IN_MEMORY = 1 << 20;
    private static final int PIECE = 1 << 13;

    private final PrintStream target;
    private final StringBuilder text = new StringBuilder();
    private Optional<Spool> spool = Optional.empty();
    /** What came into the file as a whole; behind it may be part of what did not. */
    private long spooled;
    private boolean released;

    private record Spool(FileChannel file, Writer writer) {
    }

    /** Text for this stream. */
    HeldText(PrintStream target) {
        this.target = target;
    }

    /** More of it. */
    synchronized void add(String more) {
        if (released) {
            target.print(more);
            return;
        }
        text.append(more);
        if (text.length() > MOST_IN_MEMORY) {
            try {
                spool(text.toString());
                text.setLength(0);
            } catch (IOException e) {
                release();
            }
        }
    }

    private void spool(String more) throws IOException {
        if (spool.isEmpty()) {
            FileChannel file = NewFiles.nameless(Environment.temporary(), "arenavault-held");
            spool = Optional.of(new Spool(file, new OutputStreamWriter(Channels.newOutputStream(file),
                    StandardCharsets.UTF_8)));
        }
        spool.get().writer().write(more);
        spool.get().writer().flush();
        spooled += more.length();
    }

    /** Prints it, and from now on whatever comes. */
    synchronized void release() {
        released = true;
        spool.ifPresent(this::print);
        if (!text.isEmpty()) {
            target.print(text.toString());
        }
        forget();
    }

    private void print(Spool held) {
        try (Reader reader = new BufferedReader(new InputStreamReader(Channels.newInputStream(
                held.file().position(0)), StandardCharsets.UTF_8))) {
            char[] piece = new char[PIECE];
            long left = spooled;
            while (left > 0) {
                int count = reader.read(piece, 0, (int) Math.min(PIECE - 1, left));
                if (count < 0) {
                    throw new EOFException();
                }
                if (Character.isHighSurrogate(piece[count - 1]) && count < left) {
                    piece[count++] = (char) reader.read();
                }
                target.print(new String(piece, 0, count));
                left -= count;
            }
        } catch (IOException e) {
            target.print("(a part of this report could not be read again)" + System.lineSeparator());
        }
    }

    /** Lets it go. */
    synchronized void forget() {
        text.setLength(0);
        spool.ifPresent(HeldText::remove);
        spool = Optional.empty();
    }

    private static void remove(Spool held) {
        try {
            // with what could not be written; what it is worth is in the memory
            held.file().close();
        } catch (IOException e) {
            // nobody reads it, and what is left of it says nothing
            return;
        }
    }
}
