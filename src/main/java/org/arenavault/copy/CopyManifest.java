package org.arenavault.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Storage;

/**
 * What a copy holds, apart from the vault that it was made from: whoever has this text and the medium can verify it
 * (history 2, D7 and D8). Lines of ASCII: the first says what it is, then one of JSON, then the SHA-256 of each extent
 * in hexadecimal, then {@code sum} and the SHA-256 of all lines before.
 *
 * @param range bytes of the medium
 * @param block bytes of a block, for people
 * @param source what it was copied from, for people
 * @param table where the digests are
 */
record CopyManifest(ByteRange range, int block, String source, Table table) {

    /** By which a manifest is known. */
    static final String FIRST_LINE = "arenavault copy manifest 1\n";
    private static final int DIGEST_LINE = 2 * ExtentDigests.SIZE + 1;
    private static final String SUM = "sum ";
    private static final int LARGEST_HEAD = 1 << 16;
    private static final int BUFFER = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the digests of a manifest are. */
    record Table(Storage text, long start) {

        byte[] digest(long index) throws IOException {
            byte[] line = text.read(start + index * DIGEST_LINE, DIGEST_LINE);
            try {
                return HexFormat.of().parseHex(new String(line, 0, DIGEST_LINE - 1, StandardCharsets.US_ASCII));
            } catch (IllegalArgumentException e) {
                throw new CorruptException("%s: extent %d has no digest".formatted(text.name(), index), e);
            }
        }
    }

    /** Writes the manifest of a copy that is done to the start of {@code target}, an empty file. */
    static void write(CopyRecord copy, ExtentDigests digests, Storage target) throws IOException {
        CopyPlan plan = copy.plan();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("tool", plan.tool())
                .put("started", plan.created().toString()).put("ended", copy.state().updated().toString())
                .put("source", plan.source().path()).put("sourceSize", plan.source().size());
        plan.source().ids().forEach(json.putArray("sourceIds")::add);
        json.put("destination", plan.destination().path()).put("block", plan.block())
                .put("start", plan.range().start()).put("end", plan.range().end()).put("extent", CopyExtents.SIZE)
                .put("verified", copy.isVerified());
        ArrayNode bad = json.putArray("bad");
        copy.state().bad().forEach(range -> bad.addArray().add(range.start()).add(range.end()));
        MessageDigest sum = Digests.sha256();
        long at = put(target, 0, FIRST_LINE + json + "\n", sum);
        for (long i = 0; i < new CopyExtents(plan.range()).count(); i++) {
            at = put(target, at, HexFormat.of().formatHex(digests.get(i)) + "\n", sum);
        }
        put(target, at, SUM + HexFormat.of().formatHex(sum.digest()) + "\n", sum);
        target.force();
    }

    private static long put(Storage target, long at, String line, MessageDigest sum) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        sum.update(bytes);
        target.write(at, bytes);
        return at + bytes.length;
    }

    /**
     * Reads it back.
     *
     * @throws CorruptException if it is none, or is damaged
     */
    static CopyManifest read(Storage text) throws IOException {
        byte[] head = text.read(0, (int) Math.min(LARGEST_HEAD, text.size()));
        String start = new String(head, StandardCharsets.ISO_8859_1);
        int jsonEnd = start.indexOf('\n', FIRST_LINE.length());
        if (!start.startsWith(FIRST_LINE) || jsonEnd < 0) {
            throw new CorruptException(text.name() + ": is no manifest of a copy");
        }
        try {
            JsonNode json = JSON.readTree(new String(head, FIRST_LINE.length(), jsonEnd - FIRST_LINE.length(),
                    StandardCharsets.UTF_8));
            ByteRange range = new ByteRange(json.path("start").asLong(-1), json.path("end").asLong(-1));
            int block = json.path("block").asInt();
            long digests = jsonEnd + 1L;
            long sumAt = Math.addExact(digests,
                    Math.multiplyExact(new CopyExtents(range).count(), (long) DIGEST_LINE));
            if (json.path("extent").asLong() != CopyExtents.SIZE || block <= 0 || block > SourceReader.BUFFER
                    || text.size() != sumAt + SUM.length() + DIGEST_LINE) {
                throw new CorruptException(text.name() + ": is cut short, or no manifest of a copy");
            }
            checkSum(text, sumAt);
            String source = json.path("source").asText().replaceAll("\\p{Cntrl}", "?");
            return new CopyManifest(range, block, source, new Table(text, digests));
        } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
            throw new CorruptException(text.name() + ": is no manifest of a copy", e);
        }
    }

    private static void checkSum(Storage text, long sumAt) throws IOException {
        MessageDigest sum = Digests.sha256();
        for (long at = 0; at < sumAt; at += BUFFER) {
            sum.update(text.read(at, (int) Math.min(BUFFER, sumAt - at)));
        }
        String wanted = SUM + HexFormat.of().formatHex(sum.digest()) + "\n";
        if (!new String(text.read(sumAt, wanted.length()), StandardCharsets.US_ASCII).equals(wanted)) {
            throw new CorruptException(text.name() + ": is damaged: its sum is another one");
        }
    }
}
