package org.arenavault.restore.reading;

import java.io.IOException;
import java.util.Arrays;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.check.ArenaReport;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.Score;

/** Reads whole arenas that are not in their place, to find out whether they are sound. */
public final class ArenaReader {

    /** A cluster of padding, as cdfs leaves it (optical 5.3). */
    private static final int PADDING = 64 * 1024;

    private final World world;

    public ArenaReader(World world) {
        this.world = world;
    }

    /** True if the bytes at the start of {@code source} come to what they should. */
    public boolean isSound(Storage source, ArenaRecord arena, Evidence evidence) throws IOException {
        if (source.size() < arena.size()) {
            return false;
        }
        try {
            if (evidence == Evidence.CLUMPS) {
                return sum(source, arena).equals(arena.digest());
            }
            try (Progress.Stage stage = world.progress().begin("comparing " + arena.name(), arena.size())) {
                return ArenaSeal.compute(source.slice(0, arena.size()), stage, world.stop()).equals(arena.digest());
            }
        } catch (CancelledException e) {
            throw e;
        } catch (CorruptException | MediumFaultException e) {
            return false;
        }
    }

    /**
     * Decodes and hashes every clump of an arena without a seal, and sums its bytes.
     *
     * @throws CorruptException if a clump is damaged
     */
    private Score sum(Storage source, ArenaRecord arena) throws IOException {
        Storage image = source.slice(0, arena.size());
        try (ArenaCheck check = new ArenaCheck(Runtime.getRuntime().availableProcessors(), world.progress(),
                world.stop())) {
            ArenaReport report = check.deep(new Arena(image, arena.name(), 0, arena.size(), arena.blockSize()));
            if (!report.sound()) {
                throw new CorruptException("%s (%s)".formatted(report.problems().get(0),
                        Count.of(report.problemCount(), "problem")));
            }
            if (!report.computed().equals(Score.NONE)) {
                return report.computed();
            }
        }
        try (Progress.Stage stage = world.progress().begin("summing " + arena.name(), arena.size())) {
            return ArenaSeal.compute(image, stage, world.stop());
        }
    }

    /**
     * An arena without a seal by what its bytes come to, for nothing else tells whether it is whole.
     *
     * @throws CorruptException if a clump is damaged
     */
    public ArenaRecord summed(Storage source, ArenaRecord arena) throws IOException {
        return new ArenaRecord(arena.name(), arena.size(), arena.blockSize(), arena.source(), arena.offset(),
                sum(source, arena), false);
    }

    /** True if nothing but zeros follows the arena, as far as its track's padding goes. */
    public boolean isPadded(Storage track, ArenaRecord arena) throws IOException {
        int length = (int) Math.min(PADDING, track.size() - arena.size());
        try {
            return Arrays.equals(track.read(arena.size(), length), new byte[length]);
        } catch (MediumFaultException e) {
            // run-out blocks that do not read are none of the arena's
            return true;
        }
    }
}
