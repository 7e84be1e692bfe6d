package org.arenavault.backup;

import java.io.IOException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.Score;

/**
 * An arena in a track of another disc.
 *
 * @param where the track, for people
 * @param reader its bytes; open as long as the candidate is in use
 * @param expected what its label says; its digest is {@link Score#NONE} where there is no label
 */
record TrackArena(String where, Storage reader, ArenaRecord expected, World world) implements ArenaToRecord {

    @Override
    public String name() {
        return expected.name();
    }

    @Override
    public long size() {
        return expected.size();
    }

    @Override
    public int blockSize() {
        return expected.blockSize();
    }

    /** The digest is the label's, or the seal that the arena itself carries. */
    @Override
    public SealedArena sum() throws IOException {
        Storage contents = reader.slice(0, expected.size());
        Score seal;
        try (Progress.Stage stage = world.progress().begin("reading " + where, expected.size())) {
            seal = ArenaSeal.compute(contents, stage, world.stop());
        }
        Score wanted = expected.digest().equals(Score.NONE) ? Arena.ofImage(contents, 0).readTail().score()
                : expected.digest();
        if (!seal.equals(wanted)) {
            throw new CorruptException("%s: %s reads as %s, it should be %s".formatted(where, expected.name(), seal,
                    wanted));
        }
        return new SealedArena(new ArenaRecord(expected.name(), expected.size(), expected.blockSize(),
                expected.source(), expected.offset(), seal, expected.computed(), expected.print()), "", contents);
    }
}
