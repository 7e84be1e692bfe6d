package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.arenavault.Fuzzing;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.StopSignal;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.Score;

/**
 * Increments with any bytes in the place of theirs, with a seal that is right or not, and labels of any numbers: each
 * is refused with one line, or an arena is made of it that holds whole clumps. An active arena of any bytes is read.
 */
public final class IncrementFuzz {

    private static final int BLOCK = 512;
    private static final int ARENA = 64 * BLOCK;
    private static final RecordedIncrement LABEL;
    private static final byte[] IMAGE;

    static {
        try {
            SampleLog log = new SampleLog(ARENA, BLOCK, 5, 1).append(20).flush();
            ActiveArena active = log.read();
            ClumpRun run = active.run(ClumpPlace.START, Long.MAX_VALUE, Long.MAX_VALUE, SampleLog.SILENT);
            NewIncrement made = new NewIncrement(active, run, "arenas0", SampleLog.CHAIN, 5);
            MemoryStorage image = new MemoryStorage((int) made.size());
            made.write(image, SampleLog.SILENT, StopSignal.NEVER);
            IMAGE = image.read(0, (int) image.size());
            LABEL = new RecordedIncrement(5, made.origin());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private IncrementFuzz() {
    }

    /** The first two bytes say where the others go. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length < 8) {
            return;
        }
        ByteBuffer input = ByteBuffer.wrap(data);
        int at = (input.getShort() & 0xFFFF) % IMAGE.length;
        byte[] patched = IMAGE.clone();
        System.arraycopy(data, 2, patched, at, Math.min(data.length - 2, patched.length - at));
        make(patched, LABEL);
        seal(patched);
        make(patched, LABEL);
        make(data, LABEL);
        if (data.length >= 42) {
            IncrementOrigin o = LABEL.origin();
            ArenaForm form = new ArenaForm(o.arena(), input.getLong(10), input.getInt(38), input.get(40),
                    o.form().clumpMagic());
            make(IMAGE, new RecordedIncrement(input.getLong(2), new IncrementOrigin(form, "", 0, input.getLong(18),
                    input.getLong(26), input.getInt(34), o.chain(), o.entries())));
        }
        read(data);
    }

    private static void seal(byte[] image) throws IOException {
        MemoryStorage storage = new MemoryStorage(image);
        Score seal = ArenaSeal.compute(storage, SampleLog.SILENT, StopSignal.NEVER);
        seal.put(ByteBuffer.wrap(image), image.length - Score.SIZE);
    }

    private static void make(byte[] image, RecordedIncrement label) throws IOException {
        try {
            Increment increment = Increment.open(new MemoryStorage(image), label);
            Arena slot = new Arena(new MemoryStorage(ARENA), "arena7", 0, ARENA, BLOCK);
            Reassembly.Result result = new Reassembly(List.of(increment), SampleLog.SILENT, StopSignal.NEVER)
                    .into(slot, SampleLog.SILENT, StopSignal.NEVER);
            result.notes().forEach(Fuzzing::requireOneLine);
            long[] whole = new long[1];
            new SealedClumps(slot, slot.readTail()).all((info, bytes, at, isWhole) -> {
                if (!isWhole && !SealedClumps.isMarked(info)) {
                    throw new IllegalStateException("a clump that is not whole, and not marked");
                }
                whole[0]++;
            }, StopSignal.NEVER);
            if (whole[0] != result.joined() + result.appended()) {
                throw new IllegalStateException("other clumps than were told");
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }

    /** The fuzzer's bytes as the end of an active arena: directory and tail; and as its beginning. */
    private static void read(byte[] data) throws IOException {
        SampleLog log = new SampleLog(ARENA, BLOCK, 5, 1).append(20).flush();
        byte[] arena = log.storage().read(0, ARENA);
        int length = Math.min(data.length, 2 * BLOCK);
        System.arraycopy(data, 0, arena, ARENA - length, length);
        runs(arena);
        byte[] other = log.storage().read(0, ARENA);
        System.arraycopy(data, 0, other, BLOCK, Math.min(data.length, ARENA - 4 * BLOCK));
        runs(other);
    }

    private static void runs(byte[] bytes) throws IOException {
        try {
            Arena arena = new Arena(new MemoryStorage(Arrays.copyOf(bytes, ARENA)), "arena7", 0, ARENA, BLOCK);
            ActiveArena active = ActiveArena.read(arena, Patience.NOT_NEEDED, StopSignal.NEVER);
            NewClumps fresh = new NewClumps(active, () -> SampleLog.CHAIN);
            List<RecordedIncrement> none = List.of();
            fresh.next(none, Long.MAX_VALUE, SampleLog.SILENT).ifPresent(part -> part.run().problems()
                    .forEach(Fuzzing::requireOneLine));
            fresh.problems().forEach(Fuzzing::requireOneLine);
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
