package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arenavault.Golden;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.GoldenBlocks;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each level of a check finds what it is there to find. */
class VacCheckTest {

    private static final int ARCHIVES = 200;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final VacBuilder build = new VacBuilder(blocks);

    static List<String> samples() {
        return Golden.names();
    }

    private static CheckReport run(MemoryBlocks blocks, Score root, CheckLevel level, int roots) throws IOException {
        return new VacCheck(level, VacCheck.Listing.INCLUDE, roots, WalkOptions.STRUCTURE)
                .run(blocks, root, Progress.SILENT, StopSignal.NEVER);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedArchivesAreSoundAtEveryLevel(String name) throws IOException {
        GoldenBlocks golden = GoldenBlocks.read(name, folder);
        for (CheckLevel level : CheckLevel.values()) {
            CheckReport report = run(golden.blocks(), golden.second(), level, 5);
            assertThat(report.sound()).as("%s: %s", level, report).isTrue();
            assertThat(report.trees()).hasSize(level == CheckLevel.ROOT ? 0 : 2);
            assertThat(report.listings()).singleElement()
                    .satisfies(listing -> assertThat(listing.files()).isGreaterThan(50));
        }
    }

    @Test
    void theStructureMissesALostBlockAndTheListingCannotSeeIt() throws IOException {
        Score root = build.root(build.directory(Map.of("f", build.file("some content"))));
        blocks.remove(Score.ofBlock(ByteBuffer.wrap("some content".getBytes(StandardCharsets.UTF_8))),
                BlockType.DATA);
        CheckReport report = run(blocks, root, CheckLevel.STRUCTURE, 1);
        assertThat(report.sound()).isFalse();
        assertThat(report.trees().get(0).whole()).isFalse();
        assertThat(report.listings().get(0).sound()).isTrue();
        assertThat(run(blocks, root, CheckLevel.ROOT, 1).sound()).isTrue();
    }

    @Test
    void theListingSeesWhatBlocksAloneDoNotTell() throws IOException {
        Entry claims = new Entry(0, 512, 512, Entry.ACTIVE, 99_999, Score.ZERO);
        Map<String, VacBuilder.Thing> things = new LinkedHashMap<>();
        things.put("short", new VacBuilder.Thing(0644, claims));
        things.put("..", build.file("x"));
        things.put("old", new VacBuilder.Thing(0644, new Entry(5, 512, 512, Entry.ACTIVE, 1, Score.ZERO)));
        CheckReport report = run(blocks, build.root(build.directory(things)), CheckLevel.FULL, 1);
        assertThat(report.trees().get(0).whole()).isTrue();
        assertThat(report.listings().get(0).problems()).hasSize(3);
        assertThat(report.sound()).isFalse();
    }

    /** A name that no file may have, of a directory or a file; the same blocks under another size. */
    @Test
    void whatGetCallsDamagedIsDamagedForACheckAsWell() throws IOException {
        long seed = new Random().nextInt(1_000_000);
        int damaged = 0;
        for (int number = 0; number < ARCHIVES; number++) {
            Random random = new Random(seed + number);
            MemoryBlocks some = new MemoryBlocks();
            OddArchive odd = new OddArchive(some, random);
            Score root = odd.root();
            odd.lose();
            List<String> problems = new ArrayList<>();
            try {
                VacArchive archive = VacArchive.open(some, root, StopSignal.NEVER);
                try (VacExtractor extractor = new VacExtractor(archive, ExtractOptions.DEFAULT, Progress.SILENT,
                        StopSignal.NEVER)) {
                    problems.addAll(extractor.extract("", archive.top(), folder.resolve("out" + number)).problems());
                }
            } catch (CorruptException | UnsupportedVersionException e) {
                problems.add(e.getMessage());
            }
            CheckReport report = run(some, root, CheckLevel.FULL, 1);
            if (!problems.isEmpty()) {
                damaged++;
                assertThat(report.sound()).as("seed %d, archive %d: %s", seed, number, problems).isFalse();
            }
        }
        assertThat(damaged).as("seed %d", seed).isBetween(ARCHIVES / 10, ARCHIVES);
    }

    @Test
    void aDirectoryNamedManyTimesCountsOnce() throws IOException {
        VacBuilder.Thing day = build.directory(Map.of("f", build.file("x"), "g", build.file("y")));
        for (int level = 0; level < 60; level++) {
            day = build.directory(Map.of("a", day, "b", day));
        }
        CheckReport report = run(blocks, build.root(day), CheckLevel.STRUCTURE, 1);
        assertThat(report.sound()).isTrue();
        assertThat(report.listings().get(0).directories()).isEqualTo(61);
        assertThat(report.listings().get(0).files()).isEqualTo(2);
        assertThat(report.listings().get(0).bytes()).isEqualTo(2);
    }

    @Test
    void anArchiveThatCannotBeOpenedSaysWhy() throws IOException {
        Score root = build.root(build.directory(Map.of()));
        blocks.remove(root, BlockType.ROOT);
        CheckReport report = run(blocks, root, CheckLevel.STRUCTURE, 1);
        assertThat(report.sound()).isFalse();
        assertThat(report.problems()).containsExactly("no sound root block " + root.hint() + "... is here");
        assertThat(report.listings()).isEmpty();
    }

    @Test
    void modesAreShownAsLsDoes() {
        assertThat(new Mode(0100755)).hasToString("drwxr-xr-x");
        assertThat(new Mode(0640)).hasToString("-rw-r-----");
        assertThat(new Mode(0777 | Mode.Bit.SYMLINK.mask())).hasToString("lrwxrwxrwx");
        assertThat(new Mode(0600 | Mode.Bit.APPEND.mask())).hasToString("arw-------");
        assertThat(new Mode(Mode.Bit.DEVICE.mask())).hasToString("D---------");
        assertThat(new Mode(Mode.Bit.NAMED_PIPE.mask())).hasToString("p---------");
    }
}
