package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Count;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.AnyLabel;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.ContentLabel;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.LabelReading;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumKind;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackLabel;
import org.arenavault.media.TrackReader;
import org.arenavault.sets.DiscsSeen;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.SeenDisc;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.Unfit;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;

/**
 * Reads what the discs of a set say of themselves, so that a lost ledger can be made anew. Labels are read, not
 * arenas: nothing counts as verified afterwards.
 */
public final class Rebuild {

    /**
     * What the discs came to.
     *
     * @param identity of any of the discs: which set of which venti they are
     * @param discs the lines of each disc, by its number
     * @param sources the partitions that the labels name, in the order of their appearance
     * @param kind what the discs are
     * @param capacity of the largest disc, blocks
     * @param sequence the last line of the old ledger that a label knows of
     * @param highest the highest number of a disc that a label knows of
     * @param damaged tracks and discs of which it cannot be told what they hold, a line each
     */
    public record Result(DiscIdentity identity, SortedMap<Integer, List<LedgerEvent.FromDisc>> discs,
                         List<String> sources, MediumKind kind, long capacity, long sequence, int highest,
                         List<String> damaged) {

        /** The same for a ledger, of discs that are recorded by the description of this name. */
        public DiscsSeen seen(String medium) {
            return new DiscsSeen(sequence, highest, discs.values().stream().flatMap(List::stream)
                    .map(line -> line.recordedBy(medium)).toList());
        }
    }

    /** A disc does not say which description it is recorded by. */
    private static final String UNKNOWN = "unknown";

    private final DiscSource source;
    private final SetName name;
    private final Optional<UUID> set;
    private final World world;
    private final SortedMap<Integer, List<LedgerEvent.FromDisc>> discs = new TreeMap<>();
    private final Map<Integer, DiscIdentity> seen = new TreeMap<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private MediumKind kind = MediumKind.DISK;
    private long capacity;
    private long sequence;
    private int highest;

    /**
     * A rebuild.
     *
     * @param name the set whose discs are meant; others are passed over
     * @param set which set of that name; empty where nobody knows any more
     */
    public Rebuild(DiscSource source, SetName name, Optional<UUID> set, World world) {
        this.source = source;
        this.name = name;
        this.set = set;
        this.world = world;
    }

    /**
     * Reads every disc that is shown.
     *
     * @throws OperatorNeededException if none of them is of a set
     * @throws RefusedException if they are of two sets of one name, or two of them have one number
     */
    public Result run() throws IOException {
        DiscSearch search = new DiscSearch(source, new DiscRequest.Any("of the set"), world.terminal());
        search.each(disc -> {
            String outcome = read(disc);
            world.terminal().print(outcome);
            return outcome;
        });
        if (seen.isEmpty() && !search.unusable().isEmpty()) {
            throw search.unusable().get(0);
        }
        if (seen.isEmpty()) {
            throw search.vain("a disc of set '%s'".formatted(name));
        }
        damaged.addAll(search.faults());
        return new Result(seen.values().iterator().next(), discs, sources, kind,
                capacity, sequence, highest, List.copyOf(damaged));
    }

    private String read(Medium disc) throws IOException {
        MediumState state = disc.inspect();
        Recognition seen = Recognition.of(disc, state);
        Optional<Recognition.Labelled> labelled = seen.labelled();
        if (labelled.isPresent()) {
            return read(disc, state, labelled.get());
        }
        if (seen.isFault()) {
            damaged.add(seen.sentence());
        }
        return passedOver(seen.sentence());
    }

    private static String passedOver(String what) {
        return what + "; it is passed over";
    }

    private String read(Medium disc, MediumState state, Recognition.Labelled labelled) throws IOException {
        DiscIdentity identity = labelled.disc();
        if (!isMeant(identity)) {
            return passedOver(new SeenDisc.OfOtherSet(labelled, false, name, set).sentence());
        }
        for (DiscIdentity other : seen.values()) {
            if (!other.set().equals(identity.set())) {
                throw new RefusedException("disc %s is of another set than %s; show discs of one set only"
                        .formatted(identity.label(), other.label()));
            }
        }
        DiscIdentity same = seen.get(identity.number());
        if (same != null && !same.equals(identity)) {
            throw new RefusedException("two discs are called %s: %s and %s".formatted(identity.label(), same.disc(),
                    identity.disc()));
        }
        if (same != null) {
            return new Unfit.HadBefore(identity.label(), "read").sentence();
        }
        kind = disc.kind();
        capacity = Math.max(capacity, state.capacity());
        sequence = Math.max(sequence, labelled.sequence());
        highest = Math.max(highest, identity.number());
        List<LedgerEvent.FromDisc> lines = new ArrayList<>();
        lines.add(new LedgerEvent.Begun(identity.number(), identity.disc(), UNKNOWN, state.capacity(),
                state.discId()));
        for (TrackExtent track : state.tracks()) {
            lines.add(track(disc, identity, track));
        }
        if (!state.isWritable()) {
            lines.add(new LedgerEvent.Full(identity.number(), state.reason()));
        }
        new ReadDisc(disc, state, labelled).requireSame();
        seen.put(identity.number(), identity);
        discs.put(identity.number(), lines);
        return "disc %s: %s".formatted(identity.label(), Count.of(state.tracks().size(), "track"));
    }

    private boolean isMeant(DiscIdentity disc) {
        return set.map(id -> id.equals(disc.set())).orElse(disc.setName().equals(name.text()));
    }

    private LedgerEvent.FromDisc track(Medium disc, DiscIdentity identity, TrackExtent track) throws IOException {
        if (track.condition() != TrackExtent.Condition.CLOSED) {
            return dead(identity, track, "interrupted");
        }
        return disc.readLabel(track).match(
                found -> labelled(identity, track, found.label()),
                foreign -> other(identity, track, foreign),
                none -> disc.labelsTracks() ? unknown(identity, track, "carries no label")
                        : unlabelled(disc, identity, track),
                damaged -> unknown(identity, track, "its label is damaged: " + damaged.reason()));
    }

    private LedgerEvent.FromDisc labelled(DiscIdentity identity, TrackExtent track, TrackLabel label) {
        ArenaRecord arena = label.arena();
        remember(label);
        if (!arena.source().isEmpty() && !sources.contains(arena.source())) {
            sources.add(arena.source());
        }
        return found(identity, track, arena, true);
    }

    private void remember(AnyLabel label) {
        sequence = Math.max(sequence, label.sequence());
        highest = Math.max(highest, label.highest());
    }

    /** A track that carries what nobody knows is occupied, and that is all that the ledger can say of it. */
    private LedgerEvent.FromDisc other(DiscIdentity identity, TrackExtent track, LabelReading.Foreign foreign) {
        foreign.label().ifPresent(this::remember);
        Optional<TrackContent> known = foreign.label().map(ContentLabel::content).filter(TrackContent::isKnown);
        if (known.isPresent()) {
            return found(identity, track, known.get(), true);
        }
        world.terminal().print("%s track %d %s; it is passed over".formatted(identity.label(), track.number(),
                foreign.text()));
        return dead(identity, track, foreign.text());
    }

    /** A track on a medium whose tracks carry no labels is what its arena says it is. */
    private LedgerEvent.FromDisc unlabelled(Medium disc, DiscIdentity identity, TrackExtent track) throws IOException {
        try (TrackReader reader = disc.read(track)) {
            Arena arena = Arena.ofImage(reader, 0);
            ArenaTail tail = arena.readTail();
            if (tail.score().equals(Score.NONE)) {
                return unknown(identity, track, "its arena carries no seal");
            }
            return found(identity, track, new ArenaRecord(arena.name(), arena.size(), arena.blockSize(), "", 0,
                    tail.score(), false), false);
        } catch (UnusableBytesException e) {
            return unknown(identity, track, e.getMessage());
        }
    }

    private static LedgerEvent.FromDisc found(DiscIdentity identity, TrackExtent track, Content content,
                                              boolean labelled) {
        return new TrackEvent.Found(identity.number(), track.number(), track.lba(), track.blocks(), content, labelled,
                "disc");
    }

    /** A closed track that holds something which nobody can name: it was asked for, and is not in the ledger. */
    private LedgerEvent.FromDisc unknown(DiscIdentity identity, TrackExtent track, String reason) {
        damaged.add("%s track %d: %s".formatted(identity.label(), track.number(), reason));
        return dead(identity, track, reason);
    }

    private static LedgerEvent.FromDisc dead(DiscIdentity identity, TrackExtent track, String reason) {
        return new TrackEvent.Dead(identity.number(), track.number(), track.lba(), track.blocks(), reason);
    }
}
