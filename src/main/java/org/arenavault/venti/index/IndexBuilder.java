package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.venti.format.VentiConf;

/**
 * Builds the index of a venti, and its Bloom filter, from the directories of the arenas (venti-format 10.4; the
 * package says how, and what stands on disk meanwhile). The server must not be running: that is for the caller
 * to see to.
 *
 * <p>Everything that can be refused is refused before anything is written. Where a complete index is to be
 * replaced, or buckets may overflow, the directories are read once more beforehand, so that the old index is
 * given up only for one that is known to fit; with a spill folder that is not needed.
 */
public final class IndexBuilder {

    /** Damaged arenas that a refusal names; of more the number is told. */
    private static final int MOST_NAMED = 20;

    private final World world;
    private final int threads;
    private final Path spillFolder;

    private IndexBuilder(World world, int threads, Path spillFolder) {
        this.world = world;
        this.threads = threads;
        this.spillFolder = spillFolder;
    }

    /** A builder that uses so many threads; two are enough to keep a disk busy. */
    public IndexBuilder(World world, int threads) {
        this(world, threads, null);
    }

    /** One that gathers the entries in a file in {@code folder}, 32 bytes each, instead of in the sections. */
    public IndexBuilder spillingTo(Path folder) {
        return new IndexBuilder(world, threads, folder);
    }

    /**
     * Builds the index that {@code conf} describes.
     *
     * @throws RefusedException if a section or filter holds something else, the index is too small or the map of
     *     the arenas does not fit
     * @throws CorruptException if arenas are damaged and not to be left out; they are named
     * @throws CancelledException if the operator asked to stop; the next build begins anew
     */
    public BuildReport build(VentiConf conf, DamagedArenas damagedArenas) throws IOException {
        long start = world.clock().nanos();
        try (IndexPlan plan = IndexFormatter.plan(conf, world)) {
            Job job = new Job(plan, damagedArenas);
            job.survey();
            job.run();
            plan.finish();
            return job.report(Duration.ofNanos(world.clock().nanos() - start));
        }
    }

    private final class Job {

        private final IndexPlan plan;
        private final DamagedArenas damagedArenas;
        private final List<String> leftOut = new ArrayList<>();
        private final List<String> notes;
        private List<FilledArena> arenas = List.of();
        private Capacity capacity;
        private EntryFlow flow;

        Job(IndexPlan plan, DamagedArenas damagedArenas) {
            this.plan = plan;
            this.damagedArenas = damagedArenas;
            this.notes = new ArrayList<>(plan.notes());
        }

        /** Reads all tails, and whatever else may be a reason to refuse. */
        void survey() throws IOException {
            ArenaSurvey survey = ArenaSurvey.of(plan.layout().space());
            notes.addAll(survey.notes());
            leaveOut(survey.damaged().values());
            arenas = survey.filled();
            capacity = new Capacity(plan.layout(), survey.clumps());
            if (spillFolder == null && isWorthASecondLook()) {
                BucketCensus census = new BucketCensus(capacity);
                Map<FilledArena, String> damaged = DirectorySource.scan(arenas, threads,
                        "checking that the index fits", world.progress(), world.stop(), worker -> census.visitor());
                leaveOut(damaged.values());
                arenas = arenas.stream().filter(arena -> !damaged.containsKey(arena)).toList();
                if (census.overfull() > 0) {
                    throw capacity.exceeded("%s would get more than the %d entries that each takes"
                            .formatted(Count.of(census.overfull(), "bucket"), capacity.ofBucket()));
                }
            }
        }

        private boolean isWorthASecondLook() {
            return plan.replacesCompleteIndex() || capacity.isDoubtful();
        }

        private void leaveOut(Iterable<String> damaged) throws CorruptException {
            damaged.forEach(leftOut::add);
            if (damagedArenas == DamagedArenas.REFUSE && !leftOut.isEmpty()) {
                List<String> first = leftOut.subList(0, Math.min(MOST_NAMED, leftOut.size()));
                String others = leftOut.size() == first.size() ? ""
                        : " (and %s)".formatted(Count.of(leftOut.size() - first.size(), "more arena"));
                throw new CorruptException(("%s%s; restore or repair what is damaged, or leave it out with "
                        + "--leave-out-damaged").formatted(String.join("; ", first), others));
            }
        }

        void run() throws IOException {
            if (plan.bloom().isEmpty()) {
                run(Optional.empty());
                return;
            }
            BloomFile bloom = plan.bloom().get();
            try (BloomBits bits = BloomBits.empty(bloom.filter())) {
                run(Optional.of(bits));
                bits.complete();
                try (Progress.Stage stage =
                        world.progress().begin("writing the Bloom filter", bloom.filter().size())) {
                    bits.write(bloom.storage(), stage);
                }
            }
            bloom.finish();
        }

        private void run(Optional<BloomBits> bloom) throws IOException {
            BucketRanges ranges = EntryFlow.rangesFor(plan.layout(), threads);
            try (Spill spill = spill(ranges)) {
                flow = new EntryFlow(world, threads, capacity, ranges, spill);
                if (spillFolder == null) {
                    plan.begin();
                }
                Map<FilledArena, String> damaged = flow.gather(arenas, bloom);
                leaveOut(damaged.values());
                flow.leaveOut(damaged.keySet());
                if (spillFolder != null) {
                    if (isWorthASecondLook()) {
                        flow.writeBuckets(BucketWriter.Mode.REHEARSE);
                    }
                    plan.begin();
                }
                flow.writeBuckets(BucketWriter.Mode.WRITE);
            }
        }

        private Spill spill(BucketRanges ranges) throws IOException {
            return spillFolder == null ? Spill.inSections(ranges) : Spill.inFolder(ranges, spillFolder, world);
        }

        BuildReport report(Duration took) {
            long buckets = plan.layout().arithmetic().buckets();
            IndexFigures figures = new IndexFigures(flow.clumps(), flow.entries(), flow.corrupt(), flow.duplicates(),
                    buckets, flow.fullest(), capacity.ofBucket());
            return new BuildReport(figures, plan.layout().bucketBytes(), took, leftOut, notes);
        }
    }
}
