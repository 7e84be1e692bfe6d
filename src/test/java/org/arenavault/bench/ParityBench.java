package org.arenavault.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.parity.MemberSource;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityLayout;
import org.arenavault.parity.ParityMaking;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityShare;

/**
 * How fast the parity of a full double-layer disc is made, 227 columns of data and 8 of parity: bytes of data a second
 * of processor time, with every unit compared with its sum, against the XOR of the same bytes into one column. Nothing
 * is read from a disk.
 */
public final class ParityBench {

    private static final int DATA = 227;
    private static final int PARITY = 8;
    private static final int ROWS = Table.SHORT ? 8 : 32;
    private static final int UNIT_LONGS = UnitSums.UNIT / Long.BYTES;
    /** Units of memory that are added: more than a processor keeps near it. */
    private static final int MEMORY_UNITS = 512;
    /** Often enough for a clock that ticks a hundred times a second. */
    private static final int XOR_ROUNDS = 8;
    private static final long BYTES = (long) DATA * ROWS * UnitSums.UNIT;

    private ParityBench() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        byte[] unit = new byte[UnitSums.UNIT];
        new Random(1).nextBytes(unit);
        int[] sums = new int[DATA * ROWS];
        Arrays.fill(sums, UnitSums.sum(ByteBuffer.wrap(unit)));
        List<MemberSource> sources = List.of(new MemberSource(new UnitSums(sums),
                List.of(new RepeatedStorage(unit, BYTES))));
        ParityLayout layout = ParityLayout.ofOne(List.of(new ParityMember("arena", "arena0", BYTES, "0".repeat(40), 1,
                new UUID(1, 1), 1, 0)), PARITY, ROWS);
        ParityContent content = ParityContent.of(new UUID(1, 2), layout, ParityShare.all(layout));
        MemoryStorage staging = new MemoryStorage(Math.toIntExact(content.size()));
        ParityMaking making = new ParityMaking(World.unattended(new SilentTerminal()), 1);
        long[] memory = new Random(2).longs((long) MEMORY_UNITS * UNIT_LONGS).toArray();
        double[] ours = new double[Table.RUNS];
        double[] xor = new double[Table.RUNS];
        for (int i = -1; i < Table.RUNS; i++) {
            double begun = cpuSeconds();
            making.make(content, sources, staging, "parity");
            double made = cpuSeconds();
            xor(memory);
            if (i >= 0) {
                ours[i] = made - begun;
                xor[i] = (cpuSeconds() - made) / XOR_ROUNDS;
            }
        }
        Table.speeds("parity made, %d + %d columns, processor time".formatted(DATA, PARITY), BYTES, ours,
                "XOR of the same bytes", xor);
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static void xor(long[] memory) {
        long[] parity = new long[UNIT_LONGS];
        for (int i = 0; i < XOR_ROUNDS * DATA * ROWS; i++) {
            add(memory, i * UNIT_LONGS % memory.length, parity);
        }
        if (Arrays.stream(parity).allMatch(sum -> sum == 1)) {
            throw new IllegalStateException("no XOR");
        }
    }

    private static void add(long[] data, int from, long[] parity) {
        for (int i = 0; i < parity.length; i++) {
            parity[i] ^= data[from + i];
        }
    }
}
