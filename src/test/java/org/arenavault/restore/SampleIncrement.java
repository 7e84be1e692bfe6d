package org.arenavault.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.TrackContent;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.increment.ActiveArena;
import org.arenavault.venti.increment.IncrementOrigin;
import org.arenavault.venti.increment.NewClumps;
import org.arenavault.venti.increment.NewIncrement;
import org.arenavault.venti.increment.Patience;
import org.arenavault.venti.increment.RecordedIncrement;

/**
 * An increment as a backup records it.
 *
 * @param content what its label says
 * @param bytes from head to tail, with its seal
 */
record SampleIncrement(TrackContent content, byte[] bytes) {

    private static final Progress.Stage SILENT = Progress.SILENT.begin("", 0);

    /** The active arenas of a venti in increments, each of a third of what the arena holds. */
    static List<SampleIncrement> of(Path conf) throws IOException {
        List<SampleIncrement> all = new ArrayList<>();
        for (Partition line : VentiConf.read(conf, Disks.REAL).arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(line.openToRead(Disks.REAL))) {
                for (Arena arena : partition.arenas()) {
                    ArenaState state = ArenaStatus.of(arena).state();
                    if (state == ArenaState.ACTIVE || state == ArenaState.FULL) {
                        long limit = 6L * arena.blockSize() + arena.readTail().memory().used() / 3;
                        all.addAll(of(arena, line.text(), arena.start(), limit, List.of(), 100 + all.size()));
                    }
                }
            }
        }
        return all;
    }

    /**
     * What is new in an arena.
     *
     * @param offset of the arena in {@code source}, as the label says
     * @param limit bytes of an increment
     * @param before what was recorded before; the chain goes on
     * @param sequence of the first
     */
    static List<SampleIncrement> of(Arena arena, String source, long offset, long limit, List<SampleIncrement> before,
            long sequence) throws IOException {
        ActiveArena active = ActiveArena.read(arena, Patience.NOT_NEEDED, StopSignal.NEVER);
        NewClumps fresh = new NewClumps(active, () -> new UUID(7, sequence));
        List<RecordedIncrement> counting = new ArrayList<>();
        for (SampleIncrement one : before) {
            counting.add(one.recorded());
        }
        List<SampleIncrement> made = new ArrayList<>();
        for (Optional<NewClumps.Part> part = fresh.next(counting, limit, SILENT); part.isPresent();
                part = fresh.next(counting, limit, SILENT)) {
            NewIncrement increment = new NewIncrement(active, part.get().run(), source, part.get().end().chain(),
                    sequence + made.size());
            MemoryStorage image = new MemoryStorage((int) increment.size());
            Score seal = increment.write(image, SILENT, StopSignal.NEVER);
            IncrementOrigin at = increment.origin();
            IncrementOrigin origin = new IncrementOrigin(at.form(), source, offset, at.from(), at.to(), at.clumps(),
                    at.chain(), at.entries());
            made.add(new SampleIncrement(IncrementFields.content(increment.name(), increment.size(), seal, origin),
                    image.read(0, (int) image.size())));
            counting.add(made.get(made.size() - 1).recorded());
        }
        return made;
    }

    RecordedIncrement recorded() throws CorruptException {
        return IncrementFields.recorded(content);
    }

    /** Its name. */
    String name() {
        return content.name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampleIncrement increment && content.equals(increment.content)
                && Arrays.equals(bytes, increment.bytes);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }
}
