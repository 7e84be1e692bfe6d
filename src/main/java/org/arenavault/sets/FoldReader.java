package org.arenavault.sets;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.FlatJson;
import org.arenavault.media.TrackContent;
import org.arenavault.venti.format.Score;

/** Reads what {@link FoldWriter} wrote; whatever else it is given is corrupt. */
final class FoldReader {

    private final ByteBuffer in;
    private final List<String> texts = new ArrayList<>();

    private FoldReader(ByteBuffer in) {
        this.in = in;
    }

    /**
     * Reads a fold.
     *
     * @throws CorruptException if it is none, or not what was written
     */
    static LedgerFold decode(byte[] bytes) throws CorruptException {
        byte[] magic = LedgerFold.MAGIC.getBytes(StandardCharsets.US_ASCII);
        int length = bytes.length - QuickSum.SIZE;
        if (length < magic.length || ByteBuffer.wrap(bytes, 0, magic.length).compareTo(ByteBuffer.wrap(magic)) != 0) {
            throw new CorruptException("is no fold of a ledger that this program knows");
        }
        if (ByteBuffer.wrap(bytes).getLong(length) != QuickSum.of(bytes, length)) {
            throw new CorruptException("is not what was written: its sum does not match");
        }
        FoldReader reader = new FoldReader(ByteBuffer.wrap(bytes, magic.length, length - magic.length));
        try {
            LedgerFold.Proof proof = new LedgerFold.Proof(reader.in.getLong(), reader.in.getLong(), reader.text());
            SetState state = reader.state();
            if (reader.in.hasRemaining()) {
                throw new CorruptException("goes on behind its last disc");
            }
            return new LedgerFold(proof, state);
        } catch (BufferUnderflowException | DateTimeException | UsageException e) {
            throw new CorruptException("is no state of a ledger", e);
        }
    }

    private SetState state() throws CorruptException, UsageException {
        LedgerHeader header = new LedgerHeader(uuid(), uuid(), SetName.parse(text()));
        SetState state = new SetState(header, in.getLong());
        state.resume(in.getLong(), in.getInt(), bool());
        state.reach(in.getInt());
        for (int left = in.getInt(); left > 0; left--) {
            state.add(new RootScore(score(), instant(), one(RootScore.Feed.class), text(), text()));
        }
        for (int left = in.getInt(); left > 0; left--) {
            state.add(text(), new ChosenValue(text(), instant(), bool()));
        }
        if (bool()) {
            state.add(new PastDrill(new LedgerEvent.Drilled(text(), in.getInt(), in.getLong(), in.getLong(),
                    in.getLong(), text(), text()), instant()));
        }
        for (int left = in.getInt(); left > 0; left--) {
            state.add(disc(header));
        }
        return state;
    }

    private DiscRecord disc(LedgerHeader header) throws CorruptException {
        DiscIdentity identity =
                new DiscIdentity(header.store(), header.set(), header.name().text(), in.getInt(), uuid());
        DiscRecord disc = new DiscRecord(identity, text(), in.getLong(), text(), instant());
        disc.mark(one(DiscMark.class));
        disc.move(text());
        disc.fill(text());
        for (int left = in.getInt(); left > 0; left--) {
            disc.put(track());
        }
        disc.sample(instant());
        for (int left = in.getInt(); left > 0; left--) {
            disc.add(new Reading(in.getInt(), instant(), text(), bool(),
                    new ReadEffort(in.getLong(), in.getLong(), in.getLong(), in.getLong()), text()));
        }
        return disc;
    }

    private TrackRecord track() throws CorruptException {
        int number = in.getInt();
        TrackRecord.Extent extent = new TrackRecord.Extent(in.getLong(), in.getLong());
        Content content = bool() ? arena() : TrackContent.decode(FlatJson.parse(text()), Set.of());
        TrackState state = one(TrackState.class);
        long line = in.getLong();
        Instant announced = instant();
        int highest = in.getInt();
        TrackRecord.LastReading reading = new TrackRecord.LastReading(instant(), text(), in.getLong());
        return new TrackRecord(number, extent, content, state,
                new TrackRecord.Announcement(line, announced, highest, bool()), reading, one(RecordedSeal.class),
                text());
    }

    private ArenaRecord arena() throws CorruptException {
        return new ArenaRecord(text(), in.getLong(), in.getInt(), text(), in.getLong(), score(), bool(), text());
    }

    private UUID uuid() {
        return new UUID(in.getLong(), in.getLong());
    }

    private Instant instant() {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }

    private boolean bool() {
        return in.get() != 0;
    }

    private Score score() {
        byte[] bytes = new byte[Score.SIZE];
        in.get(bytes);
        return Score.of(bytes);
    }

    private <T extends Enum<T>> T one(Class<T> of) throws CorruptException {
        String word = text();
        try {
            return Enum.valueOf(of, word);
        } catch (IllegalArgumentException e) {
            throw new CorruptException("holds a word that it cannot", e);
        }
    }

    private String text() throws CorruptException {
        int known = in.getInt();
        if (known < 0 || known > texts.size()) {
            throw new CorruptException("refers to a text that it does not hold");
        }
        if (known > 0) {
            return texts.get(known - 1);
        }
        int length = in.getInt();
        if (length < 0 || length > in.remaining() / Character.BYTES) {
            throw new CorruptException("ends in a text");
        }
        char[] units = new char[length];
        for (int i = 0; i < length; i++) {
            units[i] = in.getChar();
        }
        String text = new String(units);
        texts.add(text);
        return text;
    }
}
