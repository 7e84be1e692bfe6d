package org.arenavault.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A file that Arenavault keeps for itself — a ledger, a journal, a set.toml, a lock, a log of scores, a catalog, the
 * state of a copy — could not be read or written. What it would have recorded is not claimed, and the command ends.
 *
 * <p>It is no {@link java.io.IOException}, and so no {@link VaultException}: whoever handles the fault of a disc, a
 * source or a peer by catching one of those can never take this for theirs. It goes through to the end of the command;
 * only clean-up may look at it on its way, and passes it on.
 */
public final class OwnFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String AGAIN = ", and start again: it goes on where it stopped";

    private final String file;
    private final boolean denied;

    private OwnFileException(String file, String message, Throwable cause) {
        super(Plain.line(message), cause);
        this.file = file;
        this.denied = cause instanceof AccessDeniedException || (cause instanceof OwnFileException own && own.denied)
                || cause instanceof OperatorNeededException;
    }

    /** What the system said about {@code file}, and what to do. */
    static OwnFileException of(String file, Throwable cause) {
        String remedy = SystemFault.of(cause).map(SystemFault::remedy).orElse("mend that");
        return new OwnFileException(file, "%s: %s; %s".formatted(file, said(file, cause), remedy + AGAIN), cause);
    }

    /** The file takes nothing more since it failed before. */
    static OwnFileException after(OwnFileException first) {
        return new OwnFileException(first.file, "%s: takes nothing more since a write to it failed (%s)"
                .formatted(first.file, first.getMessage()), first);
    }

    /** Exceptions of Java name the file as well, or nothing but it. */
    private static String said(String file, Throwable cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something of that name is in its place";
        }
        String message = cause instanceof FileSystemException system && system.getReason() != null
                ? system.getReason() : cause.getMessage() == null ? "" : cause.getMessage();
        String said = message.startsWith(file + ": ") ? message.substring(file.length() + 2) : message;
        if (!said.isEmpty() && !said.equals(file)) {
            return said;
        }
        String reason = Reason.of(cause);
        return reason.startsWith(file + ": ") ? reason.substring(file.length() + 2)
                : reason.equals(file) ? "the system gives no reason" : reason;
    }

    /** True if the file is there and its owner does not let us. */
    public boolean isDenied() {
        return denied;
    }
}
