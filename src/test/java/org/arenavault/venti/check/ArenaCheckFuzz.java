package org.arenavault.venti.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.Fuzzing;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Fields;

/** Whole arenas of any bytes, checked block by block: every problem is named, nothing else escapes. */
public final class ArenaCheckFuzz {

    private static final int BLOCK = 512;
    private static final int ARENA = 64 * BLOCK;
    private static final ArenaCheck CHECK = new ArenaCheck(1, Progress.SILENT, StopSignal.NEVER);

    private ArenaCheckFuzz() {
    }

    /** The last 512 bytes that are left become the tail. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length < BLOCK) {
            return;
        }
        byte[] arena = Arrays.copyOf(data, ARENA);
        byte[] head = new ArenaHead(5, "fuzz", BLOCK, ARENA, 0x01020304).encode();
        System.arraycopy(head, 0, arena, 0, BLOCK);
        System.arraycopy(data, data.length - BLOCK, arena, ARENA - BLOCK, BLOCK);
        ByteBuffer tail = ByteBuffer.wrap(arena, ARENA - BLOCK, BLOCK).slice();
        Fields.putU32(tail, 0, ArenaTail.MAGIC);
        Fields.putU32(tail, 4, 5);
        check(arena);
        Fields.putU32(tail, 72, Fields.u32(tail, 72) % 100);
        Fields.putU32(tail, 76, Fields.u32(tail, 76) % 100);
        tail.putLong(92, Fields.u32(tail, 96) % ARENA);
        tail.put(109, (byte) 0);
        check(arena);
    }

    private static void check(byte[] bytes) throws IOException {
        ArenaReport report = CHECK.deep(new Arena(new MemoryStorage(bytes), "fuzz", 0, bytes.length, BLOCK));
        report.problems().forEach(problem -> Fuzzing.requireOneLine(problem.toString()));
    }
}
