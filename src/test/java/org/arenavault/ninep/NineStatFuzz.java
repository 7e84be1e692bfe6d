package org.arenavault.ninep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Answers of any bytes, and the records of files in them. */
public final class NineStatFuzz {

    private NineStatFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            NineReply reply = NineReply.decode(ByteBuffer.wrap(data));
            reply.text();
            ByteBuffer records = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
            while (records.hasRemaining()) {
                NineStat.decode(records);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
        try {
            NineReply.decode(ByteBuffer.wrap(data)).data(data.length);
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
