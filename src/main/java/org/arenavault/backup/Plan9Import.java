package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.Plan9Files;
import org.arenavault.sets.TrackEvent;
import org.arenavault.venti.format.Score;

/**
 * Takes over a set of the Plan 9 scripts. Their files say which arenas are on disc and how many a disc holds; what
 * the arenas are, the venti itself knows. Where a track lies nobody wrote down: its place is found out when the disc
 * is read.
 */
public final class Plan9Import {

    private Plan9Import() {
    }

    /**
     * Writes the discs into the ledger of a set that has none yet.
     *
     * @return how many discs there are
     * @throws CorruptException if the files name an arena that the venti does not have sealed
     */
    public static int run(LockedSet set, Plan9Files files, ArenaSource source, World world) throws IOException {
        Map<String, SourceArena> arenas = new HashMap<>();
        source.arenas().forEach(arena -> arenas.put(arena.name(), arena));
        List<LedgerEvent> lines = new ArrayList<>();
        List<List<String>> discs = files.byDisc();
        for (int number = 1; number <= discs.size(); number++) {
            UUID uuid = world.uuids().get();
            lines.add(new LedgerEvent.Begun(number, uuid, set.config().medium().name(), 0, ""));
            int track = 1;
            for (String name : discs.get(number - 1)) {
                lines.add(new TrackEvent.Found(number, track++, 0, 0, record(name, arenas), false, "plan9"));
            }
            if (number < discs.size()) {
                lines.add(new LedgerEvent.Full(number, LedgerEvent.Full.NO_ROOM));
            }
        }
        for (LedgerEvent line : lines) {
            set.ledger().append(line);
        }
        return discs.size();
    }

    private static ArenaRecord record(String name, Map<String, SourceArena> arenas) throws CorruptException {
        SourceArena arena = arenas.get(name);
        if (arena == null || !arena.status().state().isSealedOnDisk()) {
            throw new CorruptException("'ondisc' names arena %s, which %s".formatted(name,
                    arena == null ? "the venti does not have" : "is " + arena.status().state()));
        }
        if (arena.status().seal().equals(Score.NONE)) {
            throw new CorruptException("arena %s is on disc, but its seal is not written yet; try again later"
                    .formatted(name));
        }
        return new ArenaRecord(name, arena.arena().size(), arena.arena().blockSize(), arena.partition().text(),
                arena.arena().start(), arena.status().seal(), false);
    }
}
