package org.arenavault.venti;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;

/** A recorded venti: its arenas, all its blocks on the heap, its two roots. */
public record GoldenBlocks(Path folder, List<Arena> arenas, MemoryBlocks blocks, Score first, Score second) {

    /** Unpacks and reads a sample. */
    public static GoldenBlocks read(String name, Path into) throws IOException {
        Path folder = Golden.unpack(name, into);
        List<Arena> arenas = new ArrayList<>();
        MemoryBlocks blocks = new MemoryBlocks();
        for (Partition partition : VentiConf.read(folder.resolve("venti.conf"), Disks.REAL).arenas()) {
            arenas.addAll(ArenaPartition.open(partition.openToRead(Disks.REAL)).arenas());
        }
        ClumpDecoder decoder = new ClumpDecoder();
        for (Arena arena : arenas) {
            ArenaTail tail = arena.readTail();
            ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(tail.memory().clumps());
            while (cursor.next()) {
                blocks.put(BlockType.fromDisk(cursor.type()), decoder.read(arena, tail.clumpMagic(), cursor.offset(),
                        cursor.type(), cursor.info().score()));
            }
        }
        return new GoldenBlocks(folder, arenas, blocks, root(folder, "first.vac"), root(folder, "second.vac"));
    }

    private static Score root(Path folder, String file) throws IOException {
        return Score.parse(Files.readString(folder.resolve(file)).trim());
    }
}
