package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.arenavault.io.Digests;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;

/** What is left to do once sums and parity of a content stand in its staging file: the headers, and its digest. */
final class ContentEnd {

    private ContentEnd() {
    }

    /** Writes both headers, forces all to disk, and returns the SHA-256 of the whole, in hexadecimal digits. */
    static String write(ParityContent content, Storage staging, StopSignal stop) throws IOException {
        int[] crcs = new int[content.sumsUnits()];
        ByteBuffer unit = ByteBuffer.allocate(UnitSums.UNIT);
        for (int i = 0; i < crcs.length; i++) {
            staging.read(content.sumsAt() + (long) i * UnitSums.UNIT, unit.clear());
            crcs[i] = UnitSums.sum(unit.flip());
        }
        byte[] header = new ParityHeader(content, crcs).encode();
        staging.write(0, header);
        staging.write(content.copyAt(), header);
        staging.force();
        try (Progress.Stage unseen = Progress.SILENT.begin("", content.size())) {
            return HexFormat.of().formatHex(Digests.sha256(staging.slice(0, content.size()), unseen, stop));
        }
    }
}
