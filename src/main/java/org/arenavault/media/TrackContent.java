package org.arenavault.media;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.venti.format.ArenaNames;

/**
 * What a track carries that is no arena of the venti as it was sealed there.
 *
 * @param kind what it is, in lower case: {@code increment}, or one that a later version knows
 * @param name what it is called, 1 to 63 printable characters
 * @param size its bytes
 * @param digest of its bytes, hexadecimal; how it is computed is the kind's affair
 * @param attributes the fields of its kind
 */
public record TrackContent(String kind, String name, long size, String digest, FlatJson attributes)
        implements Content {

    /** New clumps of an active arena, as a sealed arena of their own. */
    public static final String INCREMENT = "increment";
    /** What a person needs to read the disc without anything else. */
    public static final String KIT = "kit";
    /** What repairs the tracks before it. */
    public static final String PARITY = "parity";

    private static final Set<String> KNOWN = Set.of(INCREMENT, KIT, PARITY);
    private static final Set<String> OWN = Set.of("kind", "name", "size", "digest");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{40,128}");

    /**
     * Reads it from the fields of a label or a line.
     *
     * @param common the fields that are not its kind's
     * @throws CorruptException if a field is missing or cannot be
     */
    public static TrackContent decode(FlatJson fields, Set<String> common) throws CorruptException {
        String kind = fields.text("kind");
        String name = fields.text("name");
        String digest = fields.text("digest");
        if (!KIND.matcher(kind).matches()) {
            throw new CorruptException("field 'kind' is no kind");
        }
        if (!ArenaNames.isValid(name)) {
            throw new CorruptException("field 'name' is no name");
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new CorruptException("field 'digest' is no digest");
        }
        return new TrackContent(kind, name, fields.number("size"), digest, fields.without(common).without(OWN));
    }

    @Override
    public ContentName id() {
        return new ContentName(kind, name);
    }

    @Override
    public Optional<TrackContent> made() {
        return Optional.of(this);
    }

    @Override
    public String sum() {
        return digest;
    }

    @Override
    public Optional<ArenaRecord> arena() {
        return Optional.empty();
    }

    @Override
    public ContentLabel label(DiscIdentity disc, int track, long lba, long sequence, Instant time, int highest) {
        return new ContentLabel(disc, track, lba, this, sequence, time, highest);
    }

    @Override
    public FlatJson encode() {
        return own().putAll(attributes);
    }

    /** The fields that every kind has. */
    FlatJson own() {
        return new FlatJson().put("kind", kind).put("name", name).put("size", size).put("digest", digest);
    }

    /** Whether it is an increment. */
    public boolean isIncrement() {
        return kind.equals(INCREMENT);
    }

    /** Whether this program knows what such a content is for; it carries, verifies and counts it in any case. */
    public boolean isKnown() {
        return KNOWN.contains(kind);
    }

    /** What it is, for people. */
    public String text() {
        return "content of the kind '%s', %s".formatted(kind, Plain.field(name));
    }
}
