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
    private final Optional<Path> spillFolder;

    private IndexBuilder(World world, int threads, Optional<Path> spillFolder) {
        this.world = world;
        this.threads = threads;
        this.spillFolder = spillFolder;
    }

    /** A builder that uses so many threads; two are enough to keep a disk busy. */
    public IndexBuilder(World world, int threads) {
        this(world, threads, Optional.empty());
    }

    /** One that gathers the entries in a file in {@code folder}, 32 bytes each, instead of in the sections. */
    public IndexBuilder spillingTo(Path folder) {
        return new IndexBuilder(world, threads, Optional.of(folder));
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
            job.lookAgain();
            EntryFlow flow = job.run();
            plan.finish();
            return job.report(flow, Duration.ofNanos(world.clock().nanos() - start));
        }
    }

    private final class Job {

        private final IndexPlan plan;
        private final DamagedArenas damagedArenas;
        private final List<String> leftOut = new ArrayList<>();
        private final List<String> notes;
        private final Capacity capacity;
        private List<FilledArena> arenas;

        /** Reads all tails. */
        Job(IndexPlan plan, DamagedArenas damagedArenas) throws IOException {
            this.plan = plan;
            this.damagedArenas = damagedArenas;
            this.notes = new ArrayList<>(plan.notes());
            ArenaSurvey survey = ArenaSurvey.of(plan.layout().space());
            notes.addAll(survey.notes());
            arenas = survey.filled();
            leaveOut(survey.damaged().values());
            capacity = new Capacity(plan.layout(), survey.clumps());
        }

        /** Reads whatever else may be a reason to refuse. */
        void lookAgain() throws IOException {
            if (spillFolder.isEmpty() && isWorthASecondLook()) {
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

        EntryFlow run() throws IOException {
            if (plan.bloom().isEmpty()) {
                return run(Optional.empty());
            }
            BloomFile bloom = plan.bloom().get();
            EntryFlow flow;
            try (BloomBits bits = BloomBits.empty(bloom.filter())) {
                flow = run(Optional.of(bits));
                bits.complete();
                try (Progress.Stage stage =
                        world.progress().begin("writing the Bloom filter", bloom.filter().size())) {
                    bits.write(bloom.storage(), stage);
                }
            }
            bloom.finish();
            return flow;
        }

        private EntryFlow run(Optional<BloomBits> bloom) throws IOException {
            BucketRanges ranges = EntryFlow.rangesFor(plan.layout(), threads);
            try (Spill spill = spill(ranges)) {
                EntryFlow flow = new EntryFlow(world, threads, capacity, ranges, spill);
                if (spillFolder.isEmpty()) {
                    plan.begin();
                }
                Map<FilledArena, String> damaged = flow.gather(arenas, bloom);
                leaveOut(damaged.values());
                flow.leaveOut(damaged.keySet());
                if (spillFolder.isPresent()) {
                    if (isWorthASecondLook()) {
                        flow.writeBuckets(BucketWriter.Mode.REHEARSE);
                    }
                    plan.begin();
                }
                flow.writeBuckets(BucketWriter.Mode.WRITE);
                return flow;
            }
        }

        private Spill spill(BucketRanges ranges) throws IOException {
            return spillFolder.isEmpty() ? Spill.inSections(ranges) : Spill.inFolder(ranges, spillFolder.get(), world);
        }

        BuildReport report(EntryFlow flow, Duration took) {
            long buckets = plan.layout().arithmetic().buckets();
            IndexFigures figures = new IndexFigures(flow.clumps(), flow.entries(), flow.corrupt(), flow.duplicates(),
                    buckets, flow.fullest(), capacity.ofBucket());
            return new BuildReport(figures, plan.layout().bucketBytes(), took, leftOut, notes);
        }
    }
}
