package org.arenavault.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;

/**
 * A sealed arena as a backup records it.
 *
 * @param record what label and ledger say of it
 * @param bytes from head to tail, with its seal
 */
record SampleArena(ArenaRecord record, byte[] bytes) {

    /** All sealed arenas of a venti, in their order. */
    static List<SampleArena> of(Path conf) throws IOException {
        List<SampleArena> arenas = new ArrayList<>();
        for (Partition line : VentiConf.read(conf, Disks.REAL).arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(line.openToRead(Disks.REAL))) {
                for (Arena arena : partition.arenas()) {
                    if (ArenaStatus.of(arena).state().isSealedOnDisk()) {
                        arenas.add(of(arena, line.text()));
                    }
                }
            }
        }
        return arenas;
    }

    private static SampleArena of(Arena arena, String source) throws IOException {
        Score digest = ArenaSeal.compute(arena.image(), Progress.SILENT.begin("", 0), StopSignal.NEVER);
        byte[] bytes = arena.image().read(0, (int) arena.size());
        boolean computed = arena.readTail().score().equals(Score.NONE);
        System.arraycopy(digest.toBytes(), 0, bytes, bytes.length - Score.SIZE, Score.SIZE);
        return new SampleArena(new ArenaRecord(arena.name(), bytes.length, arena.blockSize(), source, arena.start(),
                digest, computed), bytes);
    }

    /** Its name. */
    String name() {
        return record.name();
    }

    /** The same with another origin; an empty source for none. */
    SampleArena from(String source, long offset) {
        return new SampleArena(new ArenaRecord(record.name(), record.size(), record.blockSize(), source, offset,
                record.digest(), record.computed()), bytes);
    }

    /** The same, with twenty other bytes where its seal is. */
    SampleArena withSeal(byte[] seal) {
        byte[] other = bytes.clone();
        System.arraycopy(seal, 0, other, other.length - Score.SIZE, Score.SIZE);
        return new SampleArena(record, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampleArena arena && record.equals(arena.record) && Arrays.equals(bytes, arena.bytes);
    }

    @Override
    public int hashCode() {
        return record.hashCode();
    }
}
