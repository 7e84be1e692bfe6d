package org.arenavault.cli;

import static org.arenavault.cli.ParityDisc.ARENA;
import static org.arenavault.cli.ParityDisc.UNIT;
import static org.arenavault.cli.ParityDisc.track;
import static org.arenavault.cli.ParityDisc.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code arenas repair}, as somebody starts it who has images of a damaged disc and nothing else. */
class ArenasRepairTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final CommandRun command = new CommandRun();

    private ParityDisc disc() throws IOException {
        return ParityDisc.create(folder.resolve("venti"));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private List<String> made() throws IOException {
        if (!Files.exists(folder.resolve("out"))) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder.resolve("out"))) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private byte[] out(String name) throws IOException {
        return Files.readAllBytes(folder.resolve("out").resolve(name));
    }

    @Test
    void damagedTracksAreRepairedAndWholeOnesAreLeftAlone() throws Exception {
        ParityDisc disc = disc();
        List<String> tracks = disc.write(folder);
        byte[] damaged = without(track(disc.arena(0)), 3, 5);
        file("track1.img", damaged);
        // the head is gone, and a bit is wrong that the seal does not cover
        byte[] headless = without(track(disc.arena(2)), 0, 1);
        headless[ARENA * UNIT - 5] ^= 1;
        file("track3.img", headless);
        assertThat(command.run("arenas", "repair", tracks.get(0), tracks.get(1), tracks.get(2), "--parity",
                tracks.get(3), "-o", file("out"))).as(command.said().toString()).isZero();
        assertThat(command.printed()).isEqualToIgnoringNewLines("""
                arena0: REPAIRED, 5 pieces of 64 KiB of 16: %s/arena0.image
                arena1: is whole
                arena2: REPAIRED, 2 pieces of 64 KiB of 16: %s/arena2.image
                """.formatted(file("out"), file("out")));
        assertThat(made()).containsExactly("arena0.image", "arena2.image");
        assertThat(out("arena0.image")).isEqualTo(disc.arena(0));
        assertThat(out("arena2.image")).isEqualTo(disc.arena(2));
        assertThat(Files.readAllBytes(folder.resolve("track1.img"))).isEqualTo(damaged);
        assertThat(new CommandRun().run("arenas", "check", file("out/arena0.image"), file("out/arena2.image")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "first", "last"})
    void theImageOfADiscIsEnough(String damagedHeader) throws Exception {
        ParityDisc disc = disc();
        byte[] bytes = without(disc.disc(), ARENA - 4, 15);
        int units = bytes.length / UNIT;
        if (!damagedHeader.equals("none")) {
            without(bytes, damagedHeader.equals("first") ? ParityDisc.parityAt() : units - 2, 1);
        }
        // a disc that is not full ends in zeros
        String image = file("disc.img", Arrays.copyOf(bytes, bytes.length + 200 * UNIT));
        assertThat(command.run("arenas", "repair", image, "--parity", image, "-o", file("out")))
                .as(command.said().toString()).isZero();
        assertThat(made()).containsExactly("arena0.image", "arena1.image");
        assertThat(out("arena0.image")).isEqualTo(disc.arena(0));
        assertThat(out("arena1.image")).isEqualTo(disc.arena(1));
    }

    @Test
    void whatCannotBeRepairedIsNamedAndTheRestIs() throws Exception {
        ParityDisc disc = disc();
        // five units of one row are lost, one of them in arena 0; two more of arena 0 can be found again
        byte[] bytes = disc.disc();
        for (int column : new int[] {0, 1, 2, 3, 4}) {
            int unit = column * ParityDisc.ROWS + 2;
            without(bytes, unit + unit / ARENA, 1);
        }
        without(bytes, 5, 1);
        String image = file("disc.img", bytes);
        assertThat(command.run("arenas", "repair", image, "--parity", image, "-o", file("out")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(command.printed()).contains(
                "arena0: NOT REPAIRED: 2 of 3 damaged pieces of 64 KiB cannot be found again, at byte 131072+65536, "
                        + "589824+65536; the rest is in " + file("out/arena0.image.damaged"), "arena2: is whole");
        assertThat(made()).containsExactly("arena0.image.damaged", "arena1.image.damaged");
        assertThat(out("arena0.image.damaged")).isEqualTo(without(without(disc.arena(0), 2, 1), 9, 1));
    }

    @Test
    void aTrackOfWhichThereIsNoImageIsMadeOfTheOthers() throws Exception {
        ParityDisc disc = disc();
        List<String> tracks = disc.write(folder);
        assertThat(command.run("arenas", "repair", tracks.get(0), tracks.get(2), "--parity", tracks.get(3), "-o",
                file("out"))).isZero();
        assertThat(made()).containsExactly("arena1.image");
        assertThat(out("arena1.image")).isEqualTo(disc.arena(1));

        CommandRun alone = new CommandRun();
        file("track1.img", without(track(disc.arena(0)), 3, 1));
        assertThat(alone.run("arenas", "repair", tracks.get(0), "--parity", tracks.get(3), "-o", file("alone")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(alone.printed()).contains("arena0: NOT REPAIRED: 1 of 1 damaged piece of 64 KiB",
                "no image was given of 2 tracks, and there is too little to make them of the others: arena1, arena2");
    }

    @Test
    void imagesThatAreDamagedInDifferentPlacesCompleteEachOther() throws Exception {
        ParityDisc disc = disc();
        List<String> tracks = disc.write(folder);
        String one = file("one.img", without(track(disc.arena(1)), 0, 10));
        String two = file("two.img", Arrays.copyOf(without(disc.arena(1), 8, 3), 14 * UNIT + 100));
        assertThat(command.run("arenas", "repair", tracks.get(0), one, two, "--parity", tracks.get(3), "-o",
                file("out"), "--json")).isZero();
        assertThat(out("arena1.image")).isEqualTo(disc.arena(1));
        assertThat(command.json().get("schema").asText()).isEqualTo("arenavault.arenas.repair.1");
        assertThat(command.json().get("members").get(1).get("damage").get("units").asInt()).isEqualTo(2);
        assertThat(command.json().get("members").get(1).get("outcome").asText()).isEqualTo("repaired");
        assertThat(command.json().get("members").get(2).get("outcome").asText()).isEqualTo("repaired");
        assertThat(command.json().get("members").get(0).get("outcome").asText()).isEqualTo("whole");
    }

    @Test
    void whatIsNoImageOfTheDiscIsNamedAndKeepsNoOtherFromItsTurn() throws Exception {
        ParityDisc disc = disc();
        List<String> tracks = disc.write(folder);
        file("track2.img", without(track(disc.arena(1)), 3, 1));
        String other = file("other.img", new byte[3 * UNIT]);
        assertThat(command.run("arenas", "repair", other, file("nowhere.img"), tracks.get(0), tracks.get(1),
                tracks.get(2), "--parity", tracks.get(3), "-o", file("out"))).isEqualTo(ExitCode.FAILED);
        assertThat(command.said()).containsExactly(
                "arenavault: %s: holds nothing that this parity protects".formatted(other),
                "arenavault: %s: no such file or device".formatted(file("nowhere.img")));
        assertThat(out("arena1.image")).isEqualTo(disc.arena(1));
    }

    @Test
    void nothingIsWrittenOverWhatExists() throws Exception {
        ParityDisc disc = disc();
        List<String> tracks = disc.write(folder);
        file("track2.img", without(track(disc.arena(1)), 3, 1));
        for (String name : List.of("arena1.image", "arena1.image.damaged")) {
            Files.createDirectories(folder.resolve("out"));
            Files.write(folder.resolve("out").resolve(name), new byte[] {1});
            CommandRun run = new CommandRun();
            assertThat(run.run("arenas", "repair", tracks.get(0), tracks.get(1), tracks.get(2), "--parity",
                    tracks.get(3), "-o", file("out"))).isEqualTo(ExitCode.FAILED);
            assertThat(run.said()).hasSize(1).first().asString().contains(name + ": exists already");
            assertThat(out(name)).containsExactly(1);
            assertThat(made()).containsExactly(name);
            Files.delete(folder.resolve("out").resolve(name));
        }
    }

    @Test
    void whatAnEarlierRunHasMadeIsLeftAndTheRestFollows() throws Exception {
        ParityDisc disc = disc();
        List<String> tracks = disc.write(folder);
        file("track2.img", without(track(disc.arena(1)), 3, 1));
        file("track3.img", without(track(disc.arena(2)), 3, 1));
        Files.createDirectories(folder.resolve("out"));
        Files.write(folder.resolve("out/arena1.image"), disc.arena(1));
        Files.write(folder.resolve("out/arena2.image.part"), new byte[7]);
        assertThat(command.run("arenas", "repair", tracks.get(0), tracks.get(1), tracks.get(2), "--parity",
                tracks.get(3), "-o", file("out"))).isZero();
        assertThat(command.printed()).contains("arena1: was repaired before: ", "arena2: REPAIRED, 1 piece of 64 KiB");
        assertThat(made()).containsExactly("arena1.image", "arena2.image");
        assertThat(out("arena2.image")).isEqualTo(disc.arena(2));
    }

    @Test
    void namesOnADiscReachNoOtherFolder() throws Exception {
        for (String name : List.of("../../arena", "/etc/x", "..", ".hidden", "-o", "a\u001b[2Jb", "\u0000")) {
            ParityDisc disc = ParityDisc.create(folder.resolve("venti"), arena -> arena.equals("arena1") ? name
                    : "same");
            List<String> tracks = disc.write(folder);
            file("track1.img", without(track(disc.arena(0)), 3, 1));
            file("track2.img", without(track(disc.arena(1)), 4, 1));
            file("track3.img", without(track(disc.arena(2)), 8, 1));
            CommandRun run = new CommandRun();
            assertThat(run.run("arenas", "repair", tracks.get(0), tracks.get(1), tracks.get(2), "--parity",
                    tracks.get(3), "-o", file("out"))).as(name + run.said()).isZero();
            assertThat(run.printed()).doesNotContain("\u001b", "\u0000");
            assertThat(made()).hasSize(3).contains("same.image", "same-3.image")
                    .allMatch(made -> made.matches("[A-Za-z0-9_@][A-Za-z0-9._@-]*[.]image"), name);
            for (String made : made()) {
                Files.delete(folder.resolve("out").resolve(made));
            }
            for (String left : List.of("arenas0", "venti.conf")) {
                Files.delete(folder.resolve("venti").resolve(left));
            }
        }
    }

    @Test
    void aParityImageThatIsNoneIsRefused() throws Exception {
        ParityDisc disc = disc();
        List<String> tracks = disc.write(folder);
        assertThat(command.run("arenas", "repair", tracks.get(0), "--parity", tracks.get(1), "-o", file("out")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(command.said()).containsExactly("arenavault: %s: no parity track begins at byte 0"
                .formatted(tracks.get(1)));
        byte[] both = disc.parity();
        both[25] ^= 1;
        both[both.length - UNIT + 25] ^= 1;
        CommandRun damaged = new CommandRun();
        assertThat(damaged.run("arenas", "repair", tracks.get(0), "--parity", file("both.img", both), "-o",
                file("out"))).isEqualTo(ExitCode.FAILED);
        assertThat(damaged.said().get(0)).contains("digest does not match");
        assertThat(new CommandRun().run("arenas", "repair", tracks.get(0), "-o", file("out")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(made()).isEmpty();
    }
}
