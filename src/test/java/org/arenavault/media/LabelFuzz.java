package org.arenavault.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.arenavault.Fuzzing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;

/** Labels and flat JSON of any bytes, also under a right digest; what is decoded encodes and decodes to the same. */
public final class LabelFuzz {

    private static final byte[] TITLE = "arenavault label 1\n".getBytes(StandardCharsets.US_ASCII);

    private LabelFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        byte[] json = Arrays.copyOf(data, Math.min(data.length, LabelCluster.SIZE - 100));
        json(new String(json, StandardCharsets.UTF_8));
        label(Arrays.copyOf(data, LabelCluster.SIZE));
        ByteBuffer signed = ByteBuffer.allocate(LabelCluster.SIZE);
        signed.put(TITLE).put(json).put((byte) '\n')
                .put(HexFormat.of().formatHex(Digests.sha256().digest(json)).getBytes(StandardCharsets.US_ASCII))
                .put((byte) '\n');
        label(signed.array());
    }

    private static void json(String text) {
        try {
            FlatJson fields = FlatJson.parse(text);
            if (!FlatJson.parse(fields.format()).format().equals(fields.format())) {
                throw new IllegalStateException("came back as another: " + fields.format());
            }
            fields(fields);
        } catch (CorruptException e) {
            Fuzzing.requireOneLine(e);
        }
    }

    private static void label(byte[] cluster) {
        try {
            Optional<FlatJson> fields = LabelCluster.decode(cluster, "fuzz");
            if (fields.isPresent()) {
                fields(fields.get());
            }
        } catch (CorruptException e) {
            Fuzzing.requireOneLine(e);
        }
    }

    private static void fields(FlatJson fields) throws CorruptException {
        TrackLabel label = TrackLabel.decode(fields);
        Fuzzing.requireOneLine(label.disc().label());
        if (!TrackLabel.decode(label.encode()).equals(label)) {
            throw new IllegalStateException("came back as another: " + label);
        }
    }
}
