package org.arenavault.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.media.ContentName;
import org.arenavault.media.GroupParity;
import org.arenavault.media.TrackContent;
import org.arenavault.parity.MemberSource;
import org.arenavault.parity.ParityCode;
import org.arenavault.parity.ParityColumns;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityLayout;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * Protects a group of discs by parity on further discs (protection 3.3), each of which carries a column of it and
 * nothing else. It is made from the set's venti, and from the discs where that does not give the very bytes, in files
 * beside the ledger; then it is recorded and read back like anything else. What was made and recorded is not made again
 * by the next run, which goes on with what is missing.
 */
public final class GroupProtection {

    /** The most discs with parity that a group has. */
    public static final int MOST = ParityCode.MOST_PARITY;

    private final LockedSet set;
    private final int first;
    private final int last;
    private final int parityDiscs;
    private final DiscSource discs;
    private final DiscRule rule;
    private final World world;
    private final StagedContents staging;
    private final Tally tally;
    private final Map<ContentName, SourceArena> sources = new HashMap<>();
    private final List<BackupResult.Recorded> recorded = new ArrayList<>();
    private BackupResult.Discs recordedOn = BackupResult.Discs.NONE;
    private final List<String> failed = new ArrayList<>();
    private final long begun;
    private Optional<UUID> group = Optional.empty();

    /**
     * A protection.
     *
     * @param set its lock is held until that is done
     * @param first the number of the first disc
     * @param last the number of the last one
     * @param parityDiscs how many discs with parity there are to be: so many may be lost
     * @param discs what the drive can be given
     * @param source the set's venti, as far as it can be read
     */
    public GroupProtection(LockedSet set, int first, int last, int parityDiscs, DiscSource discs,
            MediumDescription medium, ArenaSource source, World world, BackupOptions options) {
        this.set = set;
        this.first = first;
        this.last = last;
        this.parityDiscs = parityDiscs;
        this.discs = discs;
        this.rule = new DiscRule(set.state(), set.config(), medium, options);
        this.world = world;
        this.staging = new StagedContents(set.set().folder(), world);
        this.tally = new Tally(world.terminal());
        this.begun = world.clock().nanos();
        source.arenas().stream().filter(arena -> arena.status().state().isSealedOnDisk())
                .forEach(arena -> sources.put(arena.id(), arena));
    }

    /**
     * Does it.
     *
     * @throws RefusedException if parity of these discs cannot be made, or has no room
     * @throws org.arenavault.io.OperatorNeededException if a disc is missing; what was made and recorded until then is
     * @throws IOException as of {@link Recording#run}
     */
    public void run() throws IOException {
        if (!rule.takesMade()) {
            throw new RefusedException("discs of set '%s' take arenas alone, and no parity".formatted(
                    set.state().name()));
        }
        staging.sweep(set.state());
        GroupMembers members;
        try (GroupDiscs reading = new GroupDiscs(set, discs, world, tally)) {
            members = summed(reading);
            members.notes().forEach(note -> world.terminal().print("note: " + note));
            make(members, members.layout(parityDiscs), reading);
        }
        for (int column = 0; column < parityDiscs; column++) {
            record(new GroupParity.Column(group.orElseThrow(), column));
        }
        staging.sweep(set.state());
    }

    /** What is to be protected. Tracks whose sums are not known are read for them; one may turn out bad by that. */
    private GroupMembers summed(GroupDiscs reading) throws IOException {
        GroupMembers members = GroupMembers.of(set.state(), first, last);
        boolean bad = false;
        for (GroupMembers.Column column : members.columns()) {
            for (TrackRecord track : column.tracks()) {
                if (set.ledger().sums().of(column.disc(), track).isEmpty()
                        && reading.get(column.disc()).sums(track).isEmpty()) {
                    failed.add("%s track %d (%s) cannot be read as it was recorded; it is not protected".formatted(
                            column.label(), track.number(), track.content().name()));
                    bad = true;
                }
            }
        }
        return bad ? GroupMembers.of(set.state(), first, last) : members;
    }

    /** Makes what of the parity is neither on disc nor made by a run before. */
    private void make(GroupMembers members, ParityLayout layout, GroupDiscs reading) throws IOException {
        UUID id = begun(members, layout).orElseGet(world.uuids());
        group = Optional.of(id);
        GroupSplit split = new GroupSplit(id, layout, rule.medium(), GroupSplit.longest(set.state()));
        List<ParityContent> parts = new ArrayList<>();
        List<StagedContent> staged = staging.groups();
        try {
            for (int column = 0; column < parityDiscs; column++) {
                BitSet there = GroupCoverage.of(set.state(), new GroupParity.Column(id, column)).recorded();
                for (StagedContent content : staged) {
                    GroupParity parity = parity(content);
                    if (parity.column().equals(new GroupParity.Column(id, column))) {
                        there.set(parity.first(), parity.last() + 1);
                    }
                }
                parts.addAll(split.parts(column, there));
            }
        } finally {
            Closing.all(staged);
        }
        if (!parts.isEmpty()) {
            split.requireRoom(rule.spaceOnBlank());
            if (staged.stream().noneMatch(content -> parity(content).column().group().equals(id))) {
                staging.sweepGroups();
            }
            make(members, parts, reading);
        }
    }

    /** The group that was begun for the same members, on disc or in files. */
    private Optional<UUID> begun(GroupMembers members, ParityLayout layout) throws IOException {
        GroupParity wanted = new GroupParity(new GroupParity.Column(new UUID(0, 0), 0), parityDiscs, layout.rows(), 0,
                0, tracks(members));
        List<GroupParity> known = new ArrayList<>();
        set.state().discs().stream().filter(disc -> disc.mark().counts())
                .forEach(disc -> disc.protection().ifPresent(known::add));
        List<StagedContent> staged = staging.groups();
        staged.forEach(content -> known.add(parity(content)));
        Closing.all(staged);
        return known.stream().filter(parity -> parity.columns() == parityDiscs && parity.rows() == wanted.rows()
                && parity.discs().equals(wanted.discs())).map(parity -> parity.column().group()).findFirst();
    }

    private static SortedMap<Integer, BitSet> tracks(GroupMembers members) {
        SortedMap<Integer, BitSet> tracks = new TreeMap<>();
        members.columns().forEach(column -> column.tracks().forEach(track ->
                tracks.computeIfAbsent(column.disc().number(), disc -> new BitSet()).set(track.number())));
        return tracks;
    }

    private static GroupParity parity(StagedContent content) {
        return content.record().made().flatMap(GroupParity::of).orElseThrow();
    }

    private void make(GroupMembers members, List<ParityContent> parts, GroupDiscs reading) throws IOException {
        long size = parts.stream().mapToLong(ParityContent::size).sum();
        long room = staging.space().usable();
        if (size > room) {
            throw new RefusedException("parity of these discs is made in %s first: that takes %s, and %s are free"
                    .formatted(staging.folder(), Bytes.text(size), Bytes.text(room)));
        }
        world.terminal().print("making parity of %s in %s: %s".formatted(
                Count.of(members.columns().size(), "disc"), staging.folder(), Bytes.text(size)));
        staging.makeGroup(parts.stream().map(ParityContent::size).toList(), files -> {
            ParityColumns columns = new ParityColumns(parts, files, world);
            int before = 0;
            for (int i = 0; i < members.columns().size(); i++) {
                add(columns, members, i, before, reading);
                before += members.columns().get(i).tracks().size();
            }
            List<String> digests = columns.finish();
            List<TrackContent> contents = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                contents.add(GroupParity.of(parts.get(i)).content(parts.get(i).size(), digests.get(i)));
            }
            return contents;
        });
    }

    /**
     * Adds a disc.
     *
     * @param before how many members are on those before it
     */
    private void add(ParityColumns columns, GroupMembers members, int number, int before, GroupDiscs reading)
            throws IOException {
        GroupMembers.Column column = members.columns().get(number);
        List<Optional<MemberSource>> places = new ArrayList<>();
        members.columns().forEach(other -> other.tracks().forEach(track -> places.add(Optional.empty())));
        List<Storage> opened = new ArrayList<>();
        try {
            for (int i = 0; i < column.tracks().size(); i++) {
                places.set(before + i, Optional.of(source(column.disc(), column.tracks().get(i), reading, opened)));
            }
            columns.add(number, places, "making parity of " + column.label());
        } catch (CorruptException e) {
            throw new RefusedException("%s: %s".formatted(column.label(), e.getMessage()), e).next(
                    "arenavault verify %s%s".formatted(set.state().name(), set.set().deviceArgument()),
                    "finds out what is bad on it; parity is made without that");
        } finally {
            Closing.all(opened);
        }
    }

    private MemberSource source(DiscRecord disc, TrackRecord track, GroupDiscs reading, List<Storage> opened)
            throws IOException {
        UnitSums sums = set.ledger().sums().of(disc, track).orElseThrow(() -> new CorruptException(
                "the sums of track %d are gone".formatted(track.number())));
        Storage there = reading.contents(disc, track);
        opened.add(there);
        SourceArena arena = sources.get(track.content().id());
        return new MemberSource(sums, arena == null || arena.arena().size() != track.content().size()
                ? List.of(there) : List.of(arena.arena().image(), there));
    }

    /** Records what of a column was made, and is on no disc; what turns out bad is recorded once more. */
    private void record(GroupParity.Column column) throws IOException {
        Advance before = Advance.NONE;
        Advance now = Advance.of(set.state(), column);
        while (!now.isDone() && !now.equals(before)) {
            recordOnce(column);
            before = now;
            now = Advance.of(set.state(), column);
        }
        if (!now.isDone()) {
            staging.sweepDamaged(column);
            failed.add("parity disc %d of %d is not whole; the same command goes on with it".formatted(
                    column.number() + 1, parityDiscs));
            return;
        }
        for (DiscRecord disc : set.state().discs()) {
            // one that was interrupted before that was said
            if (disc.isAppendable() && disc.protection().map(GroupParity::column).equals(Optional.of(column))) {
                set.ledger().append(new LedgerEvent.Full(disc.number(), LedgerEvent.Full.NO_ROOM));
            }
        }
    }

    /**
     * How far a column has come.
     *
     * @param rows that are on disc
     * @param verified tracks that were read back
     * @param open tracks whose end, or whose reading back, is missing
     */
    private record Advance(GroupCoverage rows, long verified, long open) {

        private static final Advance NONE = new Advance(new GroupCoverage(0, new BitSet()), -1, 0);

        static Advance of(SetState state, GroupParity.Column column) {
            List<TrackRecord> tracks = state.discs().stream().filter(disc -> disc.mark().counts() && disc.protection()
                    .map(GroupParity::column).equals(Optional.of(column))).flatMap(disc -> disc.tracks().stream())
                    .toList();
            return new Advance(GroupCoverage.of(state, column),
                    tracks.stream().filter(track -> track.state() == TrackState.VERIFIED).count(),
                    tracks.stream().filter(track -> track.state().isOpen() || DiscRule.awaitsReading(track)).count());
        }

        boolean isDone() {
            return rows.isWhole() && open == 0;
        }
    }

    private void recordOnce(GroupParity.Column column) throws IOException {
        List<StagedContent> staged = staging.groups();
        List<StagedContent> parts = staged.stream().filter(content -> parity(content).column().equals(column))
                .sorted(Comparator.comparing(content -> parity(content).first())).toList();
        try (ArenaSums sums = new ArenaSums()) {
            Recording recording = Recording.ofGroup(set, discs, world, new DiscRule(set.state(), set.config(),
                    rule.medium(), rule.options(), Optional.of(column)), parts, sums);
            try {
                recording.run();
            } finally {
                recorded.addAll(recording.tally().recorded());
                failed.addAll(recording.tally().failures());
                recordedOn = recordedOn.and(recording.tally().discs());
            }
        } finally {
            Closing.all(staged);
        }
    }

    /** What has been done: also where {@link #run} ended with an error. */
    public BackupResult result() {
        return new BackupResult(recorded, failed, List.of(), List.of(), recordedOn, List.of(),
                new BackupResult.Asked(true, 0), Duration.ofNanos(world.clock().nanos() - begun));
    }

    /** The discs that carry the parity, as far as there are any. */
    public List<DiscRecord> discs() {
        SetState state = set.state();
        return state.discs().stream().filter(disc -> disc.mark().counts() && disc.protection()
                .filter(parity -> group.equals(Optional.of(parity.column().group()))).isPresent()).toList();
    }
}
