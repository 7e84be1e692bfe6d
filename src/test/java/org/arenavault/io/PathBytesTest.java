package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the locale is, a name of any bytes is made, found and read as it is. */
class PathBytesTest {

    @TempDir
    private Path folder;

    @Test
    void aNameIsMadeAndListedAsItIs() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            byte[] name = name(new Random(seed));
            Path file = PathBytes.resolve(folder, name);
            Files.createFile(file);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(PathBytes.name(files.findFirst().orElseThrow())).as("seed %d", seed).isEqualTo(name);
            }
            Files.delete(file);
        }
    }

    @Test
    void aLinkLeadsWhereItsBytesSay() throws IOException {
        for (String text : new String[] {"a", "../b/c", "/etc/passwd", "na\u00efve/\u00fc", "./d", ".."}) {
            byte[] to = text.getBytes(StandardCharsets.UTF_8);
            Path link = folder.resolve("link");
            Files.createSymbolicLink(link, PathBytes.relative(to));
            assertThat(PathBytes.text(Files.readSymbolicLink(link))).as(text).isEqualTo(to);
            Files.delete(link);
        }
    }

    private static byte[] name(Random random) {
        byte[] name = new byte[1 + random.nextInt(60)];
        for (int i = 0; i < name.length; i++) {
            do {
                name[i] = (byte) random.nextInt();
            } while (name[i] == 0 || name[i] == '/' || name[i] == '.');
        }
        return name;
    }
}
