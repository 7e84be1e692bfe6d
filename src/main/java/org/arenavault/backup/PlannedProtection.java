package org.arenavault.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnitSums;
import org.arenavault.media.ArenaRecord;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityPlan;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetConfig;
import org.arenavault.venti.format.Score;

/**
 * What a disc gets behind its arenas once it is full, as far as can be told before.
 *
 * @param kit whether it gets a kit
 * @param parity its parity; empty if it gets none by the set's choice
 */
public record PlannedProtection(boolean kit, Optional<ParityPlan> parity) {

    /** Nothing. */
    static final PlannedProtection NONE = new PlannedProtection(false, Optional.empty());

    private static final int BLOCKS_OF_UNIT = UnitSums.UNIT / MediumDescription.BLOCK;
    private static final UUID NOBODY = new UUID(0, 0);

    /**
     * That of a disc that will be full.
     *
     * @param disc what is on it already; empty of a blank one
     * @param arenas what will go on it
     * @param free blocks that are left behind them
     */
    static PlannedProtection of(SetConfig config, MediumDescription medium, Optional<DiscRecord> disc,
            List<SourceArena> arenas, long free) {
        if (medium.recording() != MediumDescription.Recording.SEQUENTIAL) {
            return NONE;
        }
        boolean told = arenas.isEmpty() && disc.filter(Completion::tellsOfAll).isPresent();
        boolean kit = config.kitChoice().onFullDiscs() && !told && Protection.KIT <= free
                && Protection.KIT <= medium.blocks() / Protection.KIT_PART;
        if (!config.parityChoice().onFullDiscs()) {
            return new PlannedProtection(kit, Optional.empty());
        }
        long left = free - (kit ? Protection.KIT : 0);
        try {
            return new PlannedProtection(kit, Optional.of(ParityPlan.of(members(disc, arenas),
                    left / BLOCKS_OF_UNIT - 1)));
        } catch (CorruptException e) {
            // an arena that cannot be protected is told when its disc is recorded
            return new PlannedProtection(kit, Optional.empty());
        }
    }

    private static List<ParityMember> members(Optional<DiscRecord> disc, List<SourceArena> arenas) {
        List<ParityMember> members = new ArrayList<>();
        disc.stream().flatMap(known -> CoveredTracks.unprotected(known).stream())
                .forEach(track -> members.add(member(track.content().name(), track.content().size())));
        arenas.forEach(arena -> members.add(member(arena.name(), arena.arena().size())));
        return members;
    }

    private static ParityMember member(String name, long size) {
        return new ParityMember(ArenaRecord.KIND, name, size, Score.NONE.toString(), 0, NOBODY, 0, 0);
    }

    /** Bytes of the parity; 0 if there is none. */
    public long parityBytes() {
        return parity.flatMap(ParityPlan::content).map(ParityContent::size).orElse(0L);
    }

    /** For people, a line each. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        if (kit) {
            lines.add("a kit");
        }
        parity.ifPresent(plan -> lines.add(plan.text()));
        return lines;
    }
}
