package org.arenavault.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;

/** {@code copy.json}: one object, UTF-8. */
final class CopyJson {

    private static final String SCHEMA = "arenavault.copy.1";
    private static final int MIN_BLOCK = 512;
    private static final int MAX_BLOCK = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private CopyJson() {
    }

    /** The record as text. */
    static byte[] encode(CopyRecord copy) {
        CopyPlan plan = copy.plan();
        CopyState state = copy.state();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA)
                .put("number", plan.number()).put("created", plan.created().toString()).put("tool", plan.tool());
        put(json.putObject("source"), plan.source());
        put(json.putObject("destination"), plan.destination());
        json.put("block", plan.block()).put("start", plan.range().start()).put("end", plan.range().end())
                .put("readBack", word(plan.manner().reading())).put("rate", plan.manner().rate())
                .put("standing", word(state.status())).put("phase", word(state.phase()))
                .put("position", state.position()).put("verified", state.verified());
        put(json.putArray("bad"), state.bad());
        put(json.putArray("damaged"), state.damaged());
        json.put("reason", state.reason()).put("ends", state.ends()).put("zeros", state.zeros())
                .put("spent", state.spent()).put("updated", state.updated().toString());
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode json, DeviceIdentity device) {
        json.put("path", device.path()).put("kind", device.kind()).put("size", device.size())
                .put("inode", device.inode());
        device.ids().forEach(json.putArray("ids")::add);
    }

    private static void put(ArrayNode json, List<ByteRange> ranges) {
        ranges.forEach(range -> json.addArray().add(range.start()).add(range.end()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads it back.
     *
     * @param where which file, for messages
     * @throws CorruptException if it is no such record, or contradicts itself
     * @throws UnsupportedVersionException if another version wrote it
     */
    static CopyRecord decode(byte[] text, String where) throws CorruptException, UnsupportedVersionException {
        try {
            JsonNode json = JSON.readTree(new String(text, StandardCharsets.UTF_8));
            if (json == null || !json.path("schema").asText().startsWith("arenavault.copy.")) {
                throw new CorruptException(where + ": is no record of a copy");
            }
            if (!json.path("schema").asText().equals(SCHEMA)) {
                throw new UnsupportedVersionException("%s: is of version '%s'; this program knows '%s'"
                        .formatted(where, json.path("schema").asText(), SCHEMA));
            }
            return new CopyRecord(plan(json), state(json)).checked(where);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new CorruptException("%s: is no record of a copy: %s".formatted(where, first), e);
        }
    }

    private static CopyPlan plan(JsonNode json) {
        long block = number(json, "block");
        if (block < MIN_BLOCK || block > MAX_BLOCK || Long.bitCount(block) != 1) {
            throw new IllegalArgumentException("blocks of " + block + " bytes");
        }
        return new CopyPlan((int) number(json, "number"), Instant.parse(text(json, "created")), text(json, "tool"),
                device(need(json, "source")), device(need(json, "destination")), (int) block,
                new ByteRange(number(json, "start"), number(json, "end")),
                new CopyPlan.Manner(word(CopyPlan.ReadBack.class, json, "readBack"), number(json, "rate")));
    }

    private static CopyState state(JsonNode json) {
        CopyState.Coverage coverage = new CopyState.Coverage(number(json, "position"), number(json, "verified"),
                ranges(json, "bad"), ranges(json, "damaged"));
        return new CopyState(word(CopyStatus.class, json, "standing"), word(CopyPhase.class, json, "phase"), coverage,
                text(json, "reason"), text(json, "ends"), number(json, "zeros"), number(json, "spent"),
                Instant.parse(text(json, "updated")));
    }

    private static DeviceIdentity device(JsonNode json) {
        List<String> ids = new ArrayList<>();
        need(json, "ids").forEach(id -> ids.add(id.asText()));
        return new DeviceIdentity(text(json, "path"), text(json, "kind"), number(json, "size"),
                number(json, "inode"), ids);
    }

    private static List<ByteRange> ranges(JsonNode json, String name) {
        List<ByteRange> ranges = new ArrayList<>();
        need(json, name).forEach(range -> ranges.add(new ByteRange(count(range.path(0), name),
                count(range.path(1), name))));
        return ranges;
    }

    private static JsonNode need(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("has no '" + name + "'");
        }
        return value;
    }

    private static String text(JsonNode json, String name) {
        return need(json, name).asText();
    }

    private static long number(JsonNode json, String name) {
        return count(need(json, name), name);
    }

    private static long count(JsonNode value, String name) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw new IllegalArgumentException("'" + name + "' is no number");
        }
        return value.asLong();
    }

    private static <E extends Enum<E>> E word(Class<E> type, JsonNode json, String name) {
        return Enum.valueOf(type, text(json, name).toUpperCase(Locale.ROOT));
    }
}
