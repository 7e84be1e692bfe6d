package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.arenavault.Fuzzing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.VaultException;

/** Parity tracks of any bytes, also under a right digest; what is decoded encodes and decodes to the same. */
public final class ParityFuzz {

    private static final byte[] TITLE = "arenavault parity 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int UNITS = 3;

    private ParityFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        byte[] json = Arrays.copyOf(data, Math.min(data.length, UnitSums.UNIT - 100));
        json(json);
        track(Arrays.copyOf(data, UNITS * UnitSums.UNIT));
        track(signed(json));
    }

    /** A track of three units that begins with a header of this text, under a right digest. */
    static byte[] signed(byte[] json) {
        ByteBuffer signed = ByteBuffer.allocate(UNITS * UnitSums.UNIT);
        signed.put(TITLE).put(json).put((byte) '\n')
                .put(HexFormat.of().formatHex(Digests.sha256().digest(json)).getBytes(StandardCharsets.US_ASCII))
                .put((byte) '\n');
        return signed.array();
    }

    private static void json(byte[] text) {
        try {
            ParityHeader header = ParityJson.decode(text);
            byte[] again = ParityJson.encode(header.content(), header.sumsCrc());
            ParityHeader second = ParityJson.decode(again);
            if (!second.content().layout().equals(header.content().layout())
                    || !second.content().share().equals(header.content().share())
                    || !Arrays.equals(second.sumsCrc(), header.sumsCrc())
                    || !Arrays.equals(ParityJson.encode(second.content(), second.sumsCrc()), again)) {
                throw new IllegalStateException("came back as another: " + new String(again, StandardCharsets.UTF_8));
            }
        } catch (CorruptException e) {
            Fuzzing.requireOneLine(e);
        }
    }

    private static void track(byte[] bytes) throws IOException {
        try {
            ParityTrack track = ParityTrack.open(new MemoryStorage(bytes));
            ParityGroup group = new ParityGroup(List.of(track));
            List<MemberReading> members = group.layout().members().stream().map(MemberReading::absent).toList();
            ParityOutlook outlook = group.outlook(members);
            if (outlook.lostUnits() != group.layout().units() || outlook.hopelessUnits() > outlook.lostUnits()) {
                throw new IllegalStateException("%d of %d units are lost, %d for good".formatted(outlook.lostUnits(),
                        group.layout().units(), outlook.hopelessUnits()));
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
