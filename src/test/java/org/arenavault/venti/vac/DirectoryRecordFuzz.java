package org.arenavault.venti.vac;

import java.nio.ByteBuffer;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Directory records of any bytes; what is decoded encodes and decodes to the same. */
public final class DirectoryRecordFuzz {

    private DirectoryRecordFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        decode(ByteBuffer.wrap(data));
    }

    static void decode(ByteBuffer bytes) {
        try {
            DirectoryRecord record = DirectoryRecord.decode(bytes, "fuzz");
            Fuzzing.requireOneLine(record.elem().toString());
            if (!VacName.parse(record.elem().toString()).equals(record.elem())) {
                throw new IllegalStateException("name came back as another: " + record.elem());
            }
            if (!DirectoryRecord.decode(ByteBuffer.wrap(record.encode()), "fuzz").equals(record)) {
                throw new IllegalStateException("came back as another: " + record);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
