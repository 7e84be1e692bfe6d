package org.arenavault.sets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Score;

/** Lists of root scores of any bytes. */
public final class RootScorFileFuzz {

    private RootScorFileFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        try {
            for (RootScorFile.Line line : RootScorFile.read(new ByteArrayInputStream(data), "fuzz")) {
                if (Score.parse(line.score().toString()).compareTo(line.score()) != 0) {
                    throw new IllegalStateException("came back as another");
                }
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
