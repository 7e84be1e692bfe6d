package org.arenavault.report;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.ProtectedGroup;
import org.arenavault.backup.SourceArena;
import org.arenavault.backup.SourceComparison;
import org.arenavault.backup.UnprotectedDiscs;
import org.arenavault.backup.Unsealed;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Count;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DiscTrend;
import org.arenavault.sets.DueDisc;
import org.arenavault.sets.Interval;
import org.arenavault.sets.PastDrill;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Unverified;

/**
 * How a set stands: what of its venti is on disc and verified, what is not, and what to do about it.
 *
 * @param which what set it is
 * @param arenas how many of its arenas are where
 * @param problems damage, in the source or of a recorded arena
 * @param discs its discs
 * @param plan what a backup would do now
 * @param next what to do, one command or hint each
 * @param notes where a running server says something else than its partitions do, or why it was not asked
 * @param upkeep what is done about its discs from time to time
 */
public record SetReport(Which which, Arenas arenas, List<String> problems, Discs discs, BackupPlan plan,
                        List<NextStep> next, List<String> notes, Upkeep upkeep) {

    /**
     * What set it is.
     *
     * @param name the set
     * @param medium what it is recorded on
     * @param source where its arenas are
     */
    public record Which(String name, String medium, String source) {
    }

    /**
     * How many arenas are where.
     *
     * @param sealed arenas sealed on disk; -1 where the source cannot be read
     * @param partial true if some of its partitions cannot be read, so that nobody knows of their arenas
     * @param onDisc of these, how many are on a disc that counts
     * @param verified of these, how many were read back and found right
     * @param waiting arenas that are sealed and on no disc
     * @param lostCopies of the waiting ones, those that were on a disc once, and are verified in no other set
     * @param elsewhere of the waiting ones, those that were on a disc once, and are verified in other sets
     * @param notSealed arenas that are full or active, with what of them is on no disc
     */
    public record Arenas(int sealed, boolean partial, int onDisc, int verified, List<SourceArena> waiting,
                         List<String> lostCopies, List<CopiesElsewhere> elsewhere, List<Unsealed> notSealed) {

        /** Those of a set whose source is not looked at: what is on disc, its ledger tells. */
        static Arenas onDiscsOf(SetState state) {
            Set<String> onDisc = new HashSet<>();
            Set<String> verified = new HashSet<>();
            for (DiscRecord disc : state.discs()) {
                if (disc.mark().counts()) {
                    disc.arenas().forEach(copy -> onDisc.add(copy.arena().name()));
                    disc.arenas().filter(copy -> copy.track().state() == TrackState.VERIFIED)
                            .forEach(copy -> verified.add(copy.arena().name()));
                }
            }
            return new Arenas(-1, true, onDisc.size(), verified.size(), List.of(), List.of(), List.of(),
                    List.of());
        }
    }

    /**
     * Its discs.
     *
     * @param all of them
     * @param current the disc that takes the next arena
     * @param spaceLeft bytes that it has left for arenas
     * @param oldestCheck when the track was verified whose last verification is the longest ago; the epoch if one
     *     never was
     * @param groups discs that are protected by parity on others
     */
    public record Discs(List<DiscRecord> all, Optional<DiscRecord> current, Optional<Long> spaceLeft,
                        Instant oldestCheck, List<Group> groups) {

        static Discs of(BackupSet set, SetState state, MediumDescription medium) {
            List<DiscRecord> all = List.copyOf(state.discs());
            Instant oldest = all.stream().filter(disc -> disc.mark().counts() && disc.holding().findAny().isPresent())
                    .map(DiscRecord::verifiedThroughout).min(Instant::compareTo).orElse(Instant.EPOCH);
            return new Discs(all, BackupPlan.current(state),
                    BackupPlan.spaceLeft(state, set.config(), medium), oldest,
                    ProtectedGroup.of(state).stream().map(group -> Group.of(group, state)).toList());
        }
    }

    /**
     * Discs that are protected by parity on others.
     *
     * @param discs which: "home-001 to home-010"
     * @param parityDiscs those with parity, by their labels
     * @param mayBeLost how many of the discs come back if they are lost
     * @param gone those of them that do not count any more, by their labels
     * @param planned how many that is to be
     * @param arenasAdded how many arenas came on the discs later, and are not protected
     */
    public record Group(String discs, List<String> parityDiscs, int mayBeLost, List<String> gone, int planned,
                        long arenasAdded) {

        static Group of(ProtectedGroup group, SetState state) {
            return new Group(group.protectedDiscs(),
                    group.discs().stream().map(disc -> disc.identity().label()).toList(), group.whole(),
                    group.gone(state).stream().map(disc -> disc.identity().label()).toList(),
                    group.parity().columns(), group.added(state));
        }

        /** For people. */
        public String text() {
            return "%s on %s: %s%s%s".formatted(discs, Count.few(parityDiscs), mayBeLost == planned
                    ? "%d may be lost".formatted(mayBeLost)
                    : "NOT WHOLE, %d of %d".formatted(mayBeLost, planned), losses(),
                    arenasAdded == 0 ? "" : "; %s came later and %s not protected".formatted(
                            Count.of(arenasAdded, "arena"), arenasAdded == 1 ? "is" : "are"));
        }

        private String losses() {
            if (gone.isEmpty()) {
                return "";
            }
            String which = "%s %s gone".formatted(Count.few(gone), gone.size() == 1 ? "is" : "are");
            int more = mayBeLost - gone.size();
            return more < 0 ? "; TOO MANY: " + which
                    : "; %s, %s more may be".formatted(which, more == 0 ? "no" : Integer.toString(more));
        }
    }

    /**
     * What is done about discs from time to time.
     *
     * @param due the discs that are to be read back again, those first that need it most
     * @param lastDrill the last rehearsal of a restore
     */
    public record Upkeep(List<DueDisc> due, Optional<PastDrill> lastDrill) {
    }

    /**
     * A disc that is worse to read each time.
     *
     * @param disc by its label
     * @param why what grew, and in which drive
     */
    public record Ageing(String disc, String why) {
    }

    /** A track that was read back and found wrong. */
    public record DamagedTrack(String disc, int track) {

        @Override
        public String toString() {
            return "%s track %d".formatted(disc, track);
        }
    }

    private static final Interval DRILL_EVERY = new Interval("1y");
    private static final String NOT_COMPARED =
            "not compared with the discs, because their server has not summed them: %s";

    /** The same with more notes. */
    public SetReport withNotes(List<String> said) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(said);
        return new SetReport(which, arenas, problems, discs, plan, next, all, upkeep);
    }

    /** The same with what is to be done about its discs from time to time. */
    public SetReport withUpkeep(BackupSet set, Instant now) {
        List<DueDisc> discsDue = DueDisc.of(discs.all(), set.config().verifyEvery(), now);
        List<NextStep> steps = new ArrayList<>(next);
        String recorder = set.deviceArgument();
        if (!discsDue.isEmpty()) {
            steps.add(new NextStep("arenavault verify %s%s --due".formatted(set.name(), recorder),
                    "reads " + Count.few(discsDue.stream().map(disc -> disc.disc().identity().label()).toList())));
        }
        Optional<Instant> begun = discs.all().stream().map(DiscRecord::begun).min(Instant::compareTo);
        if (arenas.onDisc() > 0 && upkeep.lastDrill().map(PastDrill::time).or(() -> begun)
                .filter(since -> DRILL_EVERY.isOver(since, now)).isPresent()) {
            steps.add(new NextStep("arenavault drill %s%s".formatted(set.name(), recorder),
                    "no restore was rehearsed for a year"));
        }
        return new SetReport(which, arenas, problems, discs, plan, steps, notes,
                new Upkeep(discsDue, upkeep.lastDrill()));
    }

    /** The waiting arenas whose disc is gone. */
    public List<SourceArena> lost() {
        Set<String> names = new HashSet<>(arenas.lostCopies());
        return arenas.waiting().stream().filter(arena -> names.contains(arena.name())).toList();
    }

    /** The same where other sets are known to have some of what was lost. */
    public SetReport withElsewhere(List<CopiesElsewhere> found) {
        Set<String> names = new HashSet<>(found.stream().map(CopiesElsewhere::arena).toList());
        return new SetReport(which, new Arenas(arenas.sealed(), arenas.partial(), arenas.onDisc(), arenas.verified(),
                arenas.waiting(), arenas.lostCopies().stream().filter(name -> !names.contains(name)).toList(), found,
                arenas.notSealed()), problems, discs, plan, next, notes, upkeep);
    }

    /** The same of a source some of whose partitions cannot be read, a line each. */
    public SetReport withUnread(List<String> partitions) {
        List<String> all = new ArrayList<>(partitions);
        all.addAll(problems);
        return new SetReport(which, new Arenas(arenas.sealed(), !partitions.isEmpty(), arenas.onDisc(),
                arenas.verified(), arenas.waiting(), arenas.lostCopies(), arenas.elsewhere(), arenas.notSealed()), all,
                discs, plan, next, notes, upkeep);
    }

    /** Looks at a set whose source cannot be read: what is on disc, the ledger alone tells. */
    public static SetReport withoutSource(BackupSet set, SetState state, MediumDescription medium, String problem) {
        SetReport ledger = of(set, state, List.of(), SourceComparison.ofNothing(), medium);
        return new SetReport(ledger.which, Arenas.onDiscsOf(state), List.of("its venti cannot be read: " + problem),
                ledger.discs, ledger.plan, ledger.next, ledger.notes, ledger.upkeep);
    }

    /** Looks at a set that came in a bundle: what is on disc its ledger tells, its source is not looked at. */
    public static SetReport ofForeign(BackupSet set, SetState state, MediumDescription medium) {
        SetReport seen = withoutSource(set, state, medium, "");
        return new SetReport(seen.which, seen.arenas, List.of(), seen.discs, seen.plan,
                List.of(new NextStep("arenavault set adopt %s --conf VENTI.CONF".formatted(seen.which.name()), "")),
                List.of(set.config().adoption().text()), new Upkeep(List.of(), Optional.empty()));
    }

    /** Looks at a set and its source. */
    public static SetReport of(BackupSet set, SetState state, ArenaSource source, MediumDescription medium)
            throws IOException {
        return of(set, state, source.arenas(), SourceComparison.of(source, state), medium);
    }

    private static SetReport of(BackupSet set, SetState state, List<SourceArena> arenas, SourceComparison compared,
            MediumDescription medium) {
        List<SourceArena> waiting = compared.recordable();
        List<Unsealed> notSealed = Unsealed.of(arenas, state);
        List<String> problems = new ArrayList<>();
        arenas.forEach(arena -> problems.addAll(arena.status().problems()));
        problems.addAll(compared.others().values());
        compared.stranger().ifPresent(problems::add);
        BackupPlan plan = BackupPlan.of(state, set.config(), medium, waiting);
        problems.addAll(plan.refused().values());
        List<String> notes = new ArrayList<>(ledgerNotes(state));
        if (!compared.unknown().isEmpty()) {
            notes.add(NOT_COMPARED.formatted(
                    Count.few(SourceArena.names(compared.unknown()))));
        }
        return new SetReport(new Which(set.name().text(), medium.title(), set.config().sourceText()),
                counted(state, arenas, compared, notSealed), problems, Discs.of(set, state, medium), plan,
                Advice.of(set, state, plan, notSealed, UnprotectedDiscs.of(state, set.config(), medium)), notes,
                new Upkeep(List.of(), state.lastDrill()));
    }

    private static Arenas counted(SetState state, List<SourceArena> arenas, SourceComparison compared,
            List<Unsealed> notSealed) {
        List<SourceArena> waiting = compared.recordable();
        int sealed = (int) arenas.stream().filter(arena -> arena.status().state().isSealedOnDisk()).count();
        int verified = (int) compared.onDisc().values().stream().filter(copies ->
                copies.stream().anyMatch(copy -> copy.track().state() == TrackState.VERIFIED)).count();
        return new Arenas(sealed, false, compared.onDisc().size(), verified, waiting,
                waiting.stream().map(SourceArena::name).filter(name -> wasRecorded(state, name)).toList(), List.of(),
                notSealed);
    }

    /** The arenas on discs that count of which no copy was ever read back. */
    public List<Unverified> unverified() {
        return Unverified.of(discs.all());
    }

    /** The discs that count and get worse. */
    public List<Ageing> ageing() {
        return discs.all().stream().filter(disc -> disc.mark().counts())
                .flatMap(disc -> DiscTrend.of(disc).ageing().map(why -> new Ageing(disc.identity().label(), why))
                        .stream()).toList();
    }

    /** True if its arenas could be looked at: else nobody knows what waits. */
    public boolean knowsSource() {
        return arenas.sealed() >= 0;
    }

    /** The tracks that were read back and found wrong, on discs that count. */
    public List<DamagedTrack> damagedTracks() {
        return discs.all().stream().filter(disc -> disc.mark().counts())
                .flatMap(disc -> disc.tracks().stream().filter(track -> track.state() == TrackState.BAD)
                        .map(track -> new DamagedTrack(disc.identity().label(), track.number())))
                .toList();
    }

    /** What the ledger itself has to say. */
    public static List<String> ledgerNotes(SetState state) {
        List<String> notes = new ArrayList<>();
        if (!state.missing().isEmpty()) {
            notes.add("not shown since its ledger was made anew: %s; what is on them counts as on no disc"
                    .formatted(Count.few(state.missing())));
        }
        if (!state.newer().isEmpty()) {
            notes.add("a later version of this program wrote into its ledger (%s); this one changes nothing in it"
                    .formatted(String.join(", ", state.newer())));
        }
        return notes;
    }

    private static boolean wasRecorded(SetState state, String arena) {
        return state.discs().stream().flatMap(DiscRecord::arenas).anyMatch(copy -> copy.arena().name().equals(arena));
    }
}
