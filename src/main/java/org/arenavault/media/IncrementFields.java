package org.arenavault.media;

import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.ArenaForm;
import org.arenavault.venti.increment.IncrementOrigin;
import org.arenavault.venti.increment.RecordedIncrement;

/** What the label of an increment says beyond that of every content: which part of which active arena it is. */
public final class IncrementFields {

    private static final String ENTRIES = "entries";

    private IncrementFields() {
    }

    /** The content of an increment that was made, for its label. */
    public static TrackContent content(String name, long size, Score seal, IncrementOrigin origin) {
        return new TrackContent(TrackContent.INCREMENT, name, size, seal.toString(), encode(origin));
    }

    private static FlatJson encode(IncrementOrigin origin) {
        ArenaForm form = origin.form();
        FlatJson fields = new FlatJson().put("arena", form.name()).put("arenasize", form.size())
                .put("blocksize", form.blockSize()).put("version", form.version())
                .put("clumpmagic", form.clumpMagic()).put("source", origin.source()).put("offset", origin.offset())
                .put("from", origin.from()).put("to", origin.to()).put("clumps", origin.clumps())
                .put("chain", origin.chain());
        return origin.entries().equals(Score.NONE) ? fields : fields.put(ENTRIES, origin.entries().toString());
    }

    /**
     * Which part of which arena a content is; empty if it is no increment.
     *
     * @throws CorruptException as {@link #recorded}
     */
    public static Optional<RecordedIncrement> of(Content content) throws CorruptException {
        Optional<TrackContent> increment = content.made().filter(TrackContent::isIncrement);
        return increment.isPresent() ? Optional.of(recorded(increment.get())) : Optional.empty();
    }

    /**
     * Which part of which arena an increment is.
     *
     * @throws CorruptException if a field is missing, or there can be no such part, or its name is that of another one
     */
    public static RecordedIncrement recorded(TrackContent content) throws CorruptException {
        FlatJson fields = content.attributes();
        if (content.digest().length() != 2 * Score.SIZE) {
            throw new CorruptException("field 'digest' is no seal of an increment");
        }
        ArenaForm form = new ArenaForm(fields.text("arena"), fields.number("arenasize"),
                fields.smallNumber("blocksize"), fields.smallNumber("version"), fields.number("clumpmagic"));
        try {
            Score entries = fields.has(ENTRIES) ? Score.parse(fields.text(ENTRIES)) : Score.NONE;
            IncrementOrigin origin = new IncrementOrigin(form, fields.text("source"), fields.number("offset"),
                    fields.number("from"), fields.number("to"), fields.number("clumps"), fields.uuid("chain"), entries);
            origin.check("label");
            return new RecordedIncrement(sequence(content.name(), origin), origin);
        } catch (UsageException e) {
            throw new CorruptException("field 'entries': " + e.getMessage(), e);
        }
    }

    /** The line that was the ledger's next when the increment was made: the end of its name. */
    private static long sequence(String name, IncrementOrigin origin) throws CorruptException {
        String digits = name.substring(name.lastIndexOf('.') + 1);
        if (digits.matches("[0-9]{1,18}") && origin.name(Long.parseLong(digits)).equals(name)) {
            return Long.parseLong(digits);
        }
        throw new CorruptException("field 'name' is no name of an increment of %s".formatted(origin.text()));
    }
}
