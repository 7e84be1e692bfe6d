package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.Closing;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.ParityOnDisc;
import org.arenavault.media.Recognition;
import org.arenavault.media.Skim;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.parity.MemberReading;
import org.arenavault.parity.ParityGroup;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityOutlook;
import org.arenavault.parity.ParityShare;
import org.arenavault.parity.ParityTrack;
import org.arenavault.parity.Trust;

/**
 * Finds out whether a disc's own parity repairs the tracks that were found damaged. Only these and the parity are read
 * for that, each from its first byte to its last; all other tracks were read a moment ago, and found right.
 */
final class DiscOutlook implements Closeable {

    private final Medium medium;
    private final MediumState state;
    private final Set<Integer> damaged;
    private final World world;
    private final Map<Integer, RepairOutlook> found = new HashMap<>();
    private final List<TrackReader> opened = new ArrayList<>();

    private DiscOutlook(Medium medium, MediumState state, Set<Integer> damaged, World world) {
        this.medium = medium;
        this.state = state;
        this.damaged = damaged;
        this.world = world;
    }

    /**
     * Looks.
     *
     * @param damaged the numbers of the tracks that are damaged
     * @return the outlook of those, by their numbers
     */
    static Map<Integer, RepairOutlook> of(Medium medium, MediumState state, Set<Integer> damaged, World world)
            throws IOException {
        if (damaged.isEmpty()) {
            return Map.of();
        }
        try (DiscOutlook outlook = new DiscOutlook(medium, state, damaged, world)) {
            damaged.forEach(track -> outlook.found.put(track, RepairOutlook.NONE));
            for (List<ParityOnDisc> group : outlook.groups().values()) {
                outlook.look(group);
            }
            return outlook.found;
        }
    }

    private Map<UUID, List<ParityOnDisc>> groups() throws IOException {
        Map<UUID, List<ParityOnDisc>> groups = new LinkedHashMap<>();
        for (TrackExtent track : state.tracks()) {
            Optional<ParityOnDisc> parity = ParityOnDisc.at(medium, track);
            if (parity.isPresent()) {
                groups.computeIfAbsent(parity.get().content().group(), group -> new ArrayList<>()).add(parity.get());
            }
        }
        return groups;
    }

    private void look(List<ParityOnDisc> tracks) throws IOException {
        boolean harmed = tracks.stream().anyMatch(track -> damaged.contains(track.track().number()));
        if (!harmed && (isOfOthers(tracks.get(0))
                || tracks.get(0).content().layout().members().stream().noneMatch(this::isDamaged))) {
            return;
        }
        Optional<ParityGroup> opened = open(tracks);
        if (opened.isPresent()) {
            look(opened.get(), tracks);
        }
    }

    /** Whether it is parity of other discs: where its members stood there, something else stands here. */
    private boolean isOfOthers(ParityOnDisc track) throws IOException {
        return track.isOfOthers(Recognition.of(medium, state).labelled().map(label -> label.disc().disc()));
    }

    private Optional<ParityGroup> open(List<ParityOnDisc> tracks) throws IOException {
        try {
            List<ParityTrack> group = new ArrayList<>();
            for (ParityOnDisc track : tracks) {
                group.add(ParityTrack.open(reader(track.track())));
            }
            return Optional.of(new ParityGroup(group));
        } catch (UnusableBytesException | RefusedException e) {
            world.terminal().print("its parity cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void look(ParityGroup group, List<ParityOnDisc> tracks) throws IOException {
        int[] lostParity = group.lostParity(world);
        lookAtParity(tracks, lostParity);
        if (isOfOthers(tracks.get(0))) {
            return;
        }
        int parity = tracks.get(0).track().number();
        List<MemberReading> readings = new ArrayList<>();
        for (ParityMember member : group.layout().members()) {
            // what is not damaged is whole, wherever it is
            readings.add(new MemberReading(Optional.empty(), isDamaged(member)
                    ? lost(group, readings.size(), member) : new BitSet()));
        }
        ParityOutlook outlook = group.outlook(readings, lostParity);
        for (int number = 0; number < readings.size(); number++) {
            ParityMember member = group.layout().members().get(number);
            if (isDamaged(member)) {
                found.put(member.track(), RepairOutlook.of(parity, member.units(),
                        outlook.lost().get(number).cardinality(), outlook.hopeless().get(number).cardinality()));
            }
        }
    }

    /** The units that cannot be read or are wrong, and those within a burst, which nobody tries. */
    private BitSet lost(ParityGroup group, int number, ParityMember member) throws IOException {
        BitSet lost = new BitSet();
        lost.set(0, member.units());
        ByteBuffer filled = ByteBuffer.allocate(UnitSums.UNIT);
        try (Progress.Stage stage = world.progress().begin("looking at the damage to " + member.name(),
                member.size())) {
            Skim.read(reader(state.track(member.track()).orElseThrow()), member.size(), (BitSet) lost.clone(),
                    (unit, bytes) -> {
                        filled.clear().put(bytes);
                        filled.put(new byte[filled.remaining()]).flip();
                        lost.set(unit, group.judge(number, unit, filled) == Trust.LOST);
                    }, stage, world.stop());
        }
        return lost;
    }

    /** Where one track carries all of the parity, as it does on most discs, it is known which units are in it. */
    private void lookAtParity(List<ParityOnDisc> tracks, int[] lostParity) {
        for (ParityOnDisc track : tracks) {
            int number = track.track().number();
            if (damaged.contains(number)) {
                ParityShare share = track.content().share();
                long bad = Arrays.stream(lostParity, share.first(), share.last() + 1).sum();
                found.put(number, RepairOutlook.ofParity(number, (long) share.rows() * share.carries().size(),
                        Math.min(bad, (long) share.rows() * share.carries().size())));
            }
        }
    }

    private boolean isDamaged(ParityMember member) {
        return damaged.contains(member.track())
                && state.track(member.track()).filter(track -> track.lba() == member.lba()).isPresent();
    }

    private TrackReader reader(TrackExtent track) throws IOException {
        TrackReader reader = medium.skim(track);
        opened.add(reader);
        return reader;
    }

    @Override
    public void close() throws IOException {
        Closing.all(opened);
    }
}
