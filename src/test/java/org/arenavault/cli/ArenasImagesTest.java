package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.io.TappedDisks;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.PartitionHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code arenas format}, {@code extract} and {@code insert}, as a user starts them. */
class ArenasImagesTest {

    private static final int BLOCK = 8192;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final CommandRun command = new CommandRun();

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    /** The names that lie in the folder. */
    private List<String> names() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private String blank(String name, int size) throws IOException {
        return Files.write(folder.resolve(name), new byte[size]).toString();
    }

    private static int run(String... args) {
        return new CommandRun().run(args);
    }

    private static String sha1(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    }

    @Test
    void everyArenaOfEverySampleIsTakenOutAsTheRealToolDoes() throws Exception {
        for (String sample : Golden.names()) {
            Path venti = Golden.unpack(sample, folder);
            int seen = 0;
            for (String line : Files.readAllLines(venti.resolve("expect/rdarena.sha1"))) {
                String[] fields = line.trim().split("\\s+");
                for (String partition : List.of("arenas0", "arenas1")) {
                    String file = venti.resolve(partition).toString();
                    CommandRun extract = new CommandRun();
                    if (Files.exists(Path.of(file)) && extract.run("arenas", "extract", file, fields[0]) == 0) {
                        assertThat(extract.printedBytes()).hasSize(Integer.parseInt(fields[1]));
                        assertThat(sha1(extract.printedBytes())).as("%s %s", sample, fields[0]).isEqualTo(fields[2]);
                        seen++;
                    }
                }
            }
            assertThat(seen).as(sample)
                    .isEqualTo(Files.readAllLines(venti.resolve("expect/rdarena.sha1")).size());
        }
    }

    @Test
    void aFileGetsTheSameBytesAndOneThatExistsIsLeftAlone() throws Exception {
        String arenas = Golden.unpack("v4", folder).resolve("arenas0").toString();
        assertThat(command.run("arenas", "extract", arenas, "arena0", "-o", file("image"), "--json")).isZero();
        assertThat(command.json().get("bytes").asInt()).isEqualTo(1 << 20);
        assertThat(bytes("image")).hasSize(1 << 20);
        Files.write(folder.resolve("precious"), new byte[] {1});
        CommandRun again = new CommandRun();
        assertThat(again.run("arenas", "extract", arenas, "arena0", "-o", file("precious")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(again.said().get(0)).contains("exists already");
        assertThat(bytes("precious")).containsExactly(1);
        assertThat(names()).containsExactly("image", "precious", "v4");
    }

    @Test
    void anArenaThatIsNotThereIsAMistakeOfTheCommandLine() throws Exception {
        String arenas = Golden.unpack("v4", folder).resolve("arenas0").toString();
        assertThat(command.run("arenas", "extract", arenas, "arena9")).isEqualTo(ExitCode.USAGE);
        assertThat(command.said()).hasSize(1).first().asString().contains("has no arena 'arena9'");
        assertThat(run("arenas", "extract", arenas, "arena0", "--json")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aBrokenSealIsSaidAndTheBytesAreAsTheyAre() throws Exception {
        Path arenas = Golden.unpack("v4", folder).resolve("arenas0");
        byte[] partition = Files.readAllBytes(arenas);
        partition[794624 + BLOCK + 77] ^= 1;
        Files.write(arenas, partition);
        assertThat(command.run("arenas", "extract", arenas.toString(), "arena0", "-o", file("image")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(command.said().get(0)).contains("is damaged: its seal is");
        assertThat(bytes("image")).isEqualTo(Arrays.copyOfRange(partition, 794624, 794624 + (1 << 20)));
    }

    @Test
    void whatIsInterruptedLeavesNothingUnderAnyName() throws Exception {
        String arenas = Golden.unpack("v4", folder).resolve("arenas0").toString();
        command.stop();
        assertThat(command.run("arenas", "extract", arenas, "arena0", "-o", file("image")))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(command.run("arenas", "check", "--deep", arenas)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(names()).containsExactly("v4");
    }

    @Test
    void aReadErrorLeavesNothingUnderAnyName() throws Exception {
        String arenas = Golden.unpack("v4", folder).resolve("arenas0").toString();
        SilentTerminal terminal = new SilentTerminal();
        CommandContext context = scratched("arenas0", 794624 + 700_000, terminal, new ByteArrayOutputStream());
        assertThat(Main.run(context, "arenas", "extract", arenas, "arena0", "-o", file("image")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(terminal.said()).containsExactly("arenavault: a scratch at byte 1494624");
        assertThat(names()).containsExactly("v4");
    }

    /** A session in which a file cannot be read at one byte. */
    private static CommandContext scratched(String file, long bad, SilentTerminal terminal,
            ByteArrayOutputStream printed) {
        World world = new World(new SystemClock(), unreadableAt(file, bad), terminal, Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
        return new CommandContext(world, new PrintStream(printed, true, StandardCharsets.UTF_8),
                new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity()));
    }

    private static Disks unreadableAt(String file, long bad) {
        return TappedDisks.reads((path, position, count) -> {
            if (path.endsWith(file) && position <= bad && bad < position + count) {
                throw new MediumFaultException("a scratch at byte " + bad);
            }
        });
    }

    @Test
    void aBlankFileBecomesAPartitionOfEmptyArenas() throws Exception {
        String file = blank("blank", 5 << 20);
        assertThat(command.run("arenas", "format", "-a", "1m", "-b", "8k", "main", file)).isZero();
        assertThat(command.printed()).contains("4 empty arenas, main0 to main3");
        CommandRun list = new CommandRun();
        assertThat(list.run("arenas", "list", "--json", file)).isZero();
        assertThat(list.json().at("/partitions/0/arenas")).hasSize(4)
                .allSatisfy(arena -> assertThat(arena.get("state").asText()).isEqualTo("empty"));
    }

    @Test
    void whatHoldsAnythingIsNotFormatted() throws Exception {
        String file = blank("used", 5 << 20);
        byte[] used = bytes("used");
        used[used.length - 1] = 1;
        Files.write(folder.resolve("used"), used);
        assertThat(command.run("arenas", "format", "-a", "1m", "main", file)).isEqualTo(ExitCode.FAILED);
        assertThat(command.said().get(0)).contains("is not blank: byte 5242879 is not zero");
        assertThat(bytes("used")).isEqualTo(used);
        String arenas = Golden.unpack("v4", folder).resolve("arenas0").toString();
        assertThat(run("arenas", "format", "--yes", "-a", "1m", "main", arenas)).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void sizesAndNamesThatCannotBeAreRefusedBeforeAnythingIsWritten() throws Exception {
        String file = blank("blank", 5 << 20);
        assertThat(run("arenas", "format", "-b", "1000", "main", file)).isEqualTo(ExitCode.USAGE);
        assertThat(run("arenas", "format", "-b", "0", "main", file)).isEqualTo(ExitCode.USAGE);
        assertThat(run("arenas", "format", "-b", "128k", "main", file)).isEqualTo(ExitCode.USAGE);
        assertThat(run("arenas", "format", "-a", "lots", "main", file)).isEqualTo(ExitCode.USAGE);
        for (String size : List.of("0", "100k", "1049000")) {
            assertThat(run("arenas", "format", "-a", size, "main", file)).as(size).isEqualTo(ExitCode.USAGE);
        }
        for (String name : List.of("", "two words", "a'b", "a#", "a\u0001", "\u00e4", "a".repeat(51))) {
            assertThat(run("arenas", "format", "-a", "1m", name, file)).as(name).isEqualTo(ExitCode.USAGE);
        }
        assertThat(run("arenas", "format", "-a", "1m", "main", blank("small", 1 << 20))).isEqualTo(ExitCode.FAILED);
        assertThat(run("arenas", "format", "-a", "1m", "main", file("missing"))).isEqualTo(ExitCode.FAILED);
        assertThat(bytes("blank")).containsOnly(0);
    }

    @Test
    void whatWasTakenOutGoesBackAndASecondTimeChangesNothing() throws Exception {
        Path source = Golden.unpack("v4", folder).resolve("arenas0");
        String target = blank("target", (int) Files.size(source));
        assertThat(run("arenas", "format", "-4", "-a", "1m", "arena", target)).isZero();
        String[] insert = {"arenas", "insert", target, file("arena0"), file("arena1"), file("arena2"),
            file("arena3")};
        for (String name : List.of("arena0", "arena1", "arena2", "arena3")) {
            assertThat(run("arenas", "extract", source.toString(), name, "-o", file(name))).isZero();
        }
        assertThat(command.run(insert)).isZero();
        assertThat(command.printed()).contains("arena0: inserted at 794624")
                .contains("arena3: inserted at 3940352; it carries no seal; every clump of it was checked");
        byte[] original = Files.readAllBytes(source);
        byte[] filled = bytes("target");
        int end = 794624 + 4 * (1 << 20);
        assertThat(Arrays.copyOfRange(filled, 262144, end)).isEqualTo(Arrays.copyOfRange(original, 262144, end));
        CommandRun again = new CommandRun();
        assertThat(again.run("arenas", "insert", "--json", target, file("arena0"), file("arena2"))).isZero();
        assertThat(again.json().get("images")).allSatisfy(
                image -> assertThat(image.get("outcome").asText()).isEqualTo("present"));
        assertThat(bytes("target")).isEqualTo(filled);
    }

    @Test
    void withoutASlotItGoesBehindTheOthersAndTheTableSaysSo() throws Exception {
        String source = Golden.unpack("v4", folder).resolve("arenas0").toString();
        assertThat(run("arenas", "extract", source, "arena1", "-o", file("image"))).isZero();
        String target = blank("target", 3 << 20);
        assertThat(run("arenas", "format", "-a", "1m", "other", target)).isZero();
        assertThat(command.run("arenas", "insert", target, file("image"))).isEqualTo(ExitCode.FAILED);
        assertThat(command.printed()).contains("there is room for 0 bytes, not for its 1048576");
        Files.write(folder.resolve("target"), Arrays.copyOf(bytes("target"), 6 << 20));
        assertThat(run("arenas", "insert", target, file("image"))).isZero();
        CommandRun check = new CommandRun();
        assertThat(check.run("arenas", "check", "--deep", target)).isZero();
        assertThat(check.printed()).contains("arena1: sealed, its seal holds, 265 blocks decoded");
    }

    @Test
    void damagedCutShortAndForeignImagesAreNotInserted() throws Exception {
        String source = Golden.unpack("v4", folder).resolve("arenas0").toString();
        assertThat(run("arenas", "extract", source, "arena0", "-o", file("image"))).isZero();
        byte[] image = bytes("image");
        String target = blank("target", 5 << 20);
        assertThat(run("arenas", "format", "-4", "-a", "1m", "arena", target)).isZero();
        byte[] flipped = image.clone();
        flipped[300_000] ^= 4;
        Files.write(folder.resolve("flipped"), flipped);
        Files.write(folder.resolve("short"), Arrays.copyOf(image, image.length - 1));
        Files.write(folder.resolve("noise"), new byte[100_000]);
        byte[] before = bytes("target");
        assertThat(command.run("arenas", "insert", target, file("flipped"), file("short"), file("noise"),
                file("missing"))).isEqualTo(ExitCode.FAILED);
        assertThat(command.printed().lines()).hasSize(4)
                .allMatch(line -> line.startsWith("NOT INSERTED: " + folder));
        assertThat(command.printed()).contains("its bytes come to").contains("holds 1048575 of the 1048576 bytes");
        CommandRun check = new CommandRun();
        assertThat(check.run("arenas", "check", "--deep", "--json", target)).isZero();
        assertThat(check.json().get("sealed").asInt()).isZero();
        assertThat(Arrays.copyOf(bytes("target"), 794624 + BLOCK)).isEqualTo(Arrays.copyOf(before, 794624 + BLOCK));
    }

    @Test
    void anImageThatCannotBeReadToItsEndIsNotInsertedAndALineSaysWhere() throws Exception {
        String source = Golden.unpack("v4", folder).resolve("arenas0").toString();
        assertThat(run("arenas", "extract", source, "arena0", "-o", file("image"))).isZero();
        for (String slots : List.of("arena", "other")) {
            String target = blank(slots, 3 << 20);
            assertThat(run("arenas", "format", "-4", "-a", "1m", slots, target)).isZero();
            Files.write(folder.resolve(slots), Arrays.copyOf(bytes(slots), 6 << 20));
            byte[] before = bytes(slots);
            for (long bad : List.of(0L, BLOCK + 5L, 300_000L, (1L << 20) - BLOCK - 1, (1L << 20) - 1)) {
                SilentTerminal terminal = new SilentTerminal();
                ByteArrayOutputStream printed = new ByteArrayOutputStream();
                assertThat(Main.run(scratched("image", bad, terminal, printed), "arenas", "insert", target,
                        file("image"))).isEqualTo(ExitCode.FAILED);
                assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(
                        "NOT INSERTED: %s: a scratch at byte %d%n".formatted(file("image"), bad));
                assertThat(terminal.said()).isEmpty();
                assertThat(Arrays.copyOf(bytes(slots), 794624 + BLOCK))
                        .isEqualTo(Arrays.copyOf(before, 794624 + BLOCK));
            }
            assertThat(run("arenas", "insert", target, file("image"))).isZero();
        }
    }

    @Test
    void anImageThatCannotBeComparedWithTheClumpsInItsSlotIsNotInserted() throws Exception {
        String source = Golden.unpack("v4", folder).resolve("arenas0").toString();
        assertThat(run("arenas", "extract", source, "arena0", "-o", file("image"))).isZero();
        String target = blank("target", 3 << 20);
        assertThat(run("arenas", "format", "-4", "-a", "1m", "arena", target)).isZero();
        byte[] crashed = bytes("target");
        System.arraycopy(bytes("image"), BLOCK, crashed, 794624 + BLOCK, BLOCK);
        Files.write(folder.resolve("target"), crashed);
        SilentTerminal terminal = new SilentTerminal();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(Main.run(scratched("image", BLOCK + 5L, terminal, printed), "arenas", "insert", target,
                file("image")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(
                "NOT INSERTED: %s: a scratch at byte %d%n".formatted(file("image"), BLOCK + 5));
        assertThat(terminal.said()).isEmpty();
        assertThat(bytes("target")).isEqualTo(crashed);
        assertThat(run("arenas", "insert", target, file("image"))).isZero();
    }

    @Test
    void aTableThatIsFullTakesNoFurtherArena() throws Exception {
        String source = Golden.unpack("v4", folder).resolve("arenas0").toString();
        assertThat(run("arenas", "extract", source, "arena0", "-o", file("image"))).isZero();
        String target = blank("target", 6 << 20);
        try (Storage storage = Disks.REAL.openToWrite(Path.of(target))) {
            PartitionHeader header = new PartitionHeader(BLOCK, 270336 + 40);
            ArenaPartition.create(storage, header, new ArenaMap(List.of(
                    new ArenaMap.Range("other", 278528, 278528 + (1 << 20)))));
        }
        byte[] before = bytes("target");
        SilentTerminal terminal = new SilentTerminal();
        assertThat(Main.run(scratched("image", -1, terminal, new ByteArrayOutputStream()), "arenas", "insert", target,
                file("image"))).isEqualTo(ExitCode.FAILED);
        assertThat(terminal.said()).containsExactly("arenavault: %s: the table of its 1 arena is full, "
                .formatted(target) + "arena arena0 does not fit into it");
        assertThat(bytes("target")).isEqualTo(before);
    }

    @Test
    void anotherArenaInTheSlotIsNeverWrittenOver() throws Exception {
        Path source = Golden.unpack("v4", folder).resolve("arenas0");
        Path other = Golden.unpack("multi", folder).resolve("arenas0");
        assertThat(run("arenas", "extract", other.toString(), "arena0", "-o", file("image"))).isZero();
        byte[] before = Files.readAllBytes(source);
        assertThat(command.run("arenas", "insert", source.toString(), file("image"))).isEqualTo(ExitCode.FAILED);
        assertThat(command.printed()).contains("NOT INSERTED").contains("another arena is in its slot");
        assertThat(run("arenas", "extract", other.toString(), "arena3", "-o", file("image3"))).isZero();
        assertThat(run("arenas", "insert", source.toString(), file("image3"))).isEqualTo(ExitCode.FAILED);
        assertThat(Files.readAllBytes(source)).isEqualTo(before);
    }
}
