package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.backup.kit.FixedProgram;
import org.arenavault.io.FileStorage;
import org.arenavault.io.ProgramFiles;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kit alone: an empty folder, the image of one disc, and a machine that has dd, tar and Java. The commands are
 * those of the documents.
 */
@Timeout(240)
class KitAloneTest {

    private static final Path JAR = Path.of("target/arenavault.jar");

    @TempDir
    private Path temp;

    private Path alone;

    @BeforeEach
    void makeRoom() throws IOException {
        alone = Files.createDirectory(temp.resolve("alone"));
    }

    /** The files of this program, with the jar that the build has made. */
    private static Optional<byte[]> packed(String name) throws IOException {
        return name.equals(ProgramFiles.JAR) ? Optional.of(Files.readAllBytes(JAR)) : ProgramFiles.RUNNING.read(name);
    }

    /** Runs a command as somebody types it; what it prints. */
    private String shell(String command) {
        try {
            Path out = temp.resolve("out");
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(alone.toFile())
                    .redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().put("PATH",
                    Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
            builder.environment().keySet().removeIf(name -> name.startsWith("ARENAVAULT") || name.startsWith("JAVA_"));
            builder.environment().put("HOME", alone.toString());
            Process process = builder.start();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(command + "\n" + Files.readString(out)).isZero();
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The commands by which a text takes a kit from an image. */
    private static String unpacking(String text) {
        Matcher block = Pattern.compile("(?m)^ {4}(tr .*\\R.*\\R *dd if=.*tar xf -)$").matcher(text);
        assertThat(block.find()).isTrue();
        return block.group(1).replaceAll("disc1?\\.img", "\"\\$IMAGE\"");
    }

    private void unpack(Path image, String text) {
        shell("IMAGE='" + image + "'\n" + unpacking(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bd-r", "dvd+r", "dvd-r", "cd-r"})
    void ddAndTarTakeTheNewestKitFromTheImage(String medium) throws IOException {
        KitDisc disc = KitDisc.record(temp, medium, ProgramFiles.RUNNING);
        disc.append(new FixedProgram(Set.of("LICENSE")));
        unpack(disc.image(), Files.readString(Path.of("docs/recovery.md")));
        assertThat(alone.resolve("arenavault-kit/LICENSE")).doesNotExist();
        assertThat(Files.readString(alone.resolve("arenavault-kit/docs/formats.md"))).isEqualTo(
                "this is docs/formats.md\n");
        String readme = Files.readString(alone.resolve("arenavault-kit/README.txt"));
        assertThat(unpacking(readme)).isEqualTo(unpacking(Files.readString(Path.of("docs/recovery.md"))));
    }

    @Test
    void theScriptInTheKitListsWhatIsOnTheDisc() throws IOException {
        KitDisc disc = KitDisc.record(temp, "bd-r", ProgramFiles.RUNNING);
        unpack(disc.image(), Files.readString(Path.of("docs/recovery.md")));
        String dd = Files.readString(alone.resolve("arenavault-kit/README.txt")).lines()
                .filter(line -> line.startsWith("    dd if=/dev/sr0 of=arena0.img")).findFirst().orElseThrow();
        shell(dd.replace("/dev/sr0", "'" + disc.image() + "'"));
        assertThat(shell("sh arenavault-kit/scripts/readset check arena0.img")).contains("arena0 at 0: seal holds");
        assertThat(shell("cd arenavault-kit && sh scripts/readset check '" + disc.image() + "'"))
                .contains("arena0 at 0: seal holds", "kit-home-001 at ", ": whole, ");
    }

    @Test
    void theProgramInTheKitBringsTheWholeSetBack() throws IOException {
        assumeTrue(isBuilt(), "no jar, or one older than the sources: 'scripts/build' makes target/arenavault.jar");
        Path conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 1);
        Site site = new Site(temp);
        site.use(KitAloneTest::packed);
        String device = site.recorder("rec", "bd-r", 1, 2_000_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", device, "--increments",
                "always", "--parity", "full", "--kit", "full");
        site.done("set", "config", "home", "increments.at_least=0");
        site.done("backup", "home");
        site.done("disc", "complete", "home");
        Path image = temp.resolve("rec/001.disc/data");

        unpack(image, Files.readString(Path.of("docs/recovery.md")));

        Path kit = alone.resolve("arenavault-kit");
        List<String> commands = Files.readString(kit.resolve("README.txt")).lines()
                .filter(line -> line.matches(" {4}(java -jar|tar czf) .*"))
                .map(line -> line.strip().replace("/dev/sr0", device)).toList();
        assertThat(commands).hasSize(4);
        Files.writeString(kit.resolve("venti.conf"), "index main\narenas %1$s/arenas0\nisect %1$s/isect0\n"
                .formatted(alone));

        shell("cd arenavault-kit && " + commands.get(0));
        assertRestored();

        Files.delete(alone.resolve("arenas0"));
        Files.delete(alone.resolve("isect0"));
        for (String command : commands.subList(1, 4)) {
            shell("cd arenavault-kit && " + command);
        }
        assertRestored();
    }

    private static boolean isBuilt() throws IOException {
        if (!Files.isRegularFile(JAR)) {
            return false;
        }
        FileTime built = Files.getLastModifiedTime(JAR);
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            for (Path source : sources.toList()) {
                if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private void assertRestored() throws IOException {
        try (FileStorage before = FileStorage.openToRead(temp.resolve("venti/arenas0"));
                ArenaPartition expected = ArenaPartition.open(before);
                FileStorage after = FileStorage.openToRead(alone.resolve("arenas0"));
                ArenaPartition restored = ArenaPartition.open(after)) {
            for (String sealed : List.of("arena0", "arena1")) {
                Arena arena = expected.find(sealed).orElseThrow();
                Arena same = restored.find(sealed).orElseThrow();
                assertThat(same.image().read(0, (int) same.size())).isEqualTo(arena.image().read(0,
                        (int) arena.size()));
            }
            Arena active = expected.find("arena2").orElseThrow();
            assertThat(restored.find("arena2").orElseThrow().readTail().memory())
                    .isEqualTo(active.readTail().memory());
        }
    }
}
