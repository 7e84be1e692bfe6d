package org.arenavault.scsi;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.arenavault.io.CorruptException;

/** Every decoder of an answer or a parameter list: the first byte chooses which. */
public final class AnswersFuzz {

    private static final List<StructureSample> KINDS = StructureSample.all();

    private AnswersFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        StructureSample kind = KINDS.get((data[0] & 0xFF) % KINDS.size());
        try {
            kind.decoder().decode(Arrays.copyOfRange(data, 1, data.length));
        } catch (CorruptException e) {
            return; // refused, as it should be
        } catch (IOException e) {
            throw new IllegalStateException(kind + " failed in another way", e);
        }
    }
}
