package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.arenavault.Golden;
import org.arenavault.backup.kit.FixedProgram;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code scripts/readset} gets from discs with a page of shell is what was recorded on them. */
class ReadsetTest {

    private static final String SEALED = "fdedfbc221f9a0b71c77a4d6403c756fd09e44ea";

    @TempDir
    private Path folder;

    /** What a run of the script came to. */
    private record Run(int code, byte[] out, String errors) {

        List<String> lines() {
            return new String(out, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private Run readset(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("sh", "scripts/readset"), Stream.of(arguments)).toList();
        Path errors = folder.resolve("errors");
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readAllBytes(out), Files.readString(errors));
    }

    private String arenavault(String... arguments) {
        SilentTerminal terminal = new SilentTerminal();
        World world = new World(new SystemClock(), Disks.REAL, terminal, Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CommandContext context = new CommandContext(world, new PrintStream(out, true, StandardCharsets.UTF_8),
                new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity()));
        assertThat(Main.run(context, arguments)).as("%s: %s", List.of(arguments), terminal.said()).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, String> expectedSums(Path sample) throws IOException {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String line : Files.readAllLines(sample.resolve("expect/rdarena.sha1"))) {
            String[] fields = line.split("\\s+");
            sums.put(fields[0], fields[2]);
        }
        return sums;
    }

    private static String sha1(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    }

    /** Records a sample on one disc and returns the disc's image. */
    private Path recorded(Path sample, String medium) {
        String vault = folder.resolve("vault").toString();
        String recorder = folder.resolve("recorder").toString();
        arenavault("drive", "emulate", recorder, "--medium", medium, "--discs", "1", "--capacity", "32m");
        arenavault("init", "home", "--conf", sample.resolve("venti.conf").toString(), "--medium", medium, "--device",
                "emu:" + recorder, "--increments", "never", "--vault", vault);
        arenavault("backup", "home", "--vault", vault);
        return folder.resolve("recorder/001.disc/data");
    }

    private void requireAllExtracted(String file, Map<String, String> sums) throws Exception {
        for (Map.Entry<String, String> arena : sums.entrySet()) {
            Run run = readset("extract", file, arena.getKey());
            assertThat(run.code()).as(run.errors()).isZero();
            assertThat(sha1(run.out())).as(arena.getKey()).isEqualTo(arena.getValue());
        }
    }

    @Test
    void arenasOfAPartitionAreThoseOfRdarena() throws Exception {
        Path sample = Golden.unpack("multi", folder);
        Map<String, String> sums = expectedSums(sample);
        Map<String, String> first = sums.entrySet().stream().filter(e -> e.getKey().matches("arena[0-3]"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(first).hasSize(4);
        requireAllExtracted(sample.resolve("arenas0").toString(), first);
    }

    @Test
    void arenasOfADiscAreThoseOfRdarena() throws Exception {
        Path sample = Golden.unpack("multi", folder);
        String disc = recorded(sample, "bd-r").toString();
        Run list = readset("list", disc);
        assertThat(list.lines()).hasSize(5).allMatch(line -> line.contains(" whole "))
                .first().asString().startsWith("arena0 ").endsWith("home-001 track 1");
        assertThat(readset("check", disc).lines()).hasSize(5).allMatch(line -> line.contains("seal holds"));
        Map<String, String> sums = expectedSums(sample);
        sums.keySet().retainAll(List.of("arena0", "arena1", "arena2", "arena3", "arenap1.0"));
        requireAllExtracted(disc, sums);
        assertThat(readset("label", disc, "arena0").lines()).hasSize(1).first().asString()
                .contains("\"arena\":\"arena0\"", "\"setname\":\"home\"", "\"digest\":\"" + SEALED + "\"");
    }

    @Test
    void arenasOfARewritableDiscAreFoundInItsPartition() throws Exception {
        Path sample = Golden.unpack("multi", folder);
        String disc = recorded(sample, "bd-re").toString();
        assertThat(readset("list", disc).lines()).hasSize(5).allMatch(line -> line.contains(" whole "));
        assertThat(readset("check", disc).lines()).hasSize(5).allMatch(line -> line.contains("seal holds"));
    }

    @Test
    void aDamagedArenaIsNamedAndTheOthersHold() throws Exception {
        Path sample = Golden.unpack("multi", folder);
        Path disc = recorded(sample, "bd-r");
        try (var channel = Files.newByteChannel(disc, StandardOpenOption.WRITE)) {
            channel.position(544 * 2048 + 70_000);
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
        }
        Run run = readset("check", disc.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines()).filteredOn(line -> line.contains("DAMAGED")).hasSize(1).first().asString()
                .startsWith("arena1 at ");
        assertThat(run.lines()).filteredOn(line -> line.contains("seal holds")).hasSize(4);
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        Path sample = Golden.unpack("multi", folder);
        Run none = readset("extract", sample.resolve("arenas0").toString(), "nothing");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.errors()).contains("no whole arena nothing");
        assertThat(readset("list", folder.resolve("absent").toString()).code()).isEqualTo(1);
        assertThat(readset("list").code()).isEqualTo(2);
    }

    /** In a copy of a single column of data the parity is that data: its arenas would be seen twice. */
    @Test
    void parityTracksArePassedOver() throws Exception {
        ParityDisc disc = ParityDisc.create(folder.resolve("venti"));
        byte[] behind = ParityDisc.track(disc.arena(0));
        for (boolean kit : new boolean[] {false, true}) {
            ByteArrayOutputStream image = new ByteArrayOutputStream();
            for (int i = 0; i < 3; i++) {
                image.write(ParityDisc.track(disc.arena(i)));
            }
            image.write(new byte[kit ? 5 * 2048 : 0]);
            byte[] parity = disc.parity();
            // an arena's head inside of it, at a place where one is looked for
            System.arraycopy(disc.arena(1), 0, parity, 10 * ParityDisc.UNIT, 8192);
            image.write(ParityDisc.track(parity));
            image.write(behind);
            Path file = Files.write(folder.resolve("disc.img"), image.toByteArray());
            Run list = readset("list", file.toString());
            assertThat(list.lines().stream().map(line -> line.replaceAll(" .*", ""))).as(list.errors())
                    .containsExactly("arena0", "arena1", "arena2", "arena0");
        }
    }

    @Test
    void aKitIsListedCheckedAndTakenOut() throws Exception {
        KitDisc disc = KitDisc.record(folder, "bd-r", new FixedProgram(Set.of()));
        disc.append(new FixedProgram(Set.of("LICENSE")));
        String image = disc.image().toString();
        assertThat(readset("list", image).lines()).hasSize(3).last().asString()
                .startsWith("kit-home-001 ").endsWith(" kit       home-001 track 3");
        Run check = readset("check", image);
        assertThat(check.code()).as(check.errors()).isZero();
        assertThat(check.lines()).filteredOn(line -> line.contains(": whole, ")).hasSize(2);
        Run kit = readset("kit", image);
        assertThat(kit.code()).as(kit.errors()).isZero();
        assertThat(kit.errors()).contains("kit-home-001 at ").doesNotContain("null byte");
        assertThat(members(kit.out())).hasSize(9).startsWith("arenavault-kit/README.txt");
        assertThat(readset("kit", KitDisc.withoutKit(folder.resolve("other"), "bd-r").image().toString()))
                .matches(run -> run.code() == 1 && run.errors().contains("no whole kit on "));
    }

    /** A shell computes with the words of a label, and runs what stands in them. */
    @Test
    void aLabelThatIsNoNumberRunsNothing() throws Exception {
        KitDisc disc = KitDisc.record(folder, "dvd+r", new FixedProgram(Set.of()));
        Path mark = folder.resolve("run");
        String image = new String(Files.readAllBytes(disc.image()), StandardCharsets.ISO_8859_1);
        int label = image.lastIndexOf("arenavault label 2\n");
        int end = image.indexOf('\n', label + 20);
        String line = image.substring(label, end).replaceAll("\"size\":[0-9]+",
                Matcher.quoteReplacement("\"size\":\"a[$(touch " + mark + ")]\""));
        String hostile = image.substring(0, label) + line
                + image.substring(end, image.length() - (line.length() - (end - label)));
        Files.write(disc.image(), hostile.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(readset("check", disc.image().toString()).lines()).last().asString().contains("DAMAGED");
        assertThat(readset("kit", disc.image().toString()).errors()).contains("DAMAGED");
        assertThat(mark).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"h\":0,\"s\":0,\"first\":1,\"last\":0,\"carries\":[0]}",
        "{\"h\":-5,\"s\":0,\"first\":0,\"last\":0,\"carries\":[0]}", "{\"h\":x}", "nothing"})
    @Timeout(60)
    void aParityHeaderThatLeadsNowhereIsPassedOver(String header) throws Exception {
        byte[] image = new byte[1 << 20];
        byte[] text = ("arenavault parity 1\n" + header + "\n").getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, image, 65536, text.length);
        Path file = Files.write(folder.resolve("odd.img"), image);

        assertThat(readset("list", file.toString()).out()).isEmpty();
    }

    @Test
    void aDamagedKitIsNamedAndAnOlderOneTaken() throws Exception {
        KitDisc disc = KitDisc.record(folder, "dvd+r", new FixedProgram(Set.of()));
        disc.append(new FixedProgram(Set.of("LICENSE")));
        byte[] image = Files.readAllBytes(disc.image());
        image[new String(image, StandardCharsets.ISO_8859_1).lastIndexOf("this is docs/formats.md")] = '#';
        Files.write(disc.image(), image);
        Run check = readset("check", disc.image().toString());
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.lines()).last().asString().startsWith("kit-home-001 at ").contains("DAMAGED");
        Run kit = readset("kit", disc.image().toString());
        assertThat(kit.errors()).contains("DAMAGED");
        assertThat(members(kit.out())).hasSize(10);
    }

    private static List<String> members(byte[] tar) throws IOException {
        List<String> members = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                members.add(entry.getName());
            }
        }
        return members;
    }
}
