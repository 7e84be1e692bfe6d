package org.arenavault.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.arenavault.io.Disks;
import org.arenavault.io.SystemClock;
import org.arenavault.media.ArenaRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.ReadEffort;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SyntheticStore;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaStatus;

/** A vault with one set of many arenas, all recorded and verified, 45 on a disc. */
final class StatusVault {

    private static final int CLUMPS_IN_ARENA = 220;
    private static final int PER_DISC = 45;
    private static final int BLOCKS = 576;
    private static final long RATE = 18_000_000;

    private StatusVault() {
    }

    /** Makes one for what measures the program from outside. Arguments: a folder, and how many arenas. */
    public static void main(String[] arguments) throws IOException {
        create(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    /** Makes it; returns the vault's folder. */
    static Path create(Path folder, int arenas) throws IOException {
        Files.createDirectories(folder);
        Path conf = new SyntheticStore((long) arenas * CLUMPS_IN_ARENA, 1 << 20, 8192, 4096, 1, 1, 0).create(folder);
        Path vault = Files.createDirectories(folder.resolve("vault"));
        SetName name = new SetName("home");
        new Vault(vault, Disks.REAL, new SystemClock()).create(name, SetConfig.of(name, new UUID(1, 1),
                new UUID(2, 2), new SetConfig.Source(conf.toString(), List.of(), "", false),
                new SetConfig.MediumChoice("bd-r-dl", SetConfig.Spare.NONE, PER_DISC, "")));
        try (LockedSet set = new Vault(vault, Disks.REAL, new SystemClock()).open(name).lock();
                ArenaPartition partition =
                        ArenaPartition.open(Disks.REAL.openToRead(folder.resolve("arenas0")))) {
            int recorded = 0;
            for (Arena arena : partition.arenas()) {
                if (ArenaStatus.of(arena).disk().sealed()) {
                    record(set, arena, recorded++);
                }
            }
        }
        return vault;
    }

    private static void record(LockedSet set, Arena arena, int index) throws IOException {
        int disc = index / PER_DISC + 1;
        int track = index % PER_DISC + 1;
        long lba = (long) (track - 1) * BLOCKS;
        if (track == 1) {
            set.ledger().append(new LedgerEvent.Begun(disc, new UUID(3, disc), "bd-r-dl", 24_438_784, ""));
        }
        ArenaStatus status = ArenaStatus.of(arena);
        set.ledger().append(new TrackEvent.Intent(disc, track, lba, BLOCKS, new ArenaRecord(arena.name(),
                arena.size(), arena.blockSize(), "arenas0", arena.start(), status.seal(), false), ""));
        set.ledger().append(new TrackEvent.Written(disc, track));
        set.ledger().append(new TrackEvent.Closed(disc, track, lba, BLOCKS));
        set.ledger().append(new TrackEvent.Verified(disc, track, "drive", new ReadEffort(0, RATE, 0, 0)));
    }
}
