package org.arenavault.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Plain;
import org.arenavault.io.UnitSums;

/**
 * The form in which labels stand on media: 64 KiB with the line {@code arenavault label N}, a line of flat JSON,
 * its SHA-256 as a line of 64 hexadecimal digits, and zeros. Every bit of it is covered: the text by its digest,
 * the rest by having to be zero.
 */
public final class LabelCluster {

    /** Bytes of a label. */
    public static final int SIZE = UnitSums.UNIT;

    private static final String FAMILY = "arenavault label ";
    private static final int HIGHEST_KNOWN = ContentLabel.NUMBER;

    /** Behind {@link #FAMILY} a number of nine digits at the most, without a zero in front, and a line's end. */
    private static final Pattern TITLE = Pattern.compile(FAMILY + "([1-9][0-9]{0,8})\n");
    private static final int LONGEST_TITLE = FAMILY.length() + 10;

    /**
     * A label as it stands there.
     *
     * @param number its form
     * @param fields what it says; empty if this program does not know the form
     */
    record Text(int number, Optional<FlatJson> fields) {
    }

    private LabelCluster() {
    }

    /** The label of a disc, or of an arena's track, that carries these fields. */
    public static byte[] encode(FlatJson fields) {
        return encode(TrackLabel.NUMBER, fields);
    }

    static byte[] encode(int number, FlatJson fields) {
        byte[] json = fields.format().getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(Digests.sha256().digest(json));
        byte[] title = (FAMILY + number + "\n").getBytes(StandardCharsets.US_ASCII);
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
     * The fields of the label of a disc that {@code cluster} holds.
     *
     * @param cluster 64 KiB
     * @return empty if no label stands there
     * @throws CorruptException if one does, damaged or of a later version
     */
    public static Optional<FlatJson> decode(byte[] cluster, String where) throws CorruptException {
        Optional<Text> text = read(cluster, where);
        if (text.isPresent() && text.get().number() != TrackLabel.NUMBER) {
            throw new CorruptException("%s: a label of another version: %d".formatted(where, text.get().number()));
        }
        return text.flatMap(Text::fields);
    }

    /**
     * The label that {@code cluster} holds.
     *
     * @param cluster 64 KiB
     * @return empty if none stands there
     * @throws CorruptException if one does, and is damaged
     */
    static Optional<Text> read(byte[] cluster, String where) throws CorruptException {
        String begins = new String(cluster, 0, LONGEST_TITLE, StandardCharsets.ISO_8859_1);
        if (!begins.startsWith(FAMILY)) {
            return Optional.empty();
        }
        Matcher title = TITLE.matcher(begins);
        if (!title.lookingAt()) {
            throw new CorruptException("%s: a label whose number cannot be read: %s"
                    .formatted(where, Plain.field(begins)));
        }
        int number = Integer.parseInt(title.group(1));
        return Optional.of(new Text(number, number > HIGHEST_KNOWN ? Optional.empty()
                : Optional.of(fields(cluster, title.end(), where))));
    }

    private static FlatJson fields(byte[] cluster, int from, String where) throws CorruptException {
        int jsonEnd = indexOf(cluster, '\n', from);
        int end = jsonEnd < 0 ? -1 : indexOf(cluster, '\n', jsonEnd + 1);
        if (end < 0) {
            throw new CorruptException(where + ": a label that is cut short");
        }
        byte[] json = Arrays.copyOfRange(cluster, from, jsonEnd);
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
            return FlatJson.parse(new String(json, StandardCharsets.UTF_8));
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
