package org.arenavault.io;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Names of files as the bytes that they are. A path as text knows only what the system's locale can express; its URI
 * writes every byte, whatever the locale is, and leads back to the same path.
 */
public final class PathBytes {

    private static final String SCHEME = "file://";

    private PathBytes() {
    }

    /** The last part of a path, as it came from a listing of its folder. */
    public static byte[] name(Path path) {
        byte[] all = all(path);
        int from = all.length;
        while (from > 0 && all[from - 1] != '/') {
            from--;
        }
        return Arrays.copyOfRange(all, from, all.length);
    }

    /** A file in a folder, by the bytes of its name. */
    public static Path resolve(Path folder, byte[] name) {
        String base = folder.toUri().toString();
        return Path.of(URI.create((base.endsWith("/") ? base : base + "/") + escaped(name)));
    }

    /** The file beside this one whose name is longer by {@code suffix}. */
    public static Path withSuffix(Path path, String suffix) {
        byte[] name = name(path);
        byte[] more = suffix.getBytes(StandardCharsets.US_ASCII);
        byte[] longer = Arrays.copyOf(name, name.length + more.length);
        System.arraycopy(more, 0, longer, name.length, more.length);
        return resolve(PlainFiles.folderOf(path), longer);
    }

    /**
     * The path that these bytes are, relative unless they begin with a slash: where a link leads.
     *
     * @throws IllegalArgumentException if they are none: empty, or with a NUL among them
     */
    public static Path relative(byte[] path) {
        Path absolute = resolve(Path.of("/"), path);
        return path.length > 0 && path[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    /**
     * All bytes of a path that may be relative: of where a link leads.
     *
     * @param path as the system gave it, not normalised
     */
    public static byte[] text(Path path) {
        byte[] all = all(path);
        int from = path.isAbsolute() ? 0 : all(Path.of("").toAbsolutePath()).length + 1;
        return Arrays.copyOfRange(all, from, all.length);
    }

    /** All bytes of the absolute path, without the slash that its URI has behind a folder. */
    private static byte[] all(Path path) {
        String text = path.toUri().toString().substring(SCHEME.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        byte[] all = bytes.toByteArray();
        boolean added = all.length > 1 && all[all.length - 1] == '/' && !path.toString().endsWith("/");
        return added ? Arrays.copyOf(all, all.length - 1) : all;
    }

    private static String escaped(byte[] name) {
        StringBuilder text = new StringBuilder(3 * name.length);
        for (byte b : name) {
            text.append("%%%02X".formatted(b & 0xFF));
        }
        return text.toString();
    }
}
