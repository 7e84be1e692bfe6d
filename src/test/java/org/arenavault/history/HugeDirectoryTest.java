package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.arenavault.Keeps;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory with more files than anybody wants in memory. */
class HugeDirectoryTest {

    private static final int FILES = 100_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    /** A directory of so many empty files, made one at a time. */
    private record Crowd(int files) implements HistoryFile {

        @Override
        public Attributes attributes() {
            return new Attributes(VacName.of("crowd"), VacName.of("a"), VacName.of("a"), VacName.of("a"), 1,
                    new Mode(ScriptedHistory.DIRECTORY | 0775));
        }

        @Override
        public Optional<Qid> qid() {
            return Optional.of(new Qid(1, 1));
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public Optional<Score> fingerprint() {
            return Optional.empty();
        }

        @Override
        public FileCursor children() {
            int[] next = {0};
            return () -> next[0] == files ? Optional.empty() : Optional.of(new Member(next[0]++));
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }
    }

    private record Member(int number) implements HistoryFile {

        @Override
        public Attributes attributes() {
            return new Attributes(VacName.of("file%09d".formatted(number)), VacName.of("a"), VacName.of("a"),
                    VacName.of("a"), number, new Mode(0644));
        }

        @Override
        public Optional<Qid> qid() {
            return Optional.of(new Qid(number + 10L, 1));
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public Optional<Score> fingerprint() {
            return Optional.empty();
        }

        @Override
        public FileCursor children() {
            return FileCursor.EMPTY;
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }
    }

    private record Days(int files) implements History {

        @Override
        public String name() {
            return "crowd";
        }

        @Override
        public List<Day> days() {
            return List.of(Day.of("2004", "0611").orElseThrow(), Day.of("2004", "0612").orElseThrow());
        }

        @Override
        public HistoryFile open(Day day) throws UsageException {
            if (!days().contains(day)) {
                throw new UsageException("crowd: has no day " + day);
            }
            return new Crowd(files);
        }
    }

    @Nested
    @Keeps("history.HugeDirectoryTest$Days")
    class DaysOfAFew extends HistoryContractTest {

        @Override
        protected History open() {
            return new Days(3);
        }

        @Override
        protected SortedMap<String, String> files() {
            SortedMap<String, String> files = new TreeMap<>();
            for (String day : List.of("2004/0611/", "2004/0612/")) {
                files.put(day, "");
                for (int i = 0; i < 3; i++) {
                    files.put("%sfile%09d".formatted(day, i), "");
                }
            }
            return files;
        }
    }

    /** Processor time of the real program, on a heap that could not hold the larger of the directories. */
    private Duration copyOnASmallHeap(int files) throws Exception {
        try (NineServer source = new NineServer(new Days(files));
                VentiServer target = VentiServer.writable(new MemoryStore(), new Dial("127.0.0.1", 0),
                        ServerOptions.DEFAULT, new SystemClock())) {
            Path out = folder.resolve("out" + files);
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                    System.getProperty("java.class.path"), "org.arenavault.cli.Main", "history", "copy",
                    source.source(), "--host", target.address().toString(), "--zone", "UTC", "--state",
                    folder.resolve("state" + files).toString()).redirectErrorStream(true)
                    .redirectOutput(out.toFile()).start();
            Duration spent = Duration.ZERO;
            while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                spent = process.info().totalCpuDuration().orElse(spent);
            }
            assertThat(process.exitValue()).as("%s", Files.readString(out)).isZero();
            assertThat(Files.readString(out)).contains(files + " files").contains("2 days copied, 2 in all.");
            return spent;
        }
    }

    @Test
    @Timeout(180)
    void aDirectoryFiveTimesAsLargeTakesNoMoreMemoryAndNoMoreThanSoMuchTime() throws Exception {
        Duration small = copyOnASmallHeap(20_000);
        Duration large = copyOnASmallHeap(100_000);

        // five times would be exact, but for the start of a JVM and what its compiler saves later
        assertThat(large.toMillis()).as("small: %s", small).isLessThan(8 * small.toMillis());
    }

    @Test
    void aHugeDirectoryIsCopiedSharedAndReadBackInItsOrder() throws IOException {
        MemoryTarget target = new MemoryTarget();
        World world = new World(new ManualClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT,
                StopSignal.NEVER, UUID::randomUUID);
        long[] blocks = new long[2];
        Score root = new HistoryCopy(new Days(FILES), target, folder.resolve("state"),
                new HistoryCopy.Choices(ZoneId.of("UTC"), UserNames.always(UserMap.NONE), "none"), world)
                .run(new Days(FILES).days(), result -> blocks[result.work().blocks() > 100 ? 0
                : 1] = result.work().blocks());

        assertThat(blocks[0]).isGreaterThan(FILES / 81);
        assertThat(blocks[1]).isBetween(1L, 20L);
        History copied = VacHistory.ofArchive(target, root, folder, StopSignal.NEVER);
        int number = 0;
        try (FileCursor files = copied.open(copied.days().get(1)).children()) {
            for (Optional<HistoryFile> file = files.next(); file.isPresent(); file = files.next()) {
                assertThat(file.get().attributes().mtime()).isEqualTo(number++);
            }
        }
        assertThat(number).isEqualTo(FILES);
    }
}
