package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a tree comes to, told before it is written. */
@Timeout(20)
class TreeCountTest {

    private static final long PATIENCE = 10_000_000;

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final VacBuilder build = new VacBuilder(blocks);

    private TreeCount count(VacArchive archive, int depth, long patience) {
        return new TreeCount(archive, new VacTraversal.Limits(depth, Long.MAX_VALUE), Long.MAX_VALUE, patience,
                Progress.SILENT, StopSignal.NEVER);
    }

    private VacArchive open(Score root) throws IOException {
        return VacArchive.open(blocks, root, StopSignal.NEVER);
    }

    /** What a traversal sees, one by one. */
    private static TreeCount.Sum seen(VacArchive archive, int depth) throws IOException {
        long[] sum = new long[2];
        new VacTraversal(archive, new VacTraversal.Limits(depth, Long.MAX_VALUE), problem -> { }).run("", archive.top(),
                new VacVisitor() {
                    @Override
                    public boolean enter(String path, VacFile directory) {
                        sum[0]++;
                        return true;
                    }

                    @Override
                    public void leave(String path, VacFile directory) {
                        // counted when it was entered
                    }

                    @Override
                    public void file(String path, VacFile file) {
                        sum[0]++;
                        sum[1] += file.size();
                    }
                });
        return new TreeCount.Sum(sum[0], sum[1]);
    }

    @Test
    void sharedDirectoriesAreCountedAsOftenAsTheyAreNamed() throws IOException {
        VacArchive archive = open(ArchiveBombs.ofDirectories(blocks, 40, 1000));
        TreeCount.Sum sum = count(archive, 1000, PATIENCE).lengths(archive.top());
        assertThat(sum.entries()).isEqualTo((1L << 41) - 1 + (1L << 40));
        assertThat(sum.bytes()).isEqualTo(1000L << 40);
    }

    @Test
    void sumsThatWouldOverflowStayAtTheLargestNumber() throws IOException {
        VacArchive archive = open(ArchiveBombs.ofDirectories(blocks, 200, 1000));
        assertThat(count(archive, 1000, PATIENCE).lengths(archive.top()))
                .isEqualTo(new TreeCount.Sum(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void treesOfEveryShapeCountAsTheyAreSeen() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            VacBuilder.Thing[] things = new VacBuilder.Thing[14];
            for (int i = 0; i < things.length; i++) {
                if (i < 3) {
                    things[i] = build.file("x".repeat(random.nextInt(2000)));
                    continue;
                }
                Map<String, VacBuilder.Thing> in = new LinkedHashMap<>();
                for (int n = random.nextInt(3); n >= 0; n--) {
                    in.put("n" + n, things[Math.max(0, i - 1 - random.nextInt(4))]);
                }
                things[i] = build.directory(in);
            }
            VacArchive archive = open(build.root(build.directory(Map.of("top", things[13]))));
            for (int depth : new int[] {1000, 3, 5, 7}) {
                assertThat(count(archive, depth, PATIENCE).lengths(archive.top())).as("seed %d, depth %d", seed, depth)
                        .isEqualTo(seen(archive, depth));
            }
        }
    }

    @Test
    void whatLiesTooDeepHidesNothingThatLiesHigher() throws IOException {
        VacBuilder.Thing shared = ArchiveBombs.directories(build, 60, 10);
        VacBuilder.Thing chain = shared;
        for (int i = 0; i < 980; i++) {
            chain = build.directory(Map.of("d", chain));
        }
        Map<String, VacBuilder.Thing> both = new LinkedHashMap<>();
        both.put("a", chain);
        both.put("b", shared);
        VacArchive archive = open(build.root(build.directory(both)));
        assertThat(count(archive, 1000, PATIENCE).lengths(archive.top()).entries()).isGreaterThan(1L << 60);
    }

    @Test
    void nobodyCountsForEver() throws IOException {
        Map<String, VacBuilder.Thing> many = new LinkedHashMap<>();
        for (int i = 0; i < 500; i++) {
            many.put("f" + i, build.file("x"));
        }
        VacArchive archive = open(build.root(build.directory(many)));
        assertThat(count(archive, 1000, 100).lengths(archive.top()).entries()).isGreaterThan(100);
        assertThat(count(archive, 1000, 1000).lengths(archive.top()).entries()).isEqualTo(501);
    }

    @Test
    void holesAreNotWritten() throws IOException {
        byte[] content = new byte[200_000];
        content[150_000] = 1;
        VacArchive archive = open(build.root(build.directory(Map.of("sparse", build.file(content)))));
        TreeCount count = count(archive, 1000, PATIENCE);
        assertThat(count.lengths(archive.top()).bytes()).isEqualTo(200_000);
        assertThat(count.written(archive.top()).bytes()).isBetween(1L, 20_000L);
    }
}
