package org.arenavault.venti.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaTail;

/**
 * What the tails of all arenas of an index say, read once before anything else.
 *
 * @param filled arenas with a sound tail, by address; empty ones too
 * @param damaged the others by name, and what is wrong, in one line
 * @param notes heads that contradict their tails: the server warns and goes on
 */
record ArenaSurvey(List<FilledArena> filled, Map<String, String> damaged, List<String> notes) {

    /** Reads the tails and heads. */
    static ArenaSurvey of(AddressSpace space) throws IOException {
        ArenaSurvey survey = new ArenaSurvey(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (AddressSpace.Place place : space.places()) {
            survey.add(place);
        }
        return survey;
    }

    private void add(AddressSpace.Place place) throws IOException {
        Arena arena = place.arena();
        try {
            ArenaTail tail = arena.readTail();
            if (!tail.name().equals(arena.name())) {
                throw new CorruptException("%s: its tail says '%s'"
                        .formatted(arena.where(), Plain.field(tail.name())));
            }
            filled.add(new FilledArena(arena, place.base(), tail.disk(), tail.memory()));
            checkHead(arena, tail);
        } catch (UnusableBytesException e) {
            damaged.put(arena.name(), e.getMessage());
        }
    }

    private void checkHead(Arena arena, ArenaTail tail) throws IOException {
        try {
            ArenaHead head = arena.readHead();
            if (!head.equals(new ArenaHead(tail.version(), tail.name(), arena.blockSize(), arena.size(),
                    tail.clumpMagic()))) {
                notes.add(arena.where() + ": its head contradicts its tail; the tail was believed");
            }
        } catch (PeerException | RefusedException e) {
            throw e;
        } catch (VaultException e) {
            notes.add(e.getMessage() + "; its tail was believed");
        }
    }

    /** Clumps of all sound arenas. */
    long clumps() {
        return filled.stream().mapToLong(arena -> arena.memory().clumps()).sum();
    }
}
