package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaIdentity;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.ContentName;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.GroupParity;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.LabelReading;
import org.arenavault.media.Medium;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.sets.LedgerHeader;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SeenDisc;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Unfit;
import org.arenavault.sets.Unverified;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;

/**
 * Records the arenas of other discs on the discs of a set: a second set for another place, from the first one's
 * discs alone. Every disc of the set gets labels of its own.
 */
public final class Duplication {

    private static final int STAGING_MEGABYTES = 32;

    private final LockedSet set;
    private final DiscSource from;
    private final DiscSource to;
    private final MediumDescription medium;
    private final World world;
    private final BackupOptions options;
    private final Optional<Path> stage;
    private final List<BackupResult.Recorded> recorded = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private BackupResult.Discs discs = BackupResult.Discs.NONE;
    /** What is on the discs that were shown. */
    private final Set<ContentName> seen = new LinkedHashSet<>();
    private int used;
    private long begun;

    /**
     * A duplication.
     *
     * @param set the set that gets the copies; locked until it is done
     * @param from discs to read
     * @param to discs to record on; the same as {@code from} where there is one drive
     * @param stage where arenas are kept between reading and recording; needed where there is one drive
     */
    public Duplication(LockedSet set, DiscSource from, DiscSource to, MediumDescription medium, World world,
            BackupOptions options, Optional<Path> stage) {
        this.set = set;
        this.from = from;
        this.to = to;
        this.medium = medium;
        this.world = world;
        this.options = options;
        this.stage = stage;
    }

    /**
     * Does it, for every disc that is shown.
     *
     * @throws RefusedException if a disc is of another venti
     * @throws OperatorNeededException if a disc to record on is missing, or none to duplicate was shown
     */
    public BackupResult run() throws IOException {
        begun = world.clock().nanos();
        DiscSearch search = new DiscSearch(from, new DiscRequest.Any("to duplicate"), world.terminal());
        Set<UUID> shown = new HashSet<>();
        for (Optional<Medium> next = search.next(); next.isPresent(); next = search.next()) {
            duplicate(next.get(), shown, search);
        }
        if (used == 0 && !search.unusable().isEmpty()) {
            throw search.unusable().get(0);
        }
        if (used == 0) {
            throw search.vain("a disc to duplicate");
        }
        failed.addAll(search.faults());
        return result();
    }

    /** What has been done: also where {@link #run} ended with an error. */
    public BackupResult result() {
        return new BackupResult(recorded, failed, left, List.of(), discs, Unverified.of(set.state(), seen),
                new BackupResult.Asked(options.verify(), options.discs()),
                Duration.ofNanos(world.clock().nanos() - begun));
    }

    private void duplicate(Medium source, Set<UUID> shown, DiscSearch search) throws IOException {
        try (Open open = new Open()) {
            open.add(source);
            Optional<ReadDisc> disc = search.look(source, ReadDisc::of);
            if (disc.isPresent()) {
                Optional<String> obstacle = obstacle(disc.get().seen(), shown);
                String outcome = obstacle.isPresent() ? obstacle.get() : duplicate(disc.get(), open);
                world.terminal().print(outcome);
                search.reject(outcome);
            }
        }
    }

    /** Returns what has become of the disc. */
    private String duplicate(ReadDisc disc, Open open) throws IOException {
        if (carriesParityOfOthers(disc)) {
            return "the disc carries parity of other discs, and nothing else; it is passed over. 'protect' makes "
                    + "parity of the copies";
        }
        used++;
        List<ContentToRecord> arenas = candidates(disc, open);
        if (stage.isPresent()) {
            disc.medium().close();
        }
        record(arenas);
        removeStaged(arenas);
        return disc.seen().labelled().map(labelled -> "disc %s is duplicated".formatted(labelled.disc().label()))
                .orElse("the disc is duplicated");
    }

    private static boolean carriesParityOfOthers(ReadDisc disc) throws IOException {
        for (TrackExtent track : disc.before().tracks()) {
            if (track.condition() == TrackExtent.Condition.CLOSED) {
                LabelReading label = disc.medium().readLabel(track);
                if (label.any().isPresent()) {
                    return label.any().get().content().made().flatMap(GroupParity::of).isPresent();
                }
            }
        }
        return false;
    }

    private Optional<String> obstacle(Recognition seen, Set<UUID> shown) throws IOException {
        return seen.match(
                blank -> Optional.of(blank.sentence()),
                labelled -> obstacle(labelled, shown),
                unlabelled -> Optional.empty(),
                unsuitable -> Optional.of(unsuitable.sentence()));
    }

    private Optional<String> obstacle(Recognition.Labelled seen, Set<UUID> shown) throws RefusedException {
        DiscIdentity disc = seen.disc();
        LedgerHeader own = set.state().header();
        if (disc.set().equals(own.set())) {
            return Optional.of(new Unfit.OfTarget(seen).sentence());
        }
        if (!disc.store().equals(own.store())) {
            throw new RefusedException(new SeenDisc.OfOtherSet(seen, true, set.state().name(), Optional.of(own.set()))
                    .sentence() + "; nothing is taken from it");
        }
        return shown.add(disc.disc()) ? Optional.empty()
                : Optional.of(new Unfit.HadBefore(disc.label(), "duplicated").sentence());
    }

    /**
     * What is on a disc of which the set has no copy yet, or one that was never read back: its arenas, and increments
     * that no sealed arena replaces. Kit and parity are made anew for the discs of the set.
     */
    private List<ContentToRecord> candidates(ReadDisc disc, Open open) throws IOException {
        Medium source = disc.medium();
        List<ContentToRecord> candidates = new ArrayList<>();
        Map<TrackExtent, TrackContent> increments = new LinkedHashMap<>();
        for (TrackExtent track : disc.before().tracks()) {
            if (track.condition() != TrackExtent.Condition.CLOSED) {
                continue;
            }
            String where = "%s track %d".formatted(source.drive(), track.number());
            LabelReading label = source.readLabel(track);
            Optional<TrackContent> made = label.any().flatMap(known -> known.content().made());
            if (made.filter(TrackContent::isIncrement).isPresent()) {
                increments.put(track, made.get());
            }
            if (label.passedOver().isPresent()) {
                if (made.filter(TrackContent::isKnown).isEmpty()) {
                    world.terminal().print("%s %s; it is passed over".formatted(where, label.passedOver().get()));
                }
                continue;
            }
            TrackReader reader = source.read(track);
            open.add(reader);
            try {
                ArenaRecord expected = expected(label, reader);
                disc.requireSame();
                boolean missing = isMissing(expected);
                seen.add(expected.id());
                if (missing || Unverified.isUnverified(set.state(), expected.id())) {
                    candidates.add(candidate(disc, track, expected, reader, open));
                }
            } catch (UnusableBytesException e) {
                disc.requireSame();
                failed.add("%s: %s".formatted(where, e.getMessage()));
            }
        }
        for (Map.Entry<TrackExtent, TrackContent> increment : increments.entrySet()) {
            addIncrement(disc, increment.getKey(), increment.getValue(), candidates, open);
        }
        return candidates;
    }

    private ContentToRecord candidate(ReadDisc disc, TrackExtent track, Content expected, TrackReader reader, Open open)
            throws IOException {
        DiscCopy candidate = new DiscCopy("%s track %d".formatted(disc.medium().drive(), track.number()),
                disc.watched(reader.slice(0, expected.size())), expected, world);
        return stage.isPresent() ? staged(candidate, track, open) : candidate;
    }

    private void addIncrement(ReadDisc disc, TrackExtent track, TrackContent increment,
            List<ContentToRecord> candidates, Open open) throws IOException {
        DiscRule rule = new DiscRule(set.state(), set.config(), medium, options);
        boolean wanted = rule.takesMade() && (set.state().copies(increment.id()).isEmpty()
                || Unverified.isUnverified(set.state(), increment.id()));
        try {
            ContentName arena = ContentName.arena(IncrementFields.recorded(increment).origin().arena());
            boolean superseded = !set.state().copies(arena).isEmpty() || seen.contains(arena);
            if (wanted && !superseded && track.bytes() >= increment.size()) {
                TrackReader reader = disc.medium().read(track);
                open.add(reader);
                seen.add(increment.id());
                candidates.add(candidate(disc, track, increment, reader, open));
            }
        } catch (UnusableBytesException e) {
            disc.requireSame();
            failed.add("%s track %d: %s".formatted(disc.medium().drive(), track.number(), e.getMessage()));
        }
    }

    private ContentToRecord staged(DiscCopy candidate, TrackExtent track, Open open) throws IOException {
        StagedContent staged = StagedContent.copy(candidate,
                stage.orElseThrow().resolve("track-%04d.staged".formatted(track.number())),
                new Fifo(STAGING_MEGABYTES), world);
        open.add(staged.file());
        return staged;
    }

    private static ArenaRecord expected(LabelReading label, TrackReader reader) throws IOException {
        if (label.sound().isPresent()) {
            return label.sound().get().arena();
        }
        ArenaHead head = Arena.headOf(reader);
        if (head.size() > reader.size()) {
            throw new CorruptException("arena %s of %d bytes in a track of %d: not whole".formatted(
                    Plain.field(head.name()), head.size(), reader.size()));
        }
        return new ArenaRecord(head.name(), head.size(), head.blockSize(), "", 0,
                Arena.ofImage(reader, 0).readTail().score(), false);
    }

    private boolean isMissing(ArenaRecord arena) throws RefusedException {
        List<SetState.Copy> copies = set.state().copies(arena.name());
        ArenaIdentity here = ArenaIdentity.of(set.state().header().store(), arena);
        for (SetState.Copy copy : copies) {
            if (here.to(copy.arena()) == ArenaIdentity.Likeness.ANOTHER) {
                throw new RefusedException("arena %s is %s here, %s in set '%s': two stores, or one of them is damaged"
                        .formatted(arena.name(), here.text(), ArenaIdentity.of(here.store(), copy.arena())
                                .text(), set.state().name()));
            }
        }
        return copies.isEmpty();
    }

    private void record(List<ContentToRecord> arenas) throws IOException {
        try (ArenaSums sums = new ArenaSums()) {
            Recording recording = new Recording(set, List.of(to), medium, world, options, arenas, sums);
            try {
                recording.run();
            } finally {
                recorded.addAll(recording.tally().recorded());
                failed.addAll(recording.tally().failures());
                left.addAll(recording.left());
                discs = discs.and(recording.tally().discs());
            }
        }
    }

    private void removeStaged(List<ContentToRecord> arenas) throws IOException {
        for (ContentToRecord arena : arenas) {
            if (arena instanceof StagedContent staged && !set.state().copies(arena.id()).isEmpty()) {
                staged.file().close();
                Path path = Path.of(staged.file().name());
                OwnFiles.run(path, () -> Files.deleteIfExists(path));
            }
        }
    }

    /** What is open while a disc is duplicated. */
    private static final class Open implements Closeable {

        private final List<Closeable> things = new ArrayList<>();

        void add(Closeable thing) {
            things.add(thing);
        }

        @Override
        public void close() throws IOException {
            Closing.all(things);
        }
    }
}
