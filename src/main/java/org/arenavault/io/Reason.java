package org.arenavault.io;

import java.io.EOFException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the system says went wrong, in words: its exceptions often carry a path and no reason, or nothing at all. */
public final class Reason {

    private static final Map<Class<? extends Exception>, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(NoSuchFileException.class, "no such file");
        WORDS.put(FileAlreadyExistsException.class, "exists already");
        WORDS.put(AccessDeniedException.class, "permission denied");
        WORDS.put(DirectoryNotEmptyException.class, "the folder is not empty");
        WORDS.put(NotDirectoryException.class, "is no folder");
        WORDS.put(FileSystemLoopException.class, "its links lead round in a circle");
        WORDS.put(UnknownHostException.class, "no host of this name");
        WORDS.put(EOFException.class, "it ends too early");
        WORDS.put(ClosedChannelException.class, "it was closed meanwhile");
    }

    private Reason() {
    }

    /** What an exception of another thread's work wraps; itself if that is nothing. */
    public static Throwable beneath(Exception wrapper) {
        Throwable cause = wrapper.getCause();
        return cause == null ? wrapper : cause;
    }

    /** One line; never empty, and never the name of a class. */
    public static String of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage().replaceAll("\\s*[\r\n]+\\s*", " ")
                .strip();
        for (Map.Entry<Class<? extends Exception>, String> known : WORDS.entrySet()) {
            boolean told = failure instanceof FileSystemException file && file.getReason() != null;
            if (known.getKey().isInstance(failure) && !told) {
                return message.isEmpty() || failure instanceof EOFException ? known.getValue()
                        : "%s: %s".formatted(message, known.getValue());
            }
        }
        return message.isEmpty() ? "the system gives no reason" : message;
    }
}
