package org.arenavault.venti.index;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.venti.check.Findings;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.VentiConf;

/**
 * Checks the index of a venti against the directories of its arenas (venti-format 11.2): headers and maps agree;
 * every bucket is in order and holds what belongs in it; every clump is found, and no entry points elsewhere; the
 * Bloom filter has every clump. Nothing is written, and no space is needed.
 *
 * <p>Directories and buckets are read once, and compared by sums of hashes over parts of the index. Only where
 * these differ are entries compared one by one. The server should not be running, else what it has not yet
 * written is missed.
 */
public final class IndexChecker {

    /** What two sums are made over, at least; and how many sums there are at most. */
    private static final long CELL = 64 << 10;
    private static final int MOST_CELLS = 64 << 10;

    private final World world;
    private final int threads;
    private final int mostEntries;

    /** A checker that uses so many threads. */
    public IndexChecker(World world, int threads) {
        this(world, threads, ExactComparison.MOST_ENTRIES);
    }

    IndexChecker(World world, int threads, int mostEntries) {
        this.world = world;
        this.threads = threads;
        this.mostEntries = mostEntries;
    }

    /**
     * Checks the index that {@code conf} describes. Damage is reported, not thrown.
     *
     * @throws CancelledException if the operator asked to stop
     * @throws RefusedException if two arenas have the same name
     */
    public IndexReport check(VentiConf conf) throws IOException {
        long start = world.clock().nanos();
        Findings findings = new Findings();
        Totals totals = new Totals();
        try (IndexLayout layout = IndexLayout.openReadable(conf, world.disks())) {
            new Job(conf, findings, totals, layout).check();
        } catch (CorruptException | UnsupportedVersionException e) {
            findings.problem(-1, e.getMessage());
        }
        return new IndexReport(totals.clumps, totals.entries, totals.buckets, findings.count(), findings.problems(),
                findings.notes(), Duration.ofNanos(world.clock().nanos() - start));
    }

    /** What was counted until the end, or until damage ended the check. */
    private static final class Totals {

        private long clumps;
        private long entries;
        private long buckets;
    }

    private final class Job {

        private final VentiConf conf;
        private final Findings findings;
        private final Totals totals;
        private final IndexLayout layout;
        private final BucketRanges cells;
        private CellSums sums;
        private List<FilledArena> arenas = List.of();
        private final Set<Integer> unreadCells = ConcurrentHashMap.newKeySet();

        Job(VentiConf conf, Findings findings, Totals totals, IndexLayout layout) {
            this.conf = conf;
            this.findings = findings;
            this.totals = totals;
            this.layout = layout;
            this.cells = BucketRanges.ofBytes(layout, Math.max(CELL, layout.bucketBytes() / MOST_CELLS + 1));
            this.sums = noSums();
        }

        private CellSums noSums() {
            return new CellSums(cells, new EntryHash(world.uuids()));
        }

        void check() throws IOException {
            totals.buckets = layout.arithmetic().buckets();
            layout.faults().forEach(fault -> findings.problem(-1, fault));
            ArenaSurvey survey = ArenaSurvey.of(layout.space());
            survey.damaged().values().forEach(damage -> findings.problem(-1, damage));
            survey.notes().forEach(findings::note);
            arenas = survey.filled();
            reportUnmapped();
            checkRoom();
            readDirectories();
            readBuckets();
            compare();
        }

        private void reportUnmapped() throws IOException {
            for (Arena arena : layout.unmapped()) {
                long missing = arena.readTail().memory().clumps();
                if (missing > 0) {
                    findings.problem(-1, "%s: is not in the index, its %s cannot be found: build the index"
                            .formatted(arena.where(), Count.of(missing, "clump")));
                } else {
                    findings.note(arena.where() + ": is not in the index yet; the server will not write to it");
                }
            }
        }

        /**
         * A header's {@code blocks} says how many buckets there was room for when it was formatted. A partition
         * that has grown since explains a difference; but then the buckets are spread as {@code blocks} says.
         */
        private void checkRoom() throws IOException {
            for (Section section : layout.sections().stream().filter(each -> !each.isLost()).toList()) {
                long room = section.header().roomIn(section.storage().size());
                if (section.header().blocks() != room) {
                    String what = "%s: its header says that there is room for %d buckets; there is for %d"
                            .formatted(section.where(), section.header().blocks(), room);
                    if (layout.isSpreadByTheBook()) {
                        findings.note(what);
                    } else {
                        findings.problem(-1, what);
                    }
                }
            }
        }

        /** Sums what the directories ask for, and checks the filter against it. */
        private void readDirectories() throws IOException {
            try (BloomCheck bloom = BloomCheck.open(conf, world, threads, findings)) {
                boolean again = true;
                while (again) {
                    sums = noSums();
                    Map<FilledArena, String> damaged = DirectorySource.scan(arenas, threads,
                            "reading the directories", world.progress(), world.stop(),
                            worker -> bloom.expecting(sums.visitor()));
                    damaged.values().forEach(damage -> findings.problem(-1, damage));
                    arenas = arenas.stream().filter(arena -> !damaged.containsKey(arena)).toList();
                    again = !damaged.isEmpty();
                }
                totals.clumps = arenas.stream().mapToLong(arena -> arena.memory().clumps()).sum();
                bloom.compare(arenas);
            }
        }

        /** Checks every bucket by itself, and sums what it holds. */
        private void readBuckets() throws IOException {
            UnreadArenas unread = UnreadArenas.allBut(arenas, layout.space());
            MagicCensus magics = new MagicCensus(layout);
            AtomicInteger next = new AtomicInteger();
            try (Progress.Stage stage = world.progress().begin("reading the index", layout.bucketBytes())) {
                Workers.run(threads, world.stop(), (worker, stop) -> {
                    CellSums own = sums.ofThread();
                    SectionCheck check = new SectionCheck(layout, findings);
                    BucketReader reader = new BucketReader(layout);
                    for (int i = next.getAndIncrement(); i < cells.count(); i = next.getAndIncrement()) {
                        stop.check();
                        int cell = i;
                        BucketRanges.Range range = cells.get(cell);
                        if (range.section().isLost()) {
                            unreadCells.add(cell);
                            continue;
                        }
                        Optional<String> fault = LostSection.fault(() -> reader.read(range, (bucket, block, at) -> {
                            magics.count(range.section(), block, at);
                            check.check(range.section(), bucket, block, at, packed -> {
                                if (!unread.contains(PackedEntry.address(packed, 0))) {
                                    own.addEntry(cell, packed, 0);
                                }
                            });
                        }));
                        fault.ifPresent(reason -> {
                            unreadCells.add(cell);
                            findings.problem(range.first(), reason);
                        });
                        stage.add(range.bytes());
                    }
                    sums.add(own);
                });
            }
            totals.entries = sums.entries();
            magics.report(findings);
        }

        private void compare() throws IOException {
            // of buckets that cannot be read nothing is known
            List<Integer> suspects = ExactComparison.suspects(cells, sums).stream()
                    .filter(cell -> !unreadCells.contains(cell)).toList();
            long yetToEnter = 0;
            for (int cell = 0; cell < cells.count(); cell++) {
                yetToEnter += sums.agrees(cell) && !unreadCells.contains(cell) ? sums.yetToEnter(cell) : 0;
            }
            if (!suspects.isEmpty()) {
                ExactComparison comparison = new ExactComparison(layout, world, threads, arenas,
                        UnreadArenas.allBut(arenas, layout.space()), cells, sums, findings,
                        mostEntries);
                comparison.run(suspects);
                yetToEnter += comparison.yetToEnter();
            }
            if (yetToEnter > 0) {
                findings.note("index %s: %s not in it yet; the server enters what is missing when it starts"
                        .formatted(layout.map().name(), Count.are(yetToEnter, "clump")));
            }
        }
    }
}
