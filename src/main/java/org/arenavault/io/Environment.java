package org.arenavault.io;

import java.nio.file.Path;
import java.util.Optional;

/** What the environment says of the user who runs the program. It is asked here alone. */
public final class Environment {

    private Environment() {
    }

    /** The value of a variable; empty if it is not set, or is set to nothing. */
    public static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    /** The folder that a variable names, or else the one at {@code otherwise} below the user's home. */
    public static Path folder(String variable, String otherwise) {
        return variable(variable).map(Path::of).orElseGet(() -> Path.of(System.getProperty("user.home"), otherwise));
    }

    /**
     * The same of a folder of the XDG base directory specification: a variable that names no whole path counts as not
     * set, so that the working directory decides nothing.
     */
    public static Path xdgFolder(String variable, String otherwise) {
        return variable(variable).map(Path::of).filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), otherwise));
    }

    /** Where files are put that nobody needs after the command. */
    public static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** The user's name. */
    public static String user() {
        return System.getProperty("user.name");
    }
}
