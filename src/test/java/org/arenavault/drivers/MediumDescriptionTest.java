package org.arenavault.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PlainToml;
import org.arenavault.io.TomlMutations;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The descriptions of media, and where they are looked for. */
class MediumDescriptionTest {

    private static final Path SHIPPED = Path.of("media-drivers");

    @TempDir
    private Path folder;

    private Descriptions descriptions() {
        return new Descriptions(folder);
    }

    @Test
    void theIndexListsEveryDescription() throws IOException {
        List<String> index = Files.readAllLines(SHIPPED.resolve("index"));
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            List<String> shipped = files.filter(file -> file.toString().endsWith(".toml"))
                    .map(file -> SHIPPED.relativize(file).toString()).toList();
            assertThat(index).containsExactlyInAnyOrderElementsOf(shipped);
        }
    }

    @Test
    void whatIsReadAsPlainMeansTheSameToJackson() throws IOException {
        int plain = 0;
        for (String name : MediumDescription.names(descriptions())) {
            String text = Files.readString(SHIPPED.resolve("media/" + name + ".toml"));
            assertThat(PlainToml.read(text.getBytes(StandardCharsets.UTF_8), MediumDescription::plain)).as(name)
                    .isPresent();
            for (int seed = 0; seed < 500; seed++) {
                String changed = TomlMutations.of(text, new Random(seed));
                byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
                Optional<MediumDescription> read = PlainToml.read(bytes, MediumDescription::plain);
                if (read.isPresent()) {
                    plain++;
                    assertThat(read.get()).as("seed %d: %s", seed, changed)
                            .isEqualTo(Descriptions.any(bytes, name, MediumDescription.class));
                }
            }
        }
        assertThat(plain).isGreaterThan(400);
    }

    /** What the user put there and cannot be read is named, whatever it is: the shipped one is not taken instead. */
    @Test
    void aDescriptionOfTheUsersThatIsNoFileIsNamed() throws Exception {
        Path own = Files.createDirectories(folder.resolve("media")).resolve("bd-r.toml");
        Path longer = folder.resolve("long");
        Files.write(longer, new byte[(1 << 20) + 1]);
        List<Callable<Object>> odd = List.of(
                () -> new ProcessBuilder("mkfifo", own.toString()).start().waitFor(),
                () -> ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(own)),
                () -> Files.createDirectory(own),
                () -> Files.createSymbolicLink(own, Path.of("/dev/zero")),
                () -> Files.createSymbolicLink(own, folder.resolve("nowhere")),
                () -> Files.createSymbolicLink(own, longer));
        for (Callable<Object> make : odd) {
            make.call();
            assertThatThrownBy(() -> MediumDescription.read(descriptions(), "bd-r")).isInstanceOf(IOException.class)
                    .hasMessageContaining(own.toString());
            Files.delete(own);
        }
        assertThat(MediumDescription.read(descriptions(), "bd-r").name()).isEqualTo("bd-r");
    }

    @Test
    void everyMediumReads() throws IOException {
        assertThat(MediumDescription.names(descriptions())).contains("bd-r", "bd-r-dl", "dvd+r", "removable-disk");
        for (String name : MediumDescription.names(descriptions())) {
            assertThat(MediumDescription.read(descriptions(), name).name()).isEqualTo(name);
        }
    }

    @Test
    void theReserveOfABlurayIsWhatDefaultSparesTake() throws IOException {
        assertThat(MediumDescription.read(descriptions(), "bd-r").reserveOf(12_219_392)).isEqualTo(393_216);
        assertThat(MediumDescription.read(descriptions(), "bd-r-dl").reserveOf(24_438_784)).isEqualTo(786_432);
    }

    @Test
    void aFileOfTheUserTakesPrecedence() throws IOException {
        Files.createDirectories(folder.resolve("media"));
        String own = Files.readString(SHIPPED.resolve("media/bd-r.toml")).replace("BD-R, 25 GB", "my own");
        Files.writeString(folder.resolve("media/bd-r.toml"), own);
        Files.writeString(folder.resolve("media/mine.toml"), own.replace("\"bd-r\"", "\"mine\""));

        assertThat(MediumDescription.read(descriptions(), "bd-r").title()).isEqualTo("my own");
        assertThat(MediumDescription.names(descriptions())).contains("mine");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> MediumDescription.read(descriptions(), "bd-x")).isInstanceOf(UsageException.class)
                .hasMessageContaining("bd-r-dl");
        assertThatThrownBy(() -> MediumDescription.read(descriptions(), "../media/bd-r"))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void aMistakeInAFileIsNamedWithTheFile() throws IOException {
        Files.createDirectories(folder.resolve("media"));
        for (String wrong : List.of("name = ", "name = \"x\"", "blocks = -1", "[[[")) {
            Files.write(folder.resolve("media/bd-r.toml"), wrong.getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> MediumDescription.read(descriptions(), "bd-r")).as(wrong)
                    .isInstanceOf(CorruptException.class).hasMessageContaining("bd-r.toml");
        }
    }
}
