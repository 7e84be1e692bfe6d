package org.arenavault.media;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.Score;

/**
 * A sealed arena of the venti, as labels and ledgers know it.
 *
 * @param name its name in the table of its partition
 * @param size bytes from head to tail
 * @param blockSize B of its partition
 * @param source the partition it came from, as the venti.conf calls it; empty where nobody knows
 * @param offset of its head in that partition, bytes
 * @param digest its seal: SHA-1 of all its bytes with the last twenty taken as zero
 * @param computed the server had not written its seal; every clump was checked and the seal computed
 * @param print what tells it while its server has not summed it; empty where nobody knows
 */
public record ArenaRecord(String name, long size, int blockSize, String source, long offset, Score digest,
                          boolean computed, String print) implements Content {

    /** The kind of content that it is. */
    public static final String KIND = "arena";

    private static final Pattern PRINT = Pattern.compile("[0-9a-f]{40}");

    /** What a track carries that holds no arena. */
    public static final ArenaRecord NOTHING = new ArenaRecord("(nothing)", 0, 0, "", 0, Score.NONE, false);

    /** One whose print is not known. */
    public ArenaRecord(String name, long size, int blockSize, String source, long offset, Score digest,
            boolean computed) {
        this(name, size, blockSize, source, offset, digest, computed, "");
    }

    /**
     * Reads it from the fields of a line or label.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    public static ArenaRecord decode(FlatJson line) throws CorruptException {
        String name = line.text("arena");
        if (!ArenaNames.isValid(name)) {
            throw new CorruptException("field 'arena' is no name of an arena");
        }
        String print = line.optional("print").orElse("");
        if (!print.isEmpty() && !PRINT.matcher(print).matches()) {
            throw new CorruptException("field 'print' is no print of an arena");
        }
        try {
            return new ArenaRecord(name, line.number("size"), line.smallNumber("blocksize"), line.text("source"),
                    line.number("offset"), Score.parse(line.text("digest")), line.bool("computed"), print);
        } catch (UsageException e) {
            throw new CorruptException("field 'digest': " + e.getMessage(), e);
        }
    }

    @Override
    public ContentName id() {
        return ContentName.arena(name);
    }

    @Override
    public Optional<TrackContent> made() {
        return Optional.empty();
    }

    @Override
    public String sum() {
        return digest.toString();
    }

    @Override
    public Optional<ArenaRecord> arena() {
        // a status asks that of each arena: an arena has a size, and so nothing else needs to be compared
        return size == 0 && name.equals(NOTHING.name) ? Optional.empty() : Optional.of(this);
    }

    @Override
    public TrackLabel label(DiscIdentity disc, int track, long lba, long sequence, Instant time, int highest) {
        return new TrackLabel(disc, track, lba, this, sequence, time, highest);
    }

    @Override
    public boolean isSameAs(Content other) {
        return Content.super.isSameAs(other)
                && other.arena().filter(arena -> arena.blockSize == blockSize).isPresent();
    }

    @Override
    public FlatJson encode() {
        FlatJson fields = new FlatJson().put("arena", name).put("size", size).put("blocksize", blockSize)
                .put("source", source).put("offset", offset).put("digest", digest.toString())
                .put("computed", computed);
        return print.isEmpty() ? fields : fields.put("print", print);
    }
}
