package org.arenavault.restore.mending;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.GroupParity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.ParityOnDisc;
import org.arenavault.media.TrackExtent;
import org.arenavault.parity.ParityMember;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.DiscContents;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.sets.DiscRecord;

/** The discs that carry parity, and what was found on all discs; none is kept open. */
final class ParityShelf {

    private final Map<Object, ShelvedDisc> discs = new LinkedHashMap<>();
    private Optional<ShelvedDisc> inDrive = Optional.empty();
    private final Map<List<String>, ArenaFind> finds = new HashMap<>();
    private final Map<List<String>, IncrementFind> increments = new HashMap<>();
    /** Discs that nobody has shown, and that a ledger knows, by the group that they carry parity of. */
    private final Map<UUID, List<ShelvedDisc>> expected = new LinkedHashMap<>();

    /**
     * Remembers what is on a disc.
     *
     * @param identity what its label says; empty if it has none
     * @return the numbers of the tracks with parity
     */
    Set<Integer> look(Medium medium, MediumState state, DiscContents contents, Optional<DiscIdentity> identity,
            String place) throws IOException {
        Set<Integer> told = new HashSet<>();
        for (ArenaFind find : contents.finds()) {
            told.add(find.track().number());
            finds.putIfAbsent(List.of(find.arena().name(), find.arena().digest().toString()), find);
        }
        for (IncrementFind find : contents.increments()) {
            told.add(find.track().number());
            increments.putIfAbsent(List.of(find.name(), find.label().content().digest()), find);
        }
        ShelvedDisc disc = new ShelvedDisc(contents.disc(), place, identity, parityOf(medium, state, told));
        inDrive = Optional.of(disc);
        if (!disc.tracks().isEmpty()) {
            discs.putIfAbsent(disc.key(), disc);
        }
        return disc.tracks().stream().map(found -> found.track().number()).collect(Collectors.toSet());
    }

    private static List<ParityOnDisc> parityOf(Medium medium, MediumState state, Set<Integer> told)
            throws IOException {
        List<ParityOnDisc> parity = new ArrayList<>();
        for (TrackExtent track : state.tracks()) {
            if (!told.contains(track.number())) {
                ParityOnDisc.at(medium, track).ifPresent(parity::add);
            }
        }
        return parity;
    }

    /** A ledger knows of a disc with parity of others that protects what is not back. */
    void expect(DiscRecord disc, GroupParity parity) {
        List<ShelvedDisc> group = expected.computeIfAbsent(parity.column().group(), id -> new ArrayList<>());
        ShelvedDisc known = new ShelvedDisc(disc.identity().label(), disc.place(), Optional.of(disc.identity()),
                List.of());
        if (group.stream().noneMatch(other -> other.key().equals(known.key()))) {
            group.add(known);
        }
    }

    /** An arena did not come, and a ledger knows what it is. */
    void miss(ArenaFind find) {
        finds.putIfAbsent(List.of(find.arena().name(), find.arena().digest().toString()), find);
    }

    /** A disc that was expected is in the drive: what it carries is known now. */
    ShelvedDisc shown(ShelvedDisc disc, Medium medium) throws IOException {
        return disc.with(parityOf(medium, medium.inspect(), Set.of()));
    }

    /** The disc that was shown last. */
    Optional<ShelvedDisc> inDrive() {
        return inDrive;
    }

    List<ShelvedDisc> discs() {
        return List.copyOf(discs.values());
    }

    /** The discs with parity of groups of discs, by group: those that were shown come first. */
    Map<UUID, List<ShelvedDisc>> groups() {
        Map<UUID, List<ShelvedDisc>> groups = new LinkedHashMap<>();
        for (ShelvedDisc disc : discs.values()) {
            disc.tracks().stream().filter(disc::isOfOthers).map(track -> track.content().group()).distinct()
                    .forEach(group -> groups.computeIfAbsent(group, id -> new ArrayList<>()).add(disc));
        }
        expected.forEach((group, others) -> {
            List<ShelvedDisc> known = groups.computeIfAbsent(group, id -> new ArrayList<>());
            others.stream().filter(other -> known.stream().noneMatch(disc -> disc.key().equals(other.key())))
                    .toList().forEach(known::add);
        });
        return groups;
    }

    /** Where a member was found that is an increment. */
    Optional<IncrementFind> increment(ParityMember member) {
        return Optional.ofNullable(increments.get(List.of(member.name(), member.digest())));
    }

    /** Where a member was found that is an arena, on whatever disc. */
    Optional<ArenaFind> find(ParityMember member) {
        return Optional.ofNullable(finds.get(List.of(member.name(), member.digest())));
    }
}
