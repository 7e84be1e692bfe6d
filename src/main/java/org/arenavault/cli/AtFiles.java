package org.arenavault.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;

/** Sees to it that {@code @FILE} among the arguments, and within such files, names what can be read to its end. */
final class AtFiles {

    private static final int LARGEST = 1 << 20;

    private final Set<Path> seen = new HashSet<>();

    private AtFiles() {
    }

    /**
     * Looks at the arguments before they are expanded.
     *
     * @throws RefusedException if one of the files is none
     */
    static void check(String... args) throws IOException {
        AtFiles files = new AtFiles();
        for (String arg : args) {
            files.check(arg);
        }
    }

    private void check(String arg) throws IOException {
        if (!arg.startsWith("@") || arg.startsWith("@@") || arg.length() == 1) {
            return;
        }
        Path file;
        try {
            file = Path.of(arg.substring(1));
        } catch (InvalidPathException e) {
            return;
        }
        if (!seen.add(file) || !Files.isReadable(file)) {
            return;
        }
        PlainFiles.require(file);
        if (Files.size(file) > LARGEST) {
            throw new RefusedException("%s: is longer than %d bytes, too long for arguments".formatted(file, LARGEST));
        }
        String text = new String(PlainFiles.bytes(file), Charset.defaultCharset());
        for (String word : text.split("[\\s'\"]+")) {
            check(word);
        }
    }
}
