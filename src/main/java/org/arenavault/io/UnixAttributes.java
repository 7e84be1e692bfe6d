package org.arenavault.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** What a Unix says of a file (stat(2)), under the names that Java has for it. */
public final class UnixAttributes {

    private final Map<String, Object> said;

    private UnixAttributes(Map<String, Object> said) {
        this.said = said;
    }

    /**
     * Asks.
     *
     * @param names of what is wanted, with commas: "mode,size"
     */
    public static UnixAttributes of(Path path, String names, LinkOption... options) throws IOException {
        return new UnixAttributes(Files.readAttributes(path, "unix:" + names, options));
    }

    private <T> T get(String name, Class<T> type) {
        Object value = said.get(name);
        if (value == null) {
            throw new IllegalStateException("nobody asked for the " + name + " of the file");
        }
        return type.cast(value);
    }

    /** Kind and permissions, as st_mode has them. */
    public int mode() {
        return get("mode", Integer.class);
    }

    /** A number: "size" in bytes, "dev", "rdev" or "ino". */
    public long number(String name) {
        return get(name, Long.class);
    }

    /** A time: "lastModifiedTime". */
    public FileTime time(String name) {
        return get(name, FileTime.class);
    }

    /** Who it belongs to: the name of the "owner" or the "group". */
    public String name(String which) {
        return get(which, Object.class).toString();
    }
}
