package org.arenavault.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Plain;

/**
 * The form in which labels stand on media: 64 KiB with the line {@code arenavault label 1}, a line of flat JSON,
 * its SHA-256 as a line of 64 hexadecimal digits, and zeros. Every bit of it is covered: the text by its digest,
 * the rest by having to be zero.
 */
public final class LabelCluster {

    /** Bytes of a label. */
    public static final int SIZE = 64 * 1024;

    private static final String TITLE = "arenavault label 1\n";
    private static final String FAMILY = "arenavault label ";

    private LabelCluster() {
    }

    /** The label that carries these fields. */
    public static byte[] encode(FlatJson fields) {
        byte[] json = fields.format().getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(Digests.sha256().digest(json));
        byte[] title = TITLE.getBytes(StandardCharsets.US_ASCII);
        byte[] end = ("\n" + digest + "\n").getBytes(StandardCharsets.US_ASCII);
        if (title.length + json.length + end.length > SIZE) {
            throw new IllegalArgumentException("a label of " + json.length + " bytes");
        }
        byte[] cluster = new byte[SIZE];
        System.arraycopy(title, 0, cluster, 0, title.length);
        System.arraycopy(json, 0, cluster, title.length, json.length);
        System.arraycopy(end, 0, cluster, title.length + json.length, end.length);
        return cluster;
    }

    /**
     * The fields of the label that {@code cluster} holds.
     *
     * @param cluster 64 KiB
     * @return empty if no label stands there
     * @throws CorruptException if one does, damaged or of a later version
     */
    public static Optional<FlatJson> decode(byte[] cluster, String where) throws CorruptException {
        String text = new String(cluster, StandardCharsets.UTF_8);
        if (!text.startsWith(FAMILY)) {
            return Optional.empty();
        }
        if (!text.startsWith(TITLE)) {
            throw new CorruptException(where + ": a label of another version: "
                    + Plain.field(text.substring(0, Math.min(24, text.length()))));
        }
        int jsonEnd = indexOf(cluster, '\n', TITLE.length());
        int end = jsonEnd < 0 ? -1 : indexOf(cluster, '\n', jsonEnd + 1);
        if (end < 0) {
            throw new CorruptException(where + ": a label that is cut short");
        }
        byte[] json = Arrays.copyOfRange(cluster, TITLE.length(), jsonEnd);
        String digest = new String(cluster, jsonEnd + 1, end - jsonEnd - 1, StandardCharsets.US_ASCII);
        if (!digest.equals(HexFormat.of().formatHex(Digests.sha256().digest(json)))) {
            throw new CorruptException(where + ": a label whose digest does not match");
        }
        for (int i = end + 1; i < cluster.length; i++) {
            if (cluster[i] != 0) {
                throw new CorruptException(where + ": a label with other bytes behind it");
            }
        }
        try {
            return Optional.of(FlatJson.parse(new String(json, StandardCharsets.UTF_8)));
        } catch (CorruptException e) {
            throw new CorruptException(where + ": a label that " + e.getMessage(), e);
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
