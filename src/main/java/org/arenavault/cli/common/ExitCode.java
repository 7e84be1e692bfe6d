package org.arenavault.cli.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Objects;
import org.arenavault.io.Outcome;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.Reason;
import org.arenavault.io.SystemFault;
import org.arenavault.io.VaultException;

/** The numbers that the program ends with. */
public final class ExitCode {

    /** Done; also: there was nothing to do. */
    public static final int DONE = 0;
    /** Damage found, refused because it is unsafe, or the work failed. */
    public static final int FAILED = 1;
    /** The command line makes no sense; what a file says that makes none is damage. */
    public static final int USAGE = 2;
    /** Somebody has to do something first. */
    public static final int OPERATOR = 3;
    /** Interrupted. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {
    }

    /** The number of a command that came to its end: whether all that was asked of it is done. */
    public static int of(boolean whole) {
        return of(Outcome.of(whole));
    }

    /** The number of a command, by what it has left to do. */
    public static int of(Outcome outcome) {
        return outcome.isDone() ? DONE : outcome.isWaiting() ? OPERATOR : FAILED;
    }

    /** The number of a command that an exception ended. */
    public static int of(Throwable failure) {
        if (failure instanceof VaultException cause) {
            return switch (cause.ending()) {
                case FAILED -> FAILED;
                case USAGE -> USAGE;
                case OPERATOR -> OPERATOR;
                case INTERRUPTED -> INTERRUPTED;
            };
        }
        return failure instanceof AccessDeniedException
                || (failure instanceof OwnFileException own && own.isDenied()) ? OPERATOR : FAILED;
    }

    /** One line that says what happened. */
    public static String text(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return text(Objects.requireNonNull(unchecked.getCause()));
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (failure instanceof OwnFileException own) {
            return Objects.requireNonNull(own.getMessage());
        }
        if (failure instanceof OutOfMemoryError) {
            return "out of memory: the heap of %d MiB is too small for this; start with JAVA_OPTS=-Xmx1g"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20);
        }
        String message = Reason.of(failure);
        if (SystemFault.NO_SPACE.isToldBy(failure)) {
            return message + ": the file system of the vault, the discs' folder or the output is full; make room, "
                    + "and start again: it goes on where it stopped";
        }
        String line = message.replaceAll("\\s*[\r\n]+\\s*", " ");
        return failure instanceof IOException ? line
                : "this is a fault of the program, %s: %s; say --debug and report what it prints"
                        .formatted(failure.getClass().getSimpleName(), line);
    }
}
