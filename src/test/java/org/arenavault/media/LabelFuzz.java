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


    private LabelFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        byte[] json = Arrays.copyOf(data, Math.min(data.length, LabelCluster.SIZE - 100));
        json(new String(json, StandardCharsets.UTF_8));
        label(Arrays.copyOf(data, LabelCluster.SIZE));
        for (int number = 1; number <= 3; number++) {
            signed(number, json);
        }
    }

    private static void signed(int number, byte[] json) {
        ByteBuffer signed = ByteBuffer.allocate(LabelCluster.SIZE);
        String digest = HexFormat.of().formatHex(Digests.sha256().digest(json));
        signed.put("arenavault label %d\n".formatted(number).getBytes(StandardCharsets.US_ASCII)).put(json)
                .put(("\n" + digest + "\n").getBytes(StandardCharsets.US_ASCII));
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
        LabelReading reading = LabelReading.of(cluster, "fuzz");
        reading.passedOver().ifPresent(Fuzzing::requireOneLine);
        reading.any().ifPresent(label -> {
            if (!LabelReading.of(label.cluster(), "again").any().equals(Optional.of(label))) {
                throw new IllegalStateException("came back as another: " + label);
            }
        });
    }

    private static void fields(FlatJson fields) throws CorruptException {
        TrackLabel label = TrackLabel.decode(fields);
        Fuzzing.requireOneLine(label.disc().label());
        if (!TrackLabel.decode(label.encode()).equals(label)) {
            throw new IllegalStateException("came back as another: " + label);
        }
    }
}
