package org.arenavault.venti.vac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arenavault.Fuzzing;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.Score;

/**
 * Whole archives of any bytes: the input is cut into blocks of 300 bytes, and the first byte of a score chooses
 * one. Such a source breaks the promise that a block hashes to its score, so even trees that contain themselves occur.
 */
public final class VacArchiveFuzz {

    private static final int BLOCK = 300;
    private static final int STEPS = 2000;

    private VacArchiveFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        for (int at = 0; at < data.length; at += BLOCK) {
            blocks.add(Arrays.copyOfRange(data, at, Math.min(data.length, at + BLOCK)));
        }
        int[] steps = {0};
        StopSignal stop = () -> ++steps[0] > STEPS;
        BlockSource source = (score, type) -> {
            stop.check();
            int i = score.toBytes()[0] & 0xFF;
            return i < blocks.size() ? Optional.of(blocks.get(i)) : Optional.empty();
        };
        WalkOptions options = new WalkOptions(1, WalkOptions.Data.READ, 1 << 20, 100, KnownSubtrees.NONE);
        try {
            new VacCheck(CheckLevel.FULL, VacCheck.Listing.INCLUDE, 5, options).run(source,
                    Score.parse("00" + "11".repeat(19)), Progress.SILENT, stop);
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
