package org.arenavault.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.Fuzzing;

/** Tars of any bytes, also with headers whose sums hold. What is read has an end, and is no more than there is. */
public final class PlainTarFuzz {

    private static final int BLOCK = 512;
    private static final int SUM_AT = 148;

    private PlainTarFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        read(data);
        byte[] mended = data.clone();
        for (int at = 0; at + BLOCK <= mended.length; at += BLOCK) {
            Arrays.fill(mended, at + SUM_AT, at + SUM_AT + 8, (byte) ' ');
            int sum = 0;
            for (int i = at; i < at + BLOCK; i++) {
                sum += mended[i] & 0xFF;
            }
            byte[] text = "%06o\0".formatted(sum).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, mended, at + SUM_AT, text.length);
        }
        read(mended);
    }

    private static void read(byte[] data) throws IOException {
        PlainTar tar = new PlainTar(new ByteArrayInputStream(data), "fuzz", StopSignal.NEVER);
        long[] copied = new long[1];
        try {
            for (Optional<PlainTar.Member> next = tar.next(); next.isPresent(); next = tar.next()) {
                long before = copied[0];
                tar.copy(new OutputStream() {
                    @Override
                    public void write(int b) {
                        copied[0]++;
                    }
                });
                if (copied[0] - before != next.get().size() || copied[0] > data.length) {
                    throw new IllegalStateException("%d bytes of %s".formatted(copied[0] - before, next.get()));
                }
            }
        } catch (CorruptException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
