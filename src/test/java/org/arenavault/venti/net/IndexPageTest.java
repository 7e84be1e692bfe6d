package org.arenavault.venti.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.arenavault.Golden;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages that a real server printed are read, printed again to the byte, and agree with its partitions. */
class IndexPageTest {

    /** The example of the specification, with one arena sealed and one that is not. */
    private static final String EXAMPLE = """
            index=main version=1 blocksize=8192 tabsize=524288
            \tbuckets=415 div=10349319
            \tsect=isect0 for buckets [0,415) buckmax=215
            arena=arena4 at index [17760256,21938176)
            \tarena='arena4' on /dev/sdC0/arenas at [17580032,21774336)
            \tversion=5 created=1795305173 modified=1795305174 mem=sealed disk=sealed inqueue
            \tscore=57cf0032f9b4adfff4775d0edc310c560879f2e3
            \twritten: clumps=851 compressed clumps=388 data=6,159,737 compressed data=4,073,250 storage=4,126,863
            \tindexed: clumps=851 compressed clumps=388 data=6,159,737 compressed data=4,073,250 storage=4,126,863
            arena=arena5 at index [21938176,23224320)
            \tarena='arena5' on /dev/sdC0/arenas at [21774336,23076864)
            \tversion=5 created=1795305174 modified=1795305174 mem=sealed
            \twritten: clumps=252 compressed clumps=103 data=1,695,713 compressed data=1,215,305 storage=1,231,181
            \tindexed: clumps=252 compressed clumps=103 data=1,695,713 compressed data=1,215,305 storage=1,231,181
            """;

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Golden.names();
    }

    private static IndexPage parse(String page) throws CorruptException {
        return IndexPage.parse(page.getBytes(StandardCharsets.ISO_8859_1), "here");
    }

    @Test
    void readsTheExample() throws CorruptException {
        IndexPage page = parse(EXAMPLE);
        assertThat(page.name()).isEqualTo("main");
        assertThat(page.sections()).containsExactly(new IndexPage.Section("isect0", 0, 415, 215));
        assertThat(page.arenas()).hasSize(2);
        IndexPage.Arena sealed = page.arenas().get(0);
        assertThat(sealed.written().used()).isEqualTo(4_073_250 + 38 * 851);
        assertThat(sealed.written().sealed()).isTrue();
        assertThat(sealed.indexed().sealed()).isTrue();
        assertThat(sealed.queued()).isTrue();
        assertThat(sealed.score()).hasToString("57cf0032f9b4adfff4775d0edc310c560879f2e3");
        assertThat(sealed.start(8192)).isEqualTo(17_571_840);
        assertThat(sealed.end(8192)).isEqualTo(21_766_144).isEqualTo(page.arenas().get(1).start(8192));
        IndexPage.Arena full = page.arenas().get(1);
        assertThat(full.written().sealed()).isTrue();
        assertThat(full.indexed().sealed()).isFalse();
        assertThat(full.score()).isEqualTo(Score.NONE);
        assertThat(new String(page.encode(), StandardCharsets.ISO_8859_1)).isEqualTo(EXAMPLE);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedPagesComeBackToTheByteAndAgreeWithThePartitions(String name) throws IOException {
        Path sample = Golden.unpack(name, folder);
        byte[] recorded = Files.readAllBytes(sample.resolve("expect/index.txt"));
        IndexPage page = IndexPage.parse(recorded, "here");
        assertThat(page.encode()).isEqualTo(recorded);

        List<String> fromPage = new ArrayList<>();
        page.arenas().forEach(arena -> fromPage.add("%s %s %s %s".formatted(arena.name(), arena.place().partition(),
                arena.written(), arena.indexed().sealed())));
        List<String> fromDisk = new ArrayList<>();
        long space = 0;
        long all = 0;
        for (Partition partition : VentiConf.read(sample.resolve("venti.conf"), Disks.REAL).arenas()) {
            try (ArenaPartition arenas = ArenaPartition.open(partition.openToRead(Disks.REAL))) {
                for (Arena arena : arenas.arenas()) {
                    ArenaStatus status = ArenaStatus.of(arena);
                    all++;
                    space += arena.usable();
                    if (status.memory().clumps() > 0) {
                        fromDisk.add("%s %s %s %s".formatted(arena.name(), partition, status.memory(),
                                status.disk().sealed()));
                        IndexPage.Arena shown = page.arenas().get(fromDisk.size() - 1);
                        assertThat(shown.start(arena.blockSize())).isEqualTo(arena.start());
                        assertThat(shown.end(arena.blockSize())).isEqualTo(arena.end());
                    }
                }
            }
        }
        assertThat(fromPage).isEqualTo(fromDisk);
        StoragePage storage = new StoragePage(page.name(), all, page.arenas().size(), space,
                page.arenas().stream().mapToLong(arena -> arena.written().clumps()).sum(),
                page.arenas().stream().mapToLong(arena -> arena.written().cclumps()).sum(),
                page.arenas().stream().mapToLong(arena -> arena.written().uncsize()).sum(),
                page.arenas().stream().mapToLong(arena -> arena.written().used()).sum());
        assertThat(storage.encode()).isEqualTo(Files.readAllBytes(sample.resolve("expect/storage.txt")));
    }

    @Test
    void namesWithBlanksAndBracketsAndNumbersBeyondAnIntAreRead() throws CorruptException {
        String odd = EXAMPLE.replace("index=main", "index=my index version=2")
                .replace("/dev/sdC0/arenas", "/a b/on x at [1,2)/arenas:1g-2g").replace("arena4", "ar' on 4")
                .replace("created=1795305173", "created=-5");
        IndexPage page = parse(odd);
        assertThat(page.name()).isEqualTo("my index version=2");
        assertThat(page.arenas().get(0).name()).isEqualTo("ar' on 4");
        assertThat(page.arenas().get(0).place().partition()).isEqualTo("/a b/on x at [1,2)/arenas:1g-2g");
        assertThat(page.arenas().get(0).head().created()).isEqualTo(0xFFFF_FFFBL);
        assertThat(new String(page.encode(), StandardCharsets.ISO_8859_1)).isEqualTo(odd);
    }

    @Test
    void aServerWithoutClumpsHasNoArenas() throws CorruptException {
        assertThat(parse(EXAMPLE.substring(0, EXAMPLE.indexOf("arena="))).arenas()).isEmpty();
    }

    @Test
    void aLineThatIsMissingIsNoticed() {
        List<String> lines = EXAMPLE.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean optional = lines.get(i).startsWith("\tscore=") || lines.get(i).startsWith("\tsect=");
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            String page = String.join("\n", fewer) + "\n";
            if (!optional) {
                assertThatThrownBy(() -> parse(page)).as(lines.get(i)).isInstanceOf(CorruptException.class)
                        .hasMessageStartingWith("here: is no /index page of a venti: line ");
            }
        }
    }

    @Test
    void whatIsNoPageIsRefused() {
        for (String text : List.of("", "\n", "<html>", "index=main", EXAMPLE + "\n", EXAMPLE + "x\n",
                EXAMPLE.replace("storage=4,126,863", "storage=4,126,864"),
                EXAMPLE.replace("data=6,159,737", "data=,,,"),
                EXAMPLE.replace("data=6,159,737", "data=99999999999999999999"),
                EXAMPLE.replace("arena='arena5'", "arena='arena6'"),
                EXAMPLE.replace("buckets=415", "buckets=9999999999999999999"),
                "index=" + "x".repeat(10_000) + "\n", "index=" + "x".repeat(1 << 20))) {
            assertThatThrownBy(() -> parse(text)).isInstanceOf(CorruptException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n"));
        }
    }

    @Test
    void noDamageLeadsToAnythingButAnErrorOrAPage() {
        byte[] page = EXAMPLE.getBytes(StandardCharsets.ISO_8859_1);
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = page.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                IndexPage read = IndexPage.parse(damaged, "here");
                assertThat(read.sections().size()).isLessThan(3);
            } catch (CorruptException e) {
                assertThat(e).hasMessageStartingWith("here: ");
            }
        }
    }
}
