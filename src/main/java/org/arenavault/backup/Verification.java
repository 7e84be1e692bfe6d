package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Fifo;
import org.arenavault.io.Meanwhile;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Rate;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DueDisc;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.ReadEffort;
import org.arenavault.sets.SeenDisc;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Unfit;

/** Reads discs of a set back, every track against ledger, label and seal. */
public final class Verification {

    /**
     * What reading one track came to.
     *
     * @param disc the disc, by its label
     * @param track its number
     * @param arena what it carries
     * @param fault what is wrong; empty if nothing is
     * @param ranges where, as {@link org.arenavault.sets.Reading#ranges}; empty if nobody knows
     * @param effort how hard it was
     * @param sampled how many units of 64 KiB were read, if only some were; else 0
     * @param outlook whether the disc's own parity repairs it; empty if it is not damaged, or only sampled
     */
    public record TrackResult(String disc, int track, String arena, String fault, String ranges, ReadEffort effort,
                              long sampled, Optional<RepairOutlook> outlook) {

        /** Whether it is not what it should be. */
        public boolean isDamaged() {
            return !fault.isEmpty();
        }

        private TrackResult with(RepairOutlook repair) {
            return new TrackResult(disc, track, arena, fault, ranges, effort, sampled, Optional.of(repair));
        }

        /** "clean", "recovered", "sampled" or "damaged". */
        public String verdict() {
            if (isDamaged()) {
                return "damaged";
            }
            return sampled > 0 ? "sampled" : effort.recovered() > 0 ? "recovered" : "clean";
        }
    }

    /** How much of each track is read. */
    @FunctionalInterface
    private interface Depth {

        /** Reads a track; empty if nothing of it could be judged. */
        Optional<TrackCheck.Result> read(DiscSession session, TrackRecord track) throws IOException;
    }

    private final LockedSet set;
    private final DiscSource discs;
    private final World world;
    private final Depth depth;
    private final Tally tally;
    private final List<TrackResult> results;
    /** The numbers of the discs that were shown to any drive. */
    private final Set<Integer> shown;
    /** The numbers of those that this drive had. */
    private final Set<Integer> had = new HashSet<>();
    private final List<String> unusable;
    private final List<String> passedOver;
    /** The numbers of the discs that are due; empty where any disc will do. */
    private final Set<Integer> dueNumbers = new HashSet<>();
    private final List<String> missed = new ArrayList<>();
    private final List<String> notSampled;
    private String refused = "";
    private final LongAdder decoded;

    /**
     * A verification.
     *
     * @param deep decode and hash every block of every arena as well
     */
    public Verification(LockedSet set, DiscSource discs, World world, boolean deep) {
        this(set, discs, world, (session, track) -> Optional.of(session.verify(track, deep)));
    }

    private Verification(LockedSet set, DiscSource discs, World world, Depth depth) {
        this.set = set;
        this.discs = discs;
        this.world = world;
        this.depth = depth;
        this.tally = new Tally(world.terminal());
        this.results = new CopyOnWriteArrayList<>();
        this.shown = ConcurrentHashMap.newKeySet();
        this.unusable = new CopyOnWriteArrayList<>();
        this.passedOver = new CopyOnWriteArrayList<>();
        this.notSampled = new CopyOnWriteArrayList<>();
        this.decoded = new LongAdder();
    }

    private Verification(Verification first, DiscSource discs) {
        this.set = first.set;
        this.discs = discs;
        this.world = first.world;
        this.depth = first.depth;
        this.tally = first.tally;
        this.results = first.results;
        this.shown = first.shown;
        this.unusable = first.unusable;
        this.passedOver = first.passedOver;
        this.notSampled = first.notSampled;
        this.decoded = first.decoded;
    }

    /**
     * Reads what is in its drive and in others at the same time, and what is inserted after it; a disc is read once,
     * whichever drive it comes to. What comes of it is told by this one.
     *
     * @param names the devices, its own first
     * @param others what the other drives can be given
     * @return one result a track
     * @throws OperatorNeededException if no disc of the set was shown to any
     */
    public List<TrackResult> runBeside(List<String> names, List<DiscSource> others) throws IOException {
        Map<String, Meanwhile<List<TrackResult>>> runs = new LinkedHashMap<>();
        runs.put(names.get(0), Meanwhile.begin("drive 1", this::run));
        for (DiscSource other : others) {
            Verification beside = new Verification(this, other);
            int number = runs.size() + 1;
            runs.put(names.get(number - 1), Meanwhile.begin("drive " + number, beside::run));
        }
        runs.values().forEach(Meanwhile::await);
        Map<String, OperatorNeededException> lacking = new LinkedHashMap<>();
        for (Map.Entry<String, Meanwhile<List<TrackResult>>> run : runs.entrySet()) {
            try {
                List<TrackResult> unused = run.getValue().get();
            } catch (OperatorNeededException e) {
                lacking.put(run.getKey(), e);
            } catch (UnusableBytesException e) {
                unusable.add("%s: %s".formatted(run.getKey(), e.getMessage()));
            }
        }
        if (shown.isEmpty() && !lacking.isEmpty()) {
            throw lacking.values().iterator().next();
        }
        lacking.forEach((name, drive) -> {
            boolean empty = drive.need() == OperatorNeededException.Need.NO_MEDIUM
                    || drive.need() == OperatorNeededException.Need.WRONG_MEDIUM;
            (empty ? passedOver : unusable).add("%s: %s".formatted(name, drive.getMessage()));
        });
        return List.copyOf(results);
    }

    /**
     * One that reads a share of each track, drawn at random, and so verifies nothing. Tracks of which no sums are kept
     * are passed over; {@link #notSampled} tells them.
     *
     * @param share above 0, up to 1
     */
    public static Verification sampling(LockedSet set, DiscSource discs, World world, double share, Random random) {
        TrackSample sample = new TrackSample(world, share, random);
        return new Verification(set, discs, world, (session, track) -> {
            Optional<UnitSums> sums = set.ledger().sums().of(session.disc(), track);
            return sums.isEmpty() ? Optional.empty() : Optional.of(session.sample(track, sums.get(), sample));
        });
    }

    /**
     * Reads what is in the drive, and what is inserted after it. A disc that cannot be used is named, and keeps no
     * other from its turn.
     *
     * @return one result a track
     * @throws OperatorNeededException if no disc of the set was shown to this drive, whatever others had
     * @throws VaultException what ails the first, if all that were shown could not be used
     */
    public List<TrackResult> run() throws IOException {
        DiscSearch search = new DiscSearch(discs, new DiscRequest.AnyOf(this::nextInWords), world.terminal())
                .discarding();
        boolean more = true;
        while (more) {
            // when all were read nobody is asked for another one
            more = search.lookAtNext(this::look) && !left().isEmpty();
        }
        if (had.isEmpty() && refused.isEmpty() && !search.unusable().isEmpty()) {
            throw search.unusable().get(0);
        }
        if (had.isEmpty()) {
            // what follows says it
            passedOver.remove(search.reason());
            passedOver.forEach(world.terminal()::print);
            throw search.vain("a disc of set '%s'".formatted(set.state().name()));
        }
        unusable.addAll(search.faults());
        return List.copyOf(results);
    }

    /** The discs that hold something and were not shown yet; where all were shown before the last one, it is none. */
    private List<DiscRecord> left() {
        return set.state().discs().stream().filter(disc -> disc.mark().counts()
                && disc.holding().findAny().isPresent() && !shown.contains(disc.number())).toList();
    }

    private String nextInWords() {
        List<DiscRecord> left = left();
        String others = left.size() < 2 ? "" : left.size() == 2 ? " or 1 other" : " or one of %d others".formatted(
                left.size() - 1);
        return left.isEmpty() ? "a disc of set '%s' to verify".formatted(set.state().name())
                : new DiscRequest.Recorded(left.get(0).identity().label(), left.get(0).place()).text() + others;
    }

    /** Blocks that were decoded and hashed; 0 where that was not asked for. */
    public long decoded() {
        return decoded.sum();
    }

    /**
     * Reads the discs that are due, and no others, whatever lies in the drive. One that is not to be had is named, and
     * keeps no other from its turn.
     *
     * @return one result a track
     * @throws VaultException what ails the first, if all that were shown could not be used
     */
    public List<TrackResult> run(List<DueDisc> due) throws IOException {
        due.forEach(disc -> dueNumbers.add(disc.disc().number()));
        for (DueDisc disc : due) {
            DiscRequest asked = new DiscRequest.Recorded(disc.disc().identity().label(), disc.disc().place());
            DiscSearch search = new DiscSearch(discs, asked, world.terminal()).discarding();
            try {
                boolean more = true;
                while (more && !shown.contains(disc.disc().number())) {
                    more = search.lookAtNext(this::look);
                }
            } catch (OperatorNeededException e) {
                world.terminal().print("%s was not read: %s".formatted(disc.disc().identity().label(), e.getMessage()));
                missed.add(disc.disc().identity().label());
            }
            unusable.addAll(search.faults());
        }
        return List.copyOf(results);
    }

    /** Due discs that were not to be had, by their labels. */
    public List<String> missed() {
        return List.copyOf(missed);
    }

    /** Tracks of which a sample would prove nothing, for no sums of them are kept. */
    public List<String> notSampled() {
        return List.copyOf(notSampled);
    }

    /** The discs that take no more since they were read. */
    public List<BackupResult.PutAside> putAside() {
        return tally.putAside();
    }

    /** Discs that are not of the set, a line each. */
    public List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    /** Discs that could not be used, a line each. */
    public List<String> unusable() {
        return List.copyOf(unusable);
    }

    private String look(Medium medium) throws IOException {
        MediumState state = medium.inspect();
        SeenDisc seen = SeenDisc.of(medium, state, set.state());
        Optional<DiscRecord> disc = seen.disc();
        if (seen.seen().isBlank()) {
            // one that was rolled back to nothing is still told by its body
            disc = DiscMatch.byBody(state, set.state()).filter(known -> known.holding().findAny().isPresent())
                    .findFirst();
        }
        if (disc.isPresent()) {
            return verify(disc.get(), medium, state);
        }
        refused = seen.sentence();
        (seen.seen().isFault() ? unusable : passedOver).add(refused);
        return refused;
    }

    private String verify(DiscRecord disc, Medium medium, MediumState state) throws IOException {
        String label = disc.identity().label();
        if (!dueNumbers.isEmpty() && !dueNumbers.contains(disc.number())) {
            return new Unfit.NotDue(disc).sentence();
        }
        if (!shown.add(disc.number())) {
            return new Unfit.HadBefore(label, "verified").sentence();
        }
        had.add(disc.number());
        Optional<String> copy = DiscMatch.otherBody(disc, state);
        if (copy.isPresent()) {
            shown.remove(disc.number());
            had.remove(disc.number());
            unusable.add(copy.get());
            refused = copy.get();
            return refused;
        }
        Optional<String> different = DiscMatch.otherTracks(disc, state);
        try (DiscSession session =
                new DiscSession(set.ledger(), disc.number(), medium, state, world, new Fifo(0), tally)) {
            if (different.isPresent()) {
                session.markFull(different.get());
            } else if (state.isFinished()) {
                session.markFull(state.reason());
            }
            for (TrackRecord track : List.copyOf(disc.tracks())) {
                if (track.state().holds() || track.state() == TrackState.BAD) {
                    world.stop().check();
                    Optional<TrackCheck.Result> result = depth.read(session, track);
                    if (result.isPresent()) {
                        report(label, track.number(), track.content().id().text(), result.get());
                    } else {
                        notSampled.add("%s track %d".formatted(label, track.number()));
                    }
                }
            }
            decoded.add(session.decoded());
            lookAhead(label, medium, session.state());
            for (TrackExtent extent : DiscMatch.unknownTracks(disc, state).toList()) {
                unknown(medium, label, extent);
            }
        }
        if (results.stream().anyMatch(track -> track.disc().equals(label) && !track.fault().isEmpty())) {
            String place = discs.discard(label);
            if (!place.isEmpty()) {
                set.ledger().append(new LedgerEvent.Moved(disc.number(), place));
            }
        } else {
            discs.release(label);
        }
        String device = set.set().deviceArgument();
        String command = disc.protection().map(parity -> ProtectedGroup.command(set.set().name(), parity, device))
                .orElseGet(() -> "arenavault backup %s%s".formatted(set.set().name(), device));
        disc.openTrack().ifPresent(track -> world.terminal().print("%s track %d is interrupted; '%s' brings it to an "
                .formatted(label, track.number(), command) + "end"));
        return "disc %s is done".formatted(label);
    }

    /** Says of what was found damaged on a disc whether its own parity repairs it. */
    private void lookAhead(String label, Medium medium, MediumState state) throws IOException {
        Set<Integer> damaged = new HashSet<>();
        results.stream().filter(track -> track.disc().equals(label) && track.isDamaged() && track.sampled() == 0)
                .forEach(track -> damaged.add(track.track()));
        Map<Integer, RepairOutlook> outlook = DiscOutlook.of(medium, state, damaged, world);
        results.replaceAll(track -> track.disc().equals(label) && outlook.containsKey(track.track())
                ? track.with(outlook.get(track.track())) : track);
        outlook.forEach((track, repair) -> world.terminal().print("%s track %d: %s".formatted(label, track,
                repair.text())));
    }

    private void unknown(Medium medium, String label, TrackExtent extent) throws IOException {
        Optional<String> other = medium.readLabel(extent).passedOver();
        if (other.isPresent()) {
            world.terminal().print("%s track %d %s; it is passed over".formatted(label, extent.number(), other.get()));
        } else {
            report(label, extent.number(), "", TrackCheck.Result.fault("is not in the ledger: the ledger has lost "
                    + "lines, or somebody else has recorded on the disc"));
        }
    }

    private void report(String label, int number, String arena, TrackCheck.Result result) {
        TrackResult line = new TrackResult(label, number, arena, result.fault().orElse(""), result.ranges(),
                result.effort(), result.sampled(), Optional.empty());
        results.add(line);
        world.terminal().print("%s track %d: %s%s%s".formatted(label, number, arena.isEmpty() ? "" : arena + ", ",
                line.verdict(), result.sound() ? " at " + Rate.text(result.effort().rate())
                        : ": " + result.fault().orElse("")));
    }
}
