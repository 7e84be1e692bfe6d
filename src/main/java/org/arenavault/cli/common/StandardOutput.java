package org.arenavault.cli.common;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.arenavault.io.Reason;
import org.arenavault.io.SystemFault;
import org.jspecify.annotations.Nullable;

/** Standard output as the system has it. A {@code PrintStream} on it does not say why it failed; this one remembers. */
public final class StandardOutput extends OutputStream {

    /** The launcher says here which of standard input, output and error are terminals: "012" for all. */
    public static final String TERMINALS = "arenavault.terminals";

    private final OutputStream target;
    private volatile @Nullable IOException fault;

    /** That of this process. */
    public StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream target) {
        this.target = target;
    }

    /** True if what goes to standard output is seen by somebody, as far as the launcher knows. */
    public static boolean isTerminal() {
        return System.getProperty(TERMINALS, "").contains("1");
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            fault = fault == null ? e : fault;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    /** What to say of a fault; empty if there was none, or the reader has seen enough. */
    public Optional<String> complaint() {
        return Optional.ofNullable(fault).filter(failure -> !SystemFault.READER_GONE.isToldBy(failure)).map(Reason::of)
                .map(reason -> "standard output: %s; what was to be shown is not there".formatted(reason));
    }
}
