package org.arenavault.sets;

import java.util.Optional;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.FlatJson;
import org.arenavault.media.TrackContent;

/** What a line of the ledger says of one track. */
public sealed interface TrackEvent extends LedgerEvent {

    /** Fields of a line beside those of what its track carries. */
    Set<String> OF_LINE = Set.of("seq", "time", "type", "sum", "disc", "track", "lba", "blocks");
    /** Those that an intent has besides. */
    Set<String> OF_INTENT = Set.of("reason");
    /** Those that a find has besides. */
    Set<String> OF_FOUND = Set.of("labelled", "origin");

    /** The number of the track on its disc, from 1. */
    int track();

    private static int formOf(Content content) {
        return content.id().isArena() ? FormatEvent.FIRST : FormatEvent.NEWEST;
    }

    /** What the track of a line carries; a line that names no kind is of an arena, as all were in the first form. */
    private static Content contentOf(FlatJson line, Set<String> others) throws CorruptException {
        FlatJson fields = line.without(OF_LINE).without(others);
        return fields.has("kind") ? TrackContent.decode(fields, Set.of()) : ArenaRecord.decode(line);
    }

    /**
     * A track is about to be written.
     *
     * @param lba where it starts, in blocks of 2048 bytes
     * @param blocks its length with padding and label
     * @param reason why a seal that does not match was accepted; empty where it matches
     */
    record Intent(int disc, int track, long lba, long blocks, Content content, String reason)
            implements TrackEvent {

        static final String TYPE = "intent";

        @Override
        public int form() {
            return formOf(content);
        }

        static Intent decode(FlatJson line) throws CorruptException {
            return new Intent(line.smallNumber("disc"), line.smallNumber("track"), line.number("lba"),
                    line.number("blocks"), contentOf(line, OF_INTENT), line.optional("reason").orElse(""));
        }

        @Override
        public FlatJson encode() {
            FlatJson line = new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("lba", lba)
                    .put("blocks", blocks).putAll(content.encode());
            return reason.isEmpty() ? line : line.put("reason", reason);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.add(disc, line.track(track, lba, blocks, content, TrackState.INTENT, true,
                    reason.isEmpty() ? RecordedSeal.MATCHES : RecordedSeal.DIFFERS, reason));
        }
    }

    /**
     * A closed track was found on a disc that this ledger did not record: rebuilt from the disc, or taken over
     * from the Plan 9 scripts.
     *
     * @param labelled whether it carries a label of ours
     * @param origin who says so: "disc" or "plan9"
     */
    record Found(int disc, int track, long lba, long blocks, Content content, boolean labelled, String origin)
            implements TrackEvent, LedgerEvent.FromDisc {

        static final String TYPE = "found";

        @Override
        public int form() {
            return formOf(content);
        }

        static Found decode(FlatJson line) throws CorruptException {
            return new Found(line.smallNumber("disc"), line.smallNumber("track"), line.number("lba"),
                    line.number("blocks"), contentOf(line, OF_FOUND), line.bool("labelled"), line.text("origin"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("lba", lba)
                    .put("blocks", blocks).putAll(content.encode()).put("labelled", labelled).put("origin", origin);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.add(disc, line.track(track, lba, blocks, content, TrackState.CLOSED, labelled,
                    RecordedSeal.UNKNOWN, origin));
        }

        /** A track that was announced and never brought to its end is new once it is found whole. */
        @Override
        public boolean isNewTo(DiscRecord known) throws RefusedException {
            Optional<TrackRecord> before = known.track(track);
            if (before.isEmpty() || before.get().canBeAnnouncedAgain()) {
                return true;
            }
            Content there = before.get().content();
            if (!there.equals(ArenaRecord.NOTHING) && !there.sum().equals(content.sum())) {
                throw new RefusedException(("%s track %d carries %s (%s), in the ledger it carries %s (%s); a ledger "
                        + "of what the discs say alone is made with --fresh").formatted(known.identity().label(), track,
                        content.name(), content.sum(), there.name(), there.sum()));
            }
            return false;
        }
    }

    /** All bytes of the track were written and synchronised. */
    record Written(int disc, int track) implements TrackEvent {

        static final String TYPE = "written";

        static Written decode(FlatJson line) throws CorruptException {
            return new Written(line.smallNumber("disc"), line.smallNumber("track"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.change(disc, track, known -> known.becomes(TrackState.WRITTEN, ""));
        }
    }

    /** The medium confirms the track: closed, where and as long as it should be. */
    record Closed(int disc, int track, long lba, long blocks) implements TrackEvent {

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

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.change(disc, track, known -> known.closedAt(lba, blocks));
        }
    }

    /**
     * The track was read back and is what it should be.
     *
     * @param drive which drive read it
     * @param effort how hard it was
     */
    record Verified(int disc, int track, String drive, ReadEffort effort) implements TrackEvent {

        static final String TYPE = "verified";

        static Verified decode(FlatJson line) throws CorruptException {
            return new Verified(line.smallNumber("disc"), line.smallNumber("track"), line.text("drive"),
                    ReadEffort.decode(line));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("drive", drive)
                    .putAll(effort.encode());
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.read(disc, new Reading(track, line.time(), drive, true, effort, ""),
                    known -> known.checked(TrackState.VERIFIED, line.time(), drive, effort.recovered(), ""));
        }
    }

    /**
     * The track was read back and is not what it should be.
     *
     * @param drive which drive read it
     * @param reason what was wrong
     * @param ranges where, as {@link Reading#ranges}; empty if nobody knows
     */
    record Bad(int disc, int track, String drive, String reason, String ranges) implements TrackEvent {

        static final String TYPE = "bad";

        static Bad decode(FlatJson line) throws CorruptException {
            return new Bad(line.smallNumber("disc"), line.smallNumber("track"), line.text("drive"),
                    line.text("reason"), line.optional("ranges").orElse(""));
        }

        @Override
        public FlatJson encode() {
            FlatJson line = new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("drive", drive)
                    .put("reason", reason);
            return ranges.isEmpty() ? line : line.put("ranges", ranges);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.read(disc, new Reading(track, line.time(), drive, false, ReadEffort.NONE, ranges),
                    known -> known.checked(TrackState.BAD, line.time(), drive, 0, reason));
        }
    }

    /**
     * Parts of the track, drawn at random, were read and are what they should be. That says nothing of the others.
     *
     * @param drive which drive read them
     * @param units how many units of 64 KiB
     * @param recovered reads that succeeded only after retries
     */
    record Sampled(int disc, int track, String drive, long units, long recovered) implements TrackEvent {

        static final String TYPE = "sampled";

        static Sampled decode(FlatJson line) throws CorruptException {
            return new Sampled(line.smallNumber("disc"), line.smallNumber("track"), line.text("drive"),
                    line.number("units"), line.number("recovered"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("track", track).put("drive", drive)
                    .put("units", units).put("recovered", recovered);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.sampled(disc, track);
        }
    }

    /**
     * The track was interrupted and given up, or is not ours; what it occupies is never read.
     *
     * @param lba where it starts, in blocks of 2048 bytes
     * @param blocks its length
     * @param reason why
     */
    record Dead(int disc, int track, long lba, long blocks, String reason) implements TrackEvent, LedgerEvent.FromDisc {

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

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.change(disc, known -> known.put(line.track(track, lba, blocks,
                    known.track(track).map(TrackRecord::content).orElse(ArenaRecord.NOTHING), TrackState.DEAD, false,
                    RecordedSeal.UNKNOWN, reason)));
        }

        /** A track that was announced, and that nobody can name now, was given up: it is as long as the disc says. */
        @Override
        public boolean isNewTo(DiscRecord known) {
            return known.track(track).map(before -> before.state() == TrackState.INTENT).orElse(true);
        }
    }
}
