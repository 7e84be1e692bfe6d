package org.arenavault.restore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Count;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.restore.increments.Increments;
import org.arenavault.restore.mending.Mending;
import org.arenavault.restore.placing.RestoreJournal;
import org.arenavault.restore.placing.TargetArenas;
import org.arenavault.restore.placing.TargetPlaces;
import org.arenavault.restore.placing.TargetStore;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.BuildReport;
import org.arenavault.venti.index.DamagedArenas;
import org.arenavault.venti.index.IndexBuilder;
import org.arenavault.venti.index.IndexFiles;
import org.arenavault.venti.vac.WalkOptions;

/**
 * Brings a venti back from discs: its arenas into their places, then its index; last, it finds what the blocks can
 * be opened with. The next restore with the same configuration continues what was interrupted.
 */
public final class Restore {

    private final VentiConf conf;
    private final RestoreOptions options;
    private final Vault vault;
    private final World world;

    /**
     * A restore.
     *
     * @param conf of the venti that is to be
     * @param vault whose sets are asked for other copies of what cannot be read
     * @param world as {@link ServerProbe#toWrite} gives it, where files of other machines are to be written
     */
    public Restore(VentiConf conf, RestoreOptions options, Vault vault, World world) {
        this.conf = conf;
        this.options = options;
        this.vault = vault;
        this.world = world;
    }

    @FunctionalInterface
    private interface PileMaker {

        RestoreDiscs discs(Target target) throws IOException;
    }

    /** Where arenas come to, what waits or is mended on the way, and the account of them. */
    record Target(TargetStore store, TargetPlaces places, Increments increments, Mending mending,
                  RestoreTally tally) {
    }

    /**
     * Restores whatever the discs hold that are shown, in any order.
     *
     * @throws RefusedException if it would be unsafe, or there are two stores in the pile
     * @throws OperatorNeededException if there is no disc, or another restore is at work
     */
    public RestoreReport fromBareDiscs(DiscSource discs) throws IOException {
        return run(discs, target -> new BareDiscs(discs, target, options.only(), world));
    }

    /**
     * Restores what a set's ledger knows, and asks for its discs.
     *
     * @throws RefusedException if it would be unsafe, or the ledger knows of no arena on any disc
     * @throws org.arenavault.io.UsageException if the set has no arena of a name that is wanted
     * @throws OperatorNeededException if a disc is needed and nobody can insert it, or another restore is at work
     */
    public RestoreReport fromSet(SetState state, DiscSource discs) throws IOException {
        if (state.discs().stream().allMatch(disc -> disc.tracks().isEmpty())) {
            throw new RefusedException("set '%s' has no arena on any disc; nothing was restored and nothing was made"
                    .formatted(state.name())).next("arenavault disc list %s".formatted(state.name()),
                    "shows what its ledger knows");
        }
        return run(discs, target -> new GuidedDiscs(state, discs, target, options.only(), world));
    }

    @SuppressWarnings("try")
    private RestoreReport run(DiscSource discs, PileMaker maker) throws IOException {
        ServerProbe.check(conf);
        Path place = RestoreJournal.placeFor(conf.source(), vault.folder());
        Path journal = RestoreJournal.pathFor(place);
        Path lockFile = PlainFiles.beside(journal, ".lock");
        ProcessLock lock = ProcessLock.take(lockFile, "the restore of " + conf.source(),
                OperatorNeededException.Need.LOCKED);
        try (lock; Closeable unneeded = () -> OwnFiles.run(lockFile, () -> {
                    Files.deleteIfExists(lockFile);
                    RestoreJournal.leave(conf.source(), vault.folder());
                });
                RestoreJournal opened = RestoreJournal.open(place, world.disks())) {
            return run(discs, maker, opened, place);
        }
    }

    private RestoreReport run(DiscSource discs, PileMaker maker, RestoreJournal journal, Path place)
            throws IOException {
        long begun = world.clock().nanos();
        IndexFiles indexFiles = new IndexFiles(conf, world);
        indexFiles.check(options.format());
        List<String> made = missingPartitions();
        List<String> spares = List.of();
        WalkOptions.Data proof = WalkOptions.Data.READ;
        RestoreTally tally = new RestoreTally();
        Increments increments;
        try (TargetStore store = TargetStore.open(conf, journal, options.permissions(), world)) {
            store.finishSlots(indexFiles);
            store.put().forEach(arena -> tally.present(arena.was(),
                    new RestoreTally.Home(arena.digest(), arena.place().partition(), Optional.empty())));
            TargetPlaces places = new TargetPlaces(store, indexFiles, options.add(), tally::names, world);
            increments = new Increments(new TargetArenas(store, places, world), place, options.only(), world);
            Mending mending = new Mending(discs, new StoreToMend(places, tally, increments, options.only(), world),
                    world);
            gather(maker.discs(new Target(store, places, increments, mending, tally)), mending, increments, tally);
            if (tally.hasArenas()) {
                if (options.format()) {
                    spares = store.addSpares(options.spareArenas(), tally.names(), world);
                    store.unused().forEach(tally::note);
                }
                store.finish();
                // whatever is back was read whole, and found right, by this restore or the one before
                proof = store.isVouchedFor(tally::vouchesFor) ? WalkOptions.Data.PROBE
                        : WalkOptions.Data.READ;
            }
        }
        Duration gathering = Duration.ofNanos(world.clock().nanos() - begun);
        if (!tally.hasArenas()) {
            made.removeAll(missingPartitions());
            return new RestoreReport(List.of(), List.of(), missing(tally),
                    new RestoreReport.Made(made, List.of(), List.of()), tally.notes(), gathering,
                    Optional.empty(), RootsReport.NONE);
        }
        if (options.format()) {
            made.addAll(indexFiles.make());
        }
        BuildReport index = new IndexBuilder(world, Runtime.getRuntime().availableProcessors())
                .build(conf, DamagedArenas.LEAVE_OUT);
        journal.remove();
        increments.sweep();
        return new RestoreReport(tally.restored(), tally.present(), missing(tally),
                new RestoreReport.Made(made, spares, tally.settled().regained()), tally.notes(), gathering,
                Optional.of(index), new RootSearch(conf, proof, world).run());
    }

    private void gather(RestoreDiscs allDiscs, Mending mending, Increments increments, RestoreTally tally)
            throws IOException {
        try {
            allDiscs.read();
            mending.run();
            tally.settled(increments.settle(name -> tally.home(name).isPresent(), tally.names()));
            allDiscs.finish();
        } catch (OperatorNeededException | CancelledException e) {
            if (tally.hasArenas()) {
                world.terminal().print("%s in place; the same command continues with the others"
                        .formatted(Count.are(tally.restored().size() + tally.present().size(), "arena")));
            }
            throw e;
        }
    }

    private List<String> missingPartitions() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Partition line : conf.arenas()) {
            if (!line.isAfar() && !PlainFiles.exists(line.path())) {
                missing.add(line.text());
            }
        }
        return missing;
    }

    private List<RestoreReport.Missing> missing(RestoreTally tally) throws IOException {
        List<RestoreReport.Missing> missing = new ArrayList<>();
        if (!tally.failures().isEmpty()) {
            OtherCopies copies = OtherCopies.of(vault);
            copies.unreadable().forEach(tally::note);
            tally.failures().forEach((name, failure) -> missing.add(new RestoreReport.Missing(name,
                    failure.reasons(), copies.of(name, failure.digest(), tally.tried()))));
        }
        return missing;
    }
}
