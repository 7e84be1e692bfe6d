package org.arenavault.sets;

import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.FlatJson;

/**
 * What a line of the ledger says happened, or is about to happen. Lines are written ahead of the step that they
 * announce ({@link Begun}, {@link Intent}) and after the fact (all others).
 */
public sealed interface LedgerEvent {

    /** The fields of the event, without sequence, time and sum. */
    FlatJson encode();

    /** The number of the disc that the line is about; 0 if it is about none. */
    int disc();

    /**
     * Reads the event that a line carries.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    static LedgerEvent decode(FlatJson line) throws CorruptException {
        String type = line.text("type");
        return switch (type) {
            case Begun.TYPE -> Begun.decode(line);
            case Intent.TYPE -> Intent.decode(line);
            case Found.TYPE -> Found.decode(line);
            case Written.TYPE -> Written.decode(line);
            case Closed.TYPE -> Closed.decode(line);
            case Verified.TYPE -> Verified.decode(line);
            case Bad.TYPE -> Bad.decode(line);
            case Dead.TYPE -> Dead.decode(line);
            case Sized.TYPE -> Sized.decode(line);
            case Full.TYPE -> Full.decode(line);
            case Marked.TYPE -> Marked.decode(line);
            case Moved.TYPE -> Moved.decode(line);
            case Scored.TYPE -> new Scored(RootScore.decode(line));
            case Withheld.TYPE -> new Withheld();
            case Rebuilt.TYPE -> Rebuilt.decode(line);
            default -> new Newer(type);
        };
    }

    /**
     * Something that a later version of this program put down; what it means is not known here. Its line stays in the
     * chain. Readers go on without it, and say so; nothing may be appended behind it.
     *
     * @param type what the later version calls it
     */
    record Newer(String type) implements LedgerEvent {

        @Override
        public FlatJson encode() {
            throw new IllegalStateException("a line that is not understood cannot be written");
        }

        @Override
        public int disc() {
            return 0;
        }
    }

    /**
     * A disc is about to be begun; its number is taken from here on.
     *
     * @param medium the description it is recorded by
     * @param capacity blocks for data, as the drive reported before the first track
     * @param physical what the disc is told by beyond its label, a burst cutting area or serial; may be empty
     */
    record Begun(int disc, UUID uuid, String medium, long capacity, String physical) implements LedgerEvent {

        static final String TYPE = "begun";

        static Begun decode(FlatJson line) throws CorruptException {
            return new Begun(line.smallNumber("disc"), line.uuid("discuuid"), line.text("medium"),
                    line.number("capacity"), line.text("physical"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("discuuid", uuid).put("medium", medium)
                    .put("capacity", capacity).put("physical", physical);
        }
    }

    /**
     * A track is about to be written.
     *
     * @param lba where it starts, in blocks of 2048 bytes
     * @param blocks its length with padding and label
     * @param reason why a seal that does not match was accepted; empty where it matches
     */
    record Intent(int disc, int track, long lba, long blocks, ArenaRecord arena, String reason)
            implements LedgerEvent {

        static final String TYPE = "intent";

        static Intent decode(FlatJson line) throws CorruptException {
            return new Intent(line.smallNumber("disc"), line.smallNumber("track"), line.number("lba"),
                    line.number("blocks"), ArenaRecord.decode(line), line.optional("reason").orElse(""));
        }

        @Override
        public FlatJson encode() {
            FlatJson line = new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("lba", lba)
                    .put("blocks", blocks).putAll(arena.encode());
            return reason.isEmpty() ? line : line.put("reason", reason);
        }
    }

    /**
     * A closed track was found on a disc that this ledger did not record: rebuilt from the disc, or taken over
     * from the Plan 9 scripts.
     *
     * @param labelled whether it carries a label of ours
     * @param origin who says so: "disc" or "plan9"
     */
    record Found(int disc, int track, long lba, long blocks, ArenaRecord arena, boolean labelled, String origin)
            implements LedgerEvent {

        static final String TYPE = "found";

        static Found decode(FlatJson line) throws CorruptException {
            return new Found(line.smallNumber("disc"), line.smallNumber("track"), line.number("lba"),
                    line.number("blocks"), ArenaRecord.decode(line), line.truth("labelled"), line.text("origin"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("lba", lba)
                    .put("blocks", blocks).putAll(arena.encode()).put("labelled", labelled).put("origin", origin);
        }
    }

    /** All bytes of the track were written and synchronised. */
    record Written(int disc, int track) implements LedgerEvent {

        static final String TYPE = "written";

        static Written decode(FlatJson line) throws CorruptException {
            return new Written(line.smallNumber("disc"), line.smallNumber("track"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track);
        }
    }

    /** The medium confirms the track: closed, where and as long as it should be. */
    record Closed(int disc, int track, long lba, long blocks) implements LedgerEvent {

        static final String TYPE = "closed";

        static Closed decode(FlatJson line) throws CorruptException {
            return new Closed(line.smallNumber("disc"), line.smallNumber("track"), line.number("lba"),
                    line.number("blocks"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("lba", lba)
                    .put("blocks", blocks);
        }
    }

    /**
     * The track was read back and is what it should be.
     *
     * @param drive which drive read it
     * @param recovered reads that succeeded only after retries
     * @param rate bytes per second, as measured
     */
    record Verified(int disc, int track, String drive, long recovered, long rate) implements LedgerEvent {

        static final String TYPE = "verified";

        static Verified decode(FlatJson line) throws CorruptException {
            return new Verified(line.smallNumber("disc"), line.smallNumber("track"), line.text("drive"),
                    line.number("recovered"), line.number("rate"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("drive", drive)
                    .put("recovered", recovered).put("rate", rate);
        }
    }

    /**
     * The track was read back and is not what it should be.
     *
     * @param drive which drive read it
     * @param reason what was wrong
     */
    record Bad(int disc, int track, String drive, String reason) implements LedgerEvent {

        static final String TYPE = "bad";

        static Bad decode(FlatJson line) throws CorruptException {
            return new Bad(line.smallNumber("disc"), line.smallNumber("track"), line.text("drive"),
                    line.text("reason"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("drive", drive)
                    .put("reason", reason);
        }
    }

    /**
     * The track was interrupted and given up, or is not ours; what it occupies is never read.
     *
     * @param lba where it starts, in blocks of 2048 bytes
     * @param blocks its length
     * @param reason why
     */
    record Dead(int disc, int track, long lba, long blocks, String reason) implements LedgerEvent {

        static final String TYPE = "dead";

        static Dead decode(FlatJson line) throws CorruptException {
            return new Dead(line.smallNumber("disc"), line.smallNumber("track"), line.number("lba"),
                    line.number("blocks"), line.text("reason"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("lba", lba)
                    .put("blocks", blocks).put("reason", reason);
        }
    }

    /**
     * The drive says how much the disc takes: less than was said when it was begun, once it has been formatted with
     * spares.
     *
     * @param capacity blocks for data
     */
    record Sized(int disc, long capacity) implements LedgerEvent {

        static final String TYPE = "sized";

        static Sized decode(FlatJson line) throws CorruptException {
            return new Sized(line.smallNumber("disc"), line.number("capacity"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("capacity", capacity);
        }
    }

    /**
     * Nothing more will be written on the disc.
     *
     * @param reason full, finalised, or given up after errors; empty if it takes more again
     */
    record Full(int disc, String reason) implements LedgerEvent {

        static final String TYPE = "full";

        static Full decode(FlatJson line) throws CorruptException {
            return new Full(line.smallNumber("disc"), line.text("reason"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("reason", reason);
        }
    }

    /** The operator said what became of the disc. */
    record Marked(int disc, DiscMark mark) implements LedgerEvent {

        static final String TYPE = "mark";

        static Marked decode(FlatJson line) throws CorruptException {
            return new Marked(line.smallNumber("disc"), DiscMark.parse(line.text("mark")));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("mark", mark.toString());
        }
    }

    /** The operator said where the disc is kept. */
    record Moved(int disc, String place) implements LedgerEvent {

        static final String TYPE = "moved";

        static Moved decode(FlatJson line) throws CorruptException {
            return new Moved(line.smallNumber("disc"), line.text("place"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("place", place);
        }
    }

    /**
     * The ledger was made anew from discs, or the operator said that no others are left.
     *
     * @param highest the highest number that a disc of the set is known to have got, from whatever source
     * @param complete whether discs up to there that the ledger does not know are gone for good; while they are not,
     *     they are missed
     */
    record Rebuilt(int highest, boolean complete) implements LedgerEvent {

        static final String TYPE = "rebuilt";

        static Rebuilt decode(FlatJson line) throws CorruptException {
            return new Rebuilt(line.smallNumber("highest"), line.truth("complete"));
        }

        @Override
        public int disc() {
            return 0;
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("highest", highest).put("complete", complete);
        }
    }

    /** A root score on record was copied into the ledger, so that whoever has the discs can open them. */
    record Scored(RootScore root) implements LedgerEvent {

        static final String TYPE = "score";

        @Override
        public int disc() {
            return 0;
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).putAll(root.encode());
        }
    }

    /** There was a root score here, which this copy of the ledger was not given. */
    record Withheld() implements LedgerEvent {

        static final String TYPE = "withheld";

        @Override
        public int disc() {
            return 0;
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE);
        }
    }
}
