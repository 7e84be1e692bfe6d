package org.arenavault.restore.reading;

import java.io.IOException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.Storage;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;

/**
 * An arena by itself, at the start of a file or a track, as far as its head and its tail tell of it.
 *
 * @param arena what it should be
 * @param evidence how that is known: by its seal, or, as long as it has none, by its clumps
 * @param sealed true if its tail says that nothing will be added
 */
public record ArenaImage(ArenaRecord arena, Evidence evidence, boolean sealed) {

    /**
     * Looks at the tail that belongs to a head.
     *
     * @param contents which begins with {@code head}
     * @throws CorruptException if it does not end like an arena
     * @throws org.arenavault.io.MediumFaultException if its tail cannot be read
     */
    public static ArenaImage of(Storage contents, ArenaHead head) throws IOException {
        Arena arena = new Arena(contents, head.name(), 0, head.size(), head.blockSize());
        ArenaTail tail = arena.readTail();
        if (!tail.name().equals(head.name())) {
            throw new CorruptException("its tail says '%s'".formatted(Plain.field(tail.name())));
        }
        return new ArenaImage(new ArenaRecord(head.name(), head.size(), head.blockSize(), "", 0, tail.score(), false),
                tail.score().equals(Score.NONE) ? Evidence.CLUMPS : Evidence.SEAL, tail.disk().sealed());
    }
}
