package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.NewFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands create, and who can read it. */
class CreatedFilesTest {

    /** What the test itself makes, and what takes its mode from an archive. */
    private static final Set<String> NOT_OURS =
            Set.of("", "venti", "images", "target", "target/venti.conf", "source", "score.vac", "built");

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    /** Modes of all files and folders below, by their paths. */
    private static Map<String, String> modes(Path folder) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                String name = folder.relativize(path).toString();
                if (!NOT_OURS.contains(name) && !name.startsWith("venti/") && !name.startsWith("got/")
                        && !name.equals("got")) {
                    modes.put(name, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
                }
            }
        }
        return modes;
    }

    @ParameterizedTest
    @CsvSource({"000, '', rw-------, rwx------", "077, '', rw-------, rwx------", "077, own, rw-r-----, rwxr-x---"})
    void whateverTheUmaskSaysFilesAreForTheirOwnerAlone(String umask, String group, String file, String folder)
            throws Exception {
        Path output = temp.resolve("output");
        Path site = Files.createDirectory(temp.resolve("site"));
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), EverythingThatIsCreated.class.getName(), site.toString())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        if (group.equals("own")) {
            builder.environment().put(NewFiles.GROUP,
                    Files.readAttributes(site, PosixFileAttributes.class).group().getName());
        }
        Process process = builder.start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
        Map<String, String> modes = modes(site);
        assertThat(modes).containsKeys("home.tar.gz", "plain.tar.gz", "arena0.image", "target/arenas", "target/isect",
                "target/bloom", "copied", "got.manifest", "scores.txt", "scsi.log", "vault/sets/home/set.toml",
                "vault/sets/away/ledger.jsonl", "vault/sets/ancient/set.toml", "built/isect", "built/bloom",
                "moved/journal", "wrcmd", "juke/changer.state");
        for (String start : new String[] {"cursors/", "stage", "vault/fossil-undo-", "juke/001.disc/"}) {
            assertThat(modes.keySet()).as(start).anyMatch(path -> path.startsWith(start));
        }
        assertThat(modes.keySet()).anyMatch(path -> path.startsWith("images/"));
        modes.forEach((path, mode) -> assertThat(mode).as(path)
                .isEqualTo(Files.isDirectory(site.resolve(path)) ? folder : file));
    }

    @Test
    void whatExistsKeepsItsMode() throws IOException {
        Path file = Files.writeString(temp.resolve("report"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        DurableFiles.replace(file, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(file)).isEqualTo("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-rw-r--");
    }
}
