package org.arenavault.venti.increment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.FileStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.venti.StockTools;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tools of plan9port make of increments, and of an arena that was made anew. */
class StockIncrementsTest {

    @TempDir
    private Path folder;

    private Path venti;
    private final List<Increment> increments = new ArrayList<>();
    private final List<Path> images = new ArrayList<>();

    static Stream<String> samples() {
        return Golden.names().stream();
    }

    @BeforeEach
    void need() {
        assumeTrue(StockTools.areHere(), StockTools.MISSING);
    }

    private List<Arena> arenas(List<ArenaPartition> opened) throws IOException {
        List<Arena> arenas = new ArrayList<>();
        for (Partition partition : VentiConf.read(venti.resolve("venti.conf"), Disks.REAL).arenas()) {
            ArenaPartition open = ArenaPartition.open(FileStorage.openToWrite(partition.path()));
            opened.add(open);
            arenas.addAll(open.arenas());
        }
        return arenas;
    }

    private static boolean isActive(Arena arena) throws IOException {
        ArenaState state = ArenaStatus.of(arena).state();
        return state == ArenaState.ACTIVE || state == ArenaState.FULL;
    }

    /** Records the active arenas of a sample in increments, and writes noise over them. */
    private void recordAndLose(String sample) throws IOException {
        venti = Golden.unpack(sample, folder);
        Path conf = venti.resolve("venti.conf");
        Files.write(conf, Files.readAllLines(conf).stream().filter(line -> !line.contains("addr ")).toList());
        List<ArenaPartition> opened = new ArrayList<>();
        for (Arena arena : arenas(opened)) {
            if (isActive(arena)) {
                ActiveArena active = ActiveArena.read(arena, Patience.NOT_NEEDED, StopSignal.NEVER);
                long limit = 6L * arena.blockSize() + active.tail().memory().used() / 2;
                for (ClumpRun run : SampleLog.runs(active, ClumpPlace.START, limit)) {
                    record(new NewIncrement(active, run, "arenas", SampleLog.CHAIN, 100L + images.size()));
                }
                byte[] noise = new byte[(int) arena.size()];
                new Random(3).nextBytes(noise);
                arena.storage().write(arena.start(), noise);
            }
        }
        for (ArenaPartition partition : opened) {
            partition.close();
        }
    }

    private void record(NewIncrement made) throws IOException {
        Path image = folder.resolve("increment%d".formatted(images.size()));
        Storage storage = FileStorage.create(image, made.size());
        made.write(storage, SampleLog.SILENT, StopSignal.NEVER);
        storage.force();
        images.add(image);
        increments.add(Increment.open(storage,
                new RecordedIncrement(100L + increments.size(), made.origin())));
    }

    private Path freshVenti() throws IOException {
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        FileStorage.create(fresh.resolve("arenas0"), 40 << 20).close();
        FileStorage.create(fresh.resolve("isect0"), 8 << 20).close();
        Files.writeString(fresh.resolve("venti.conf"), "index main\nisect %s/isect0\narenas %s/arenas0\n"
                .formatted(fresh, fresh));
        StockTools.run(fresh, "venti/fmtarenas", "-a", "4194304", "arena", "arenas0");
        StockTools.run(fresh, "venti/fmtisect", "isect", "isect0");
        StockTools.run(fresh, "venti/fmtindex", "venti.conf");
        return fresh;
    }

    /** The files of the tree behind {@code second.vac} as they were recorded. */
    private void assertNewestRootIsWhole(StockTools.Server server) throws IOException {
        Path out = Files.createTempDirectory(folder, "out");
        String said = StockTools.run(out, "unvac", "-h", server.address(), venti.resolve("second.vac").toString());
        List<String> lines = Files.readAllLines(venti.resolve("expect/files.sha1"));
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            Path file = out.resolve(line.substring(40).strip());
            assertThat(file).as("unvac: %s", said).exists();
            assertThat(HexFormat.of().formatHex(Digests.sha1().digest(Files.readAllBytes(file))))
                    .isEqualTo(line.substring(0, 40));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theyReadIncrements(String sample) throws IOException {
        recordAndLose(sample);
        assertThat(images).hasSizeGreaterThan(1);
        for (int i = 0; i < images.size(); i++) {
            Arena arena = increments.get(i).arena();
            assertThat(StockTools.runWith(images.get(i), folder, "venti/verifyarena", "-v")).contains("verified score");
            String printed = StockTools.run(folder, "venti/printarena", images.get(i).toString());
            assertThat(printed.lines().filter(line -> line.matches("\\s*\\d+ [0-9a-f]{40} +\\d+ +\\d+")).count())
                    .isEqualTo(increments.get(i).origin().clumps());
            assertThat(printed).contains("name=" + arena.name() + " ");
        }

        try (StockTools.Server server = new StockTools.Server(freshVenti())) {
            List<ArenaPartition> opened = new ArrayList<>();
            for (Arena arena : arenas(opened)) {
                if (ArenaStatus.of(arena).state().isSealedOnDisk()) {
                    Path image = folder.resolve(arena.name());
                    Files.write(image, arena.image().read(0, (int) arena.size()));
                    StockTools.run(folder, "venti/wrarena", "-h", server.address(), image.toString());
                }
            }
            for (Path image : images) {
                assertThat(StockTools.run(folder, "venti/wrarena", "-h", server.address(), image.toString()))
                        .contains("sent all data");
            }
            assertNewestRootIsWhole(server);
            for (ArenaPartition partition : opened) {
                partition.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aVentiGoesOnInTheArenaThatWasMadeAnew(String sample) throws IOException {
        recordAndLose(sample);
        List<ArenaPartition> opened = new ArrayList<>();
        List<Arena> lost = new ArrayList<>();
        for (Arena arena : arenas(opened)) {
            List<Increment> ours = increments.stream()
                    .filter(increment -> increment.origin().arena().equals(arena.name())).toList();
            if (!ours.isEmpty()) {
                new Reassembly(ours, SampleLog.SILENT, StopSignal.NEVER)
                        .into(arena, SampleLog.SILENT, StopSignal.NEVER);
                lost.add(arena);
            }
        }
        assertThat(lost).isNotEmpty();
        long before = lost.get(lost.size() - 1).readTail().memory().used();
        buildIndex();

        byte[] fresh = new byte[300_000];
        new Random(4).nextBytes(fresh);
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.write(tree.resolve("fresh"), fresh);
        try (StockTools.Server server = new StockTools.Server(venti)) {
            assertNewestRootIsWhole(server);
            StockTools.run(folder, "vac", "-h", server.address(), "-f", folder.resolve("third.vac").toString(),
                    "tree");
            StockTools.run(folder, "venti/sync", "-h", server.address());
            Path out = Files.createTempDirectory(folder, "third");
            StockTools.run(out, "unvac", "-h", server.address(), folder.resolve("third.vac").toString());
            try (Stream<Path> files = Files.walk(out)) {
                Path back = files.filter(path -> path.endsWith("fresh")).findFirst().orElseThrow();
                assertThat(back).hasBinaryContent(fresh);
            }
        }

        boolean grown = false;
        try (ArenaCheck check = new ArenaCheck(1, Progress.SILENT, StopSignal.NEVER)) {
            for (Arena arena : lost) {
                assertThat(check.deep(arena).problems()).isEmpty();
                grown |= arena.readTail().memory().used() > before;
            }
        }
        assertThat(grown).as("the server goes on in the arena").isTrue();
        for (ArenaPartition partition : opened) {
            partition.close();
        }
    }

    /** An index of what is there now; the stock builder asks for larger sections than the samples have. */
    private void buildIndex() throws IOException {
        Path conf = venti.resolve("venti.conf");
        List<String> lines = new ArrayList<>(Files.readAllLines(conf).stream()
                .filter(line -> !line.startsWith("isect") && !line.startsWith("bloom")).toList());
        lines.add("isect large");
        Files.write(conf, lines);
        FileStorage.create(venti.resolve("large"), 16 << 20).close();
        StockTools.run(venti, "venti/fmtisect", "large", "large");
        StockTools.run(venti, "venti/fmtindex", "venti.conf");
        assertThat(StockTools.run(venti, "venti/buildindex", "venti.conf")).contains("(nskip=0)");
    }
}
