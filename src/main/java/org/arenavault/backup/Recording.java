package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Count;
import org.arenavault.io.Meanwhile;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.Progress;
import org.arenavault.io.Reason;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.media.ContentName;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.Unverified;

/** Records arenas on the discs of a set, in as many drives at once as there are. */
final class Recording {

    private final BackupQueue queue;
    private final Terminal terminal;
    private final LockedSet set;
    private final List<DiscSource> discs;
    private final World world;
    private final DiscRule rule;
    private final ArenaSums sums;
    private final Map<ContentName, ContentToRecord> arenas = new LinkedHashMap<>();
    private final Tally tally;
    /** Whether whoever has it done records more afterwards. */
    private boolean goesOn;

    /**
     * A recording.
     *
     * @param discs what each of the drives can be given
     * @param candidates all arenas that are to be on disc, in the order in which they are recorded; those that are on
     *     disc, too: they are recorded anew should that turn out bad
     */
    Recording(LockedSet set, List<DiscSource> discs, MediumDescription medium, World world, BackupOptions options,
            Collection<? extends ContentToRecord> candidates, ArenaSums sums) {
        this(set, discs, world, new DiscRule(set.state(), set.config(), medium, options), candidates, sums);
    }

    private Recording(LockedSet set, List<DiscSource> discs, World world, DiscRule rule,
            Collection<? extends ContentToRecord> candidates, ArenaSums sums) {
        this.set = set;
        this.discs = discs;
        this.world = world;
        this.rule = rule;
        this.sums = sums;
        candidates.forEach(arena -> arenas.put(arena.id(), arena));
        this.queue = new BackupQueue(rule, candidates);
        this.terminal = world.terminal();
        this.tally = new Tally(terminal);
        queue.refused().forEach(tally::failed);
    }

    /**
     * One that records nothing but the kit and the parity of a disc.
     *
     * @param full whether the disc takes no more afterwards
     * @param sources where arenas can be read besides the disc
     */
    static Recording completing(DiscRecord disc, boolean full, LockedSet set, DiscSource drive,
            MediumDescription medium, World world, Collection<? extends ContentToRecord> sources, ArenaSums sums) {
        Recording recording = new Recording(set, List.of(drive), medium, world, BackupOptions.DEFAULT, sources, sums);
        recording.queue.completeOnly(disc.number(), full);
        return recording;
    }

    /** One that records a column of a group's parity on discs of its own: the rule says which. */
    static Recording ofGroup(LockedSet set, DiscSource drive, World world, DiscRule rule,
            Collection<StagedContent> parts, ArenaSums sums) {
        return new Recording(set, List.of(drive), world, rule, parts, sums);
    }

    /** One of several: what is to be written on discs is said by whoever has them done, after the last one. */
    Recording among(DiscNaming naming) {
        tally.naming(naming);
        goesOn = true;
        return this;
    }

    /** What has been done so far. */
    Tally tally() {
        return tally;
    }

    /** The arenas that are on no disc, for another reason than that they failed. */
    List<String> left() {
        Map<ContentName, String> failed = tally.failed();
        return arenas.keySet().stream().filter(content -> set.state().copies(content).isEmpty()
                && !failed.containsKey(content)).map(ContentName::name).toList();
    }

    /** What was to be recorded, or was made for a disc, and is on disc, and was never read back. */
    List<Unverified> unverified() {
        return Unverified.of(set.state(), content -> arenas.containsKey(content)
                || !content.isArena());
    }

    /**
     * Records until nothing is left, or as many discs are used as are allowed. A drive that lacks a disc leaves the
     * others at work; anything worse lets them end what they have begun.
     *
     * @throws OperatorNeededException if a disc is missing; what was recorded until then is
     * @throws org.arenavault.io.CancelledException if the operator asked to stop; likewise
     * @throws org.arenavault.io.MediumFaultException if discs fail one after the other
     * @throws OwnFileException if the ledger cannot be written; what it says then is so
     */
    void run() throws IOException {
        for (DiscRecord disc : set.state().discs()) {
            if (!disc.fullReason().isEmpty()) {
                // whoever put it aside died before this was said, or did not say it
                set.ledger().withdraw(disc, disc.fullReason());
            }
        }
        try (Progress.Stage whole = whole()) {
            List<DriveWorker> drives = new ArrayList<>();
            for (DiscSource source : discs) {
                drives.add(new DriveWorker(set, queue, queue.join(), source, rule, world, sums, arenas, tally, whole));
            }
            run(drives);
        } finally {
            if (!goesOn) {
                tally.naming().tellAll();
            }
        }
    }

    /** All that is to be burned and read back, where that is more than one track. */
    private Progress.Stage whole() {
        List<ContentToRecord> waiting = arenas.values().stream()
                .filter(content -> set.state().copies(content.id()).isEmpty()).toList();
        long bytes = waiting.stream().mapToLong(ContentToRecord::size).sum();
        return (waiting.size() > 1 ? world.progress() : Progress.SILENT).begin(
                "%s: %s in all".formatted(set.set().name(), Count.of(waiting.size(), "track")),
                rule.options().verify() ? 2 * bytes : bytes);
    }

    private void run(List<DriveWorker> drives) throws IOException {
        if (drives.size() == 1) {
            drives.get(0).run();
            return;
        }
        List<Meanwhile<Void>> runs = new ArrayList<>();
        for (DriveWorker drive : drives) {
            runs.add(Meanwhile.begin("drive " + (runs.size() + 1), () -> {
                run(drive);
                return null;
            }));
        }
        runs.forEach(Meanwhile::await);
        IOException fault = null;
        IOException missing = null;
        OwnFileException own = null;
        for (Meanwhile<Void> run : runs) {
            try {
                run.get();
            } catch (OperatorNeededException e) {
                terminal.print(e.getMessage());
                missing = missing == null ? e : missing;
            } catch (IOException e) {
                terminal.print(Reason.of(e));
                fault = fault == null ? e : fault;
            } catch (OwnFileException e) {
                own = own == null ? e : own;
            }
        }
        if (own != null) {
            throw own;
        }
        // a drive that only lacks a disc does not hide what ails another
        if (fault != null) {
            throw fault;
        }
        if (missing != null && !queue.isDone()) {
            throw missing;
        }
    }

    private void run(DriveWorker drive) throws IOException {
        boolean others = false;
        try {
            drive.run();
            others = true;
        } catch (OperatorNeededException e) {
            others = true;
            throw e;
        } finally {
            if (!others) {
                queue.halt();
            }
        }
    }
}
