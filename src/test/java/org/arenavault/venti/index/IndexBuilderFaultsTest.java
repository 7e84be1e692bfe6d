package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.FragileDisks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.junit.jupiter.api.Test;

/** Builds that meet damage, stop half way, lose power, or are given what is made to hurt. */
class IndexBuilderFaultsTest extends IndexFixture {

    @Test
    void aDamagedTailIsRefusedBeforeAnythingIsWrittenOrLeftOutOnRequest() throws IOException {
        SmallStore store = SmallStore.of(17);
        byte[] before = store.file("isect0").clone();
        long tail = 794624 + SmallStore.ARENA - SmallStore.BLOCK;
        store.flip("arenas0", tail, 0);

        assertThatThrownBy(store::build).isInstanceOf(CorruptException.class)
                .hasMessageContaining("arenas0: arena p0.0").hasMessageContaining("leave it out");
        assertThat(store.file("isect0")).isEqualTo(before);

        BuildReport report = new IndexBuilder(store.world(), 2).build(store.conf, DamagedArenas.LEAVE_OUT);
        assertThat(report.leftOut()).singleElement().asString().contains("arena p0.0");
        assertThat(report.figures().entries()).isPositive().isLessThan(store.blocks.size());
        IndexReport check = store.check();
        assertThat(check.problems()).singleElement().asString().contains("arena p0.0");
    }

    @Test
    void aDamagedDirectoryIsFoundBeforeTheOldIndexIsGivenUp() throws IOException {
        SmallStore store = SmallStore.of(18);
        store.build();
        byte[] before = store.file("isect0").clone();
        // the low byte of the second entry's size, in the last block before the tail of p0.1
        store.flip("arenas0", 794624 + 2 * SmallStore.ARENA - 2 * SmallStore.BLOCK + 25 + 2, 1);

        assertThatThrownBy(store::build).isInstanceOf(CorruptException.class).hasMessageContaining("arena p0.1");
        assertThat(store.file("isect0")).isEqualTo(before);
    }

    @Test
    void aDamagedDirectoryIsLeftOutWhenItShowsOnlyOnceItsEntriesAreGathered() throws IOException {
        SmallStore store = SmallStore.of(19);
        store.flip("arenas0", 794624 + 2 * SmallStore.ARENA - 2 * SmallStore.BLOCK + 25 + 2, 1);

        BuildReport report = new IndexBuilder(store.world(), 2).build(store.conf, DamagedArenas.LEAVE_OUT);

        assertThat(report.leftOut()).singleElement().asString().contains("arena p0.1");
        Set<IndexEntry> entries = SmallStore.entries(store.conf, store.disks);
        assertThat(entries).hasSize((int) report.figures().entries());
        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            ArenaMap.Range damaged = layout.map().arenas().ranges().get(1);
            assertThat(entries).noneMatch(entry ->
                    entry.address() >= damaged.start() && entry.address() < damaged.stop());
        }
    }

    @Test
    void anOverflowIsFoundBeforeAnythingIsWrittenAndTheSizeThatItNamesIsEnough() throws IOException {
        SmallStore store = tiny(20);
        byte[] before = store.file("tiny").clone();
        RefusedException refused = null;
        try {
            store.build();
        } catch (RefusedException e) {
            refused = e;
        }
        assertThat(refused).isNotNull().hasMessageContaining("too small").hasMessageContaining("at least");
        assertThat(store.file("tiny")).isEqualTo(before);
        long needed = Long.parseLong(refused.getMessage().replaceAll(".*at least (\\d+) bytes.*", "$1"));

        store.disks.put(SmallStore.FOLDER.resolve("tiny"), new byte[Math.toIntExact(needed)]);
        IndexSection header = IndexSection.ofSize(2, "tiny", 512, needed, 5);
        System.arraycopy(header.encode(), 0, store.file("tiny"), ArenaFormat.BLANK, 512);
        assertThat(store.build().figures().entries()).isEqualTo(store.blocks.size());
        assertThat(store.check().problems()).isEmpty();
    }

    /** A store with a section of 60 buckets of 13 entries each. */
    private static SmallStore tiny(int seed) throws IOException {
        SmallStore store = SmallStore.of(seed, "isect tiny\n");
        int size = 786944 + 60 * 512;
        byte[] section = new byte[size];
        System.arraycopy(IndexSection.ofSize(2, "tiny", 512, size, 5).encode(), 0, section, ArenaFormat.BLANK, 512);
        store.disks.put(SmallStore.FOLDER.resolve("tiny"), section);
        return store;
    }

    @Test
    void aStoppedBuildIsDoneAgainFromTheStart() throws IOException {
        for (int after = 0; after < 12; after++) {
            SmallStore store = SmallStore.of(21);
            AtomicInteger asked = new AtomicInteger(after);
            try {
                new IndexBuilder(SmallStore.world(store.disks, () -> asked.getAndDecrement() <= 0), 2)
                        .build(store.conf, DamagedArenas.REFUSE);
                assertThat(after).as("never asked").isGreaterThan(2);
            } catch (CancelledException e) {
                assertThat(store.check().sound()).isFalse();
            }
            store.build();
            assertThat(store.check().problems()).isEmpty();
        }
    }

    /** Power fails at every single write and force of a build, over blank sections and over a complete index. */
    @Test
    void whereverPowerFailsNoHalfIndexIsTakenForOneAndTheNextBuildSucceeds() throws IOException {
        SmallStore blank = SmallStore.of(22);
        SmallStore complete = blank.copy();
        complete.build();
        Set<IndexEntry> expected = SmallStore.expected(blank.conf, blank.disks);
        for (SmallStore start : List.of(blank, complete)) {
            SmallStore whole = start.copy();
            assertThat(failed(whole)).isFalse();
            int steps = whole.disks.steps();
            assertThat(steps).isGreaterThan(15);
            for (int step = 0; step <= steps; step++) {
                SmallStore store = start.copy();
                store.disks.failAfter(step);
                boolean failed = failed(store);
                assertThat(failed).as("step %d of %d", step, steps).isEqualTo(step < steps);
                for (FragileDisks.Left left : FragileDisks.Left.values()) {
                    requireRecovery(store.restarted(left), expected, "step %d, %s".formatted(step, left));
                }
            }
        }
    }

    private static boolean failed(SmallStore store) throws IOException {
        try {
            new IndexBuilder(store.world(), 1).build(store.conf, DamagedArenas.REFUSE);
            return false;
        } catch (MediumFaultException e) {
            return true;
        }
    }

    private static void requireRecovery(SmallStore store, Set<IndexEntry> expected, String when) throws IOException {
        if (looksComplete(store)) {
            assertThat(SmallStore.entries(store.conf, store.disks)).as(when).isEqualTo(expected);
            assertThat(store.check().problems()).as(when).isEmpty();
        }
        new IndexBuilder(store.world(), 1).build(store.conf, DamagedArenas.REFUSE);
        assertThat(SmallStore.entries(store.conf, store.disks)).as(when).isEqualTo(expected);
        assertThat(store.check().problems()).as(when).isEmpty();
    }

    /** As the server sees it, which reads the map of the first section alone, and the filter's header. */
    private static boolean looksComplete(SmallStore store) {
        byte[] section = store.file("isect0");
        byte[] title = "venti index configuration\n".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.wrap(section).getInt(ArenaFormat.BLANK) == (int) IndexSection.MAGIC
                && ByteBuffer.wrap(section, 270336, title.length).equals(ByteBuffer.wrap(title))
                && ByteBuffer.wrap(store.file("bloom")).getInt(0) == 0xB1004EAD;
    }

    @Test
    void anUnfinishedIndexSaysSoAndKeepsItsAddresses() throws IOException {
        SmallStore store = SmallStore.of(23);
        store.build();
        List<ArenaMap.Range> before = ranges(store);
        store.disks.failAfter(6);
        assertThat(failed(store)).isTrue();
        SmallStore restarted = store.restarted(FragileDisks.Left.WRITTEN);

        assertThatThrownBy(() -> IndexLookup.open(restarted.conf, restarted.disks))
                .isInstanceOf(CorruptException.class).hasMessageContaining("did not finish");
        assertThat(restarted.check().problems()).singleElement().asString().contains("did not finish");
        byte[] table = new byte[100];
        System.arraycopy(restarted.file("isect0"), 270336, table, 0, table.length);
        assertThat(IndexMap.isUnfinished(table)).isTrue();
        restarted.build();
        assertThat(ranges(restarted)).isEqualTo(before);
    }

    @Test
    void hostileDirectoriesEndInAnErrorThatNamesThem() throws IOException {
        Random random = new Random(24);
        SmallStore sound = SmallStore.of(24);
        for (int i = 0; i < 60; i++) {
            SmallStore store = sound.copy();
            int from = 794624 + (1 + random.nextInt(2)) * SmallStore.ARENA - 3 * SmallStore.BLOCK;
            byte[] noise = new byte[1 + random.nextInt(2 * SmallStore.BLOCK)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, store.file("arenas0"), from + random.nextInt(SmallStore.BLOCK), noise.length);
            try {
                store.build();
                assertThat(SmallStore.entries(store.conf, store.disks).size()).isPositive();
            } catch (CorruptException e) {
                assertThat(e).hasMessageContaining("arenas0");
            }
            new IndexBuilder(store.world(), 2).build(store.conf, DamagedArenas.LEAVE_OUT);
        }
    }

    @Test
    void halfAMillionClumpsOfOneBlockAreNoTrap() throws IOException {
        EntryRun run = new EntryRun();
        int count = 400_000;
        byte[] bytes = run.room(count * PackedEntry.SIZE);
        ByteBuffer view = ByteBuffer.wrap(bytes);
        for (int i = 0; i < count; i++) {
            view.putLong(i * PackedEntry.SIZE + 24, i);
        }
        SmallStore store = SmallStore.of(25);
        store.build();
        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            run.sort(count * PackedEntry.SIZE, BucketRanges.ofBytes(layout, 8192).get(0), layout.arithmetic());
        }
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            assertThat(PackedEntry.address(bytes, run.at(i)) == count - 1 - i).isTrue();
            seen.add(PackedEntry.address(bytes, run.at(i)));
        }
        assertThat(seen).hasSize(count);
    }
}
