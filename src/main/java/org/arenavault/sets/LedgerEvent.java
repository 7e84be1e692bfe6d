package org.arenavault.sets;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;

/**
 * What a line of the ledger says happened, or is about to happen. Lines are written ahead of the step that they
 * announce ({@link Begun}, {@link TrackEvent.Intent}) and after the fact (all others).
 */
public sealed interface LedgerEvent permits TrackEvent, FormatEvent, LedgerEvent.FromDisc, LedgerEvent.Sized,
        LedgerEvent.Marked, LedgerEvent.Moved, LedgerEvent.Rebuilt, LedgerEvent.Scored, LedgerEvent.Withheld,
        LedgerEvent.Chosen, LedgerEvent.Configured, LedgerEvent.Drilled {

    /** The fields of the event, without sequence, time and sum. */
    FlatJson encode();

    /** The form of the ledger that it needs: 2 for what the first one has no words for. */
    default int form() {
        return FormatEvent.FIRST;
    }

    /** The number of the disc that the line is about; 0 if it is about none. */
    default int disc() {
        return 0;
    }

    /**
     * What the line changes in the state of its set. Nothing is changed before it is run, and nothing can fail then.
     *
     * @throws CorruptException if it cannot follow what went before
     */
    Runnable change(SetState.Line line) throws CorruptException;

    /** What a disc itself says, with no ledger. */
    sealed interface FromDisc extends LedgerEvent permits Begun, Full, TrackEvent.Found, TrackEvent.Dead {

        /**
         * Whether a ledger that knows the disc does not know this.
         *
         * @throws RefusedException if it knows it otherwise
         */
        boolean isNewTo(DiscRecord known) throws RefusedException;

        /** The same where the disc is recorded by this description, which it does not say. */
        default FromDisc recordedBy(String description) {
            return this;
        }
    }

    /**
     * Reads the event that a line carries.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    static LedgerEvent decode(FlatJson line) throws CorruptException {
        String type = line.text("type");
        return switch (type) {
            case Begun.TYPE -> Begun.decode(line);
            case TrackEvent.Intent.TYPE -> TrackEvent.Intent.decode(line);
            case TrackEvent.Found.TYPE -> TrackEvent.Found.decode(line);
            case TrackEvent.Written.TYPE -> TrackEvent.Written.decode(line);
            case TrackEvent.Closed.TYPE -> TrackEvent.Closed.decode(line);
            case TrackEvent.Verified.TYPE -> TrackEvent.Verified.decode(line);
            case TrackEvent.Bad.TYPE -> TrackEvent.Bad.decode(line);
            case TrackEvent.Sampled.TYPE -> TrackEvent.Sampled.decode(line);
            case TrackEvent.Dead.TYPE -> TrackEvent.Dead.decode(line);
            case FormatEvent.Format.TYPE -> FormatEvent.Format.decode(line);
            case Sized.TYPE -> Sized.decode(line);
            case Full.TYPE -> Full.decode(line);
            case Marked.TYPE -> Marked.decode(line);
            case Moved.TYPE -> Moved.decode(line);
            case Scored.TYPE -> new Scored(RootScore.decode(line));
            case Withheld.TYPE -> new Withheld();
            case Rebuilt.TYPE -> Rebuilt.decode(line);
            case Chosen.TYPE -> Chosen.decode(line);
            case Configured.TYPE -> new Configured();
            case Drilled.TYPE -> Drilled.decode(line);
            default -> new FormatEvent.Newer(type);
        };
    }

    /**
     * A disc is about to be begun; its number is taken from here on.
     *
     * @param medium the description it is recorded by
     * @param capacity blocks for data, as the drive reported before the first track
     * @param discId what the disc is told by beyond its label, a burst cutting area or serial; may be empty
     */
    record Begun(int disc, UUID uuid, String medium, long capacity, String discId) implements FromDisc {

        static final String TYPE = "begun";

        static Begun decode(FlatJson line) throws CorruptException {
            return new Begun(line.smallNumber("disc"), line.uuid("discuuid"), line.text("medium"),
                    line.number("capacity"), line.text("physical"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("discuuid", uuid).put("medium", medium)
                    .put("capacity", capacity).put("physical", discId);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.begin(this);
        }

        @Override
        public boolean isNewTo(DiscRecord known) throws RefusedException {
            if (!known.uuid().equals(uuid)) {
                throw new RefusedException(known.namesake(uuid));
            }
            return false;
        }

        @Override
        public Begun recordedBy(String description) {
            return new Begun(disc, uuid, description, capacity, discId);
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

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.change(disc, known -> known.size(capacity));
        }
    }

    /**
     * Nothing more will be written on the disc.
     *
     * @param reason full, finalised, or given up after errors; empty if it takes more again
     */
    record Full(int disc, String reason) implements FromDisc {

        static final String TYPE = "full";
        /** The reason of a disc on which all went well, and the next arena does not fit: a value of the format. */
        public static final String NO_ROOM = "full";

        static Full decode(FlatJson line) throws CorruptException {
            return new Full(line.smallNumber("disc"), line.text("reason"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("disc", disc).put("reason", reason);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.change(disc, known -> known.fill(reason));
        }

        @Override
        public boolean isNewTo(DiscRecord known) {
            return known.fullReason().isEmpty();
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

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.change(disc, known -> known.mark(mark));
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

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.change(disc, known -> known.move(place));
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
            return new Rebuilt(line.smallNumber("highest"), line.bool("complete"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("highest", highest).put("complete", complete);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            return line.rebuilt(highest, complete);
        }
    }

    /** A root score on record was copied into the ledger, so that whoever has the discs can open them. */
    record Scored(RootScore root) implements LedgerEvent {

        static final String TYPE = "score";

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).putAll(root.encode());
        }

        @Override
        public Runnable change(SetState.Line line) {
            return () -> line.state().add(root);
        }
    }

    /** There was a root score here, which this copy of the ledger was not given. */
    record Withheld() implements LedgerEvent {

        static final String TYPE = "withheld";

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE);
        }

        @Override
        public Runnable change(SetState.Line line) {
            return () -> { };
        }
    }

    /**
     * Policies of the set are about to be changed in its {@code set.toml}.
     *
     * @param values what each will be, by its key, as {@link Policy#parse} gives it
     */
    record Chosen(Map<String, String> values) implements LedgerEvent {

        static final String TYPE = "config";

        private static final Set<String> OF_EVERY_LINE = Set.of("seq", "time", "type", "sum");

        public Chosen {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        static Chosen of(Map<Policy, String> changes) {
            Map<String, String> values = new TreeMap<>();
            changes.forEach((policy, value) -> values.put(policy.key(), value));
            return new Chosen(values);
        }

        /**
         * A key or a value that this program does not know, a later one has: it alone can bring the change about. What
         * a source or a recorder is called elsewhere need be nothing here.
         */
        static LedgerEvent decode(FlatJson line) throws CorruptException {
            Map<String, String> values = new TreeMap<>();
            for (String key : line.names()) {
                if (!OF_EVERY_LINE.contains(key)) {
                    values.put(key, line.text(key));
                }
            }
            for (Map.Entry<String, String> value : values.entrySet()) {
                if (!isKnown(value.getKey(), value.getValue())) {
                    return new FormatEvent.Newer("%s %s".formatted(TYPE, value.getKey()));
                }
            }
            return new Chosen(values);
        }

        private static boolean isKnown(String key, String value) {
            try {
                Optional<Policy> policy = Policy.of(key);
                return policy.isPresent()
                        && (policy.get().isOfSite() || policy.get().parse(value).equals(value));
            } catch (UsageException e) {
                return false;
            }
        }

        @Override
        public FlatJson encode() {
            FlatJson line = new FlatJson().put("type", TYPE);
            values.forEach(line::put);
            return line;
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            if (values.isEmpty()) {
                throw new CorruptException("changes no policy");
            }
            return () -> values.forEach((key, value) -> line.state().add(key, new ChosenValue(value, line.time(),
                    false)));
        }
    }

    /** The changes announced are in {@code set.toml}. */
    record Configured() implements LedgerEvent {

        static final String TYPE = "configured";

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            if (line.state().interrupted().isEmpty()) {
                throw new CorruptException("says that a change is done that was never announced");
            }
            return line.state()::settleChoices;
        }
    }

    /**
     * A restore was rehearsed.
     *
     * @param what was to come back, in words: "3 arenas", "1 disc", "all"
     * @param arenas how many were drawn
     * @param bytes of those that came back
     * @param seconds that it took
     * @param wholeSeconds that a restore of everything would take, by what was measured
     * @param drive which drives read the discs
     * @param fault the first thing that was wrong; empty if nothing was
     */
    record Drilled(String what, int arenas, long bytes, long seconds, long wholeSeconds, String drive, String fault)
            implements LedgerEvent {

        static final String TYPE = "drilled";

        static Drilled decode(FlatJson line) throws CorruptException {
            return new Drilled(line.text("what"), line.smallNumber("arenas"), line.number("bytes"),
                    line.number("seconds"), line.number("wholeseconds"), line.text("drive"), line.text("fault"));
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("what", what).put("arenas", arenas).put("bytes", bytes)
                    .put("seconds", seconds).put("wholeseconds", wholeSeconds).put("drive", drive)
                    .put("fault", fault);
        }

        @Override
        public Runnable change(SetState.Line line) {
            return () -> line.state().add(new PastDrill(this, line.time()));
        }
    }
}
