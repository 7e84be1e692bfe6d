package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.RefusedException;
import org.arenavault.parity.ParityCode;
import org.arenavault.parity.ParityLayout;
import org.arenavault.parity.ParityMember;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * What the parity of a group of discs protects: the arenas that each of them holds (protection 3.3). A disc without any
 * is passed over, and so is one that does not count.
 *
 * @param columns the discs
 * @param notes what of them is not protected, and why, a line each
 */
record GroupMembers(List<Column> columns, List<String> notes) {

    /**
     * A disc, and what of it is protected.
     *
     * @param disc the disc
     * @param tracks with its arenas, in their order
     */
    record Column(DiscRecord disc, List<TrackRecord> tracks) {

        private List<ParityMember> members() {
            return tracks.stream().map(track -> new ParityMember(track.content().id().kind(), track.content().name(),
                    track.content().size(), track.content().sum(), disc.number(), disc.uuid(), track.number(),
                    track.lba())).toList();
        }

        String label() {
            return disc.identity().label();
        }
    }

    /**
     * Those of the discs of a set with numbers from {@code first} to {@code last}.
     *
     * @throws org.arenavault.io.UsageException if the set has no disc of the first or the last number
     * @throws RefusedException if none of them holds an arena
     */
    static GroupMembers of(SetState state, int first, int last) throws IOException {
        state.existing(first);
        state.existing(last);
        List<Column> columns = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            Optional<DiscRecord> disc = state.disc(number);
            if (disc.isPresent()) {
                List<TrackRecord> tracks = disc.get().holding().filter(track -> track.arena().isPresent()).toList();
                Optional<String> obstacle = obstacle(disc.get(), tracks);
                obstacle.ifPresent(why -> notes.add("%s is passed over: %s".formatted(
                        disc.get().identity().label(), why)));
                if (obstacle.isEmpty()) {
                    columns.add(new Column(disc.get(), tracks));
                    addNotes(disc.get(), notes);
                }
            }
        }
        if (columns.isEmpty()) {
            throw new RefusedException("discs %d to %d of set '%s' hold no arena that could be protected"
                    .formatted(first, last, state.name())).next("arenavault disc list %s".formatted(state.name()),
                    "shows what is on its discs");
        }
        return new GroupMembers(columns, notes);
    }

    private static Optional<String> obstacle(DiscRecord disc, List<TrackRecord> tracks) {
        if (!disc.mark().counts()) {
            return Optional.of("it is marked " + disc.mark());
        }
        return disc.protection().isPresent() ? Optional.of("it carries parity of other discs")
                : tracks.isEmpty() ? Optional.of("it holds no arena") : Optional.empty();
    }

    private static void addNotes(DiscRecord disc, List<String> notes) {
        String label = disc.identity().label();
        disc.tracks().stream().filter(track -> track.state() == TrackState.BAD && track.arena().isPresent())
                .forEach(track -> notes.add("%s track %d (%s) is bad, and is not protected".formatted(label,
                        track.number(), track.content().name())));
        if (disc.takesArenas()) {
            notes.add("%s is not full: what it takes later is not protected".formatted(label));
        }
    }

    /**
     * Where each unit of them stands.
     *
     * @param parityColumns how many discs with parity there are to be
     * @throws RefusedException if there are too many discs
     */
    ParityLayout layout(int parityColumns) throws RefusedException {
        if (columns.size() + parityColumns > ParityCode.MOST_COLUMNS) {
            throw new RefusedException("%s and %s with parity are more than %d, the most in a group; protect fewer "
                    .formatted(Count.of(columns.size(), "disc"), Count.of(parityColumns, "disc"),
                            ParityCode.MOST_COLUMNS) + "discs at once");
        }
        try {
            return ParityLayout.ofMany(columns.stream().map(Column::members).toList(), parityColumns);
        } catch (CorruptException e) {
            throw new RefusedException("these discs cannot be protected: " + e.getMessage(), e);
        }
    }
}
