package org.arenavault.sets;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.ContentName;
import org.arenavault.media.DiscIdentity;
import org.arenavault.venti.format.Score;

/**
 * What a set has on its discs: the fold over the lines of its ledger. While one thread at a time applies lines, others
 * may look: each sees a line wholly, at the latest when {@link Ledger#append} has returned.
 */
public final class SetState {

    /**
     * Where a copy of a content lies.
     *
     * @param disc the disc
     * @param track the track on it
     */
    public record Copy(DiscRecord disc, TrackRecord track) {

        /** The arena that it is a copy of; only arenas are asked for it. */
        public ArenaRecord arena() {
            return track.arena().orElseThrow();
        }
    }

    /** Compared by methods of its own: those that a record gets are put together at run time, which slows the start. */
    private record Place(DiscRecord disc, int track) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && disc == place.disc && track == place.track;
        }

        @Override
        public int hashCode() {
            return 31 * disc.hashCode() + track;
        }
    }

    /** More discs than anybody will burn; what is above it is no number of a disc. */
    static final int HIGHEST = 1_000_000;

    private final LedgerHeader header;
    private volatile SetName name;
    private final SortedMap<Integer, DiscRecord> discs = new ConcurrentSkipListMap<>();
    private final Map<ContentName, List<Place>> places = new ConcurrentHashMap<>();
    private final Map<Score, RootScore> scores = Collections.synchronizedMap(new LinkedHashMap<>());
    private final long firstSequence;
    private volatile long lastSequence;
    private volatile int highest;
    private volatile boolean complete = true;
    private volatile int form = FormatEvent.FIRST;
    private final Set<String> newer = new ConcurrentSkipListSet<>();
    private final SortedMap<String, ChosenValue> choices = new ConcurrentSkipListMap<>();
    private volatile Optional<PastDrill> lastDrill = Optional.empty();

    SetState(LedgerHeader header, long firstSequence) {
        this.header = header;
        this.name = header.name();
        this.firstSequence = firstSequence;
        this.lastSequence = firstSequence;
    }

    /** Goes to where a fold has come; its discs and scores are added. */
    void resume(long last, int highestDisc, boolean allKnown) {
        lastSequence = last;
        highest = highestDisc;
        complete = allKnown;
    }

    void add(DiscRecord disc) {
        discs.put(disc.number(), disc);
        for (TrackRecord track : disc.tracks()) {
            place(disc, track);
        }
    }

    void add(RootScore root) {
        scores.put(root.score(), root);
    }

    void add(PastDrill drill) {
        lastDrill = Optional.of(drill);
    }

    /** The last rehearsal of a restore; empty if there was none. */
    public Optional<PastDrill> lastDrill() {
        return lastDrill;
    }

    void add(String policy, ChosenValue choice) {
        choices.put(policy, choice);
    }

    void settleChoices() {
        choices.replaceAll((policy, choice) -> new ChosenValue(choice.value(), choice.time(), true));
    }

    /** What was chosen last by command, by the keys of the policies. The file alone says what holds. */
    public Map<String, ChosenValue> choices() {
        return Collections.unmodifiableMap(choices);
    }

    /** Of these, the values of a change that was announced, and that may not have come to the file. */
    public Map<String, String> interrupted() {
        Map<String, String> open = new TreeMap<>();
        choices.forEach((policy, choice) -> {
            if (!choice.done()) {
                open.put(policy, choice.value());
            }
        });
        return open;
    }

    /** The form that its lines may have. */
    int form() {
        return form;
    }

    void reach(int version) {
        form = version;
    }

    /** Takes note of a line of a later version. */
    void addNewer(String type) {
        newer.add(type);
    }

    /** Which set this is. */
    public LedgerHeader header() {
        return header;
    }

    /**
     * What the set is called in its vault: a name other than the one on its labels, where it was taken in from a bundle
     * under another. Commands know it by this one.
     */
    public SetName name() {
        return name;
    }

    /** Tells what the vault calls it. */
    void called(SetName here) {
        name = here;
    }

    /** The number of the ledger's last line. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The number of its first line. */
    long firstSequence() {
        return firstSequence;
    }

    /** True if nothing has happened yet. */
    public boolean isFresh() {
        return lastSequence == firstSequence;
    }

    /** How many lines the ledger has. */
    public long lines() {
        return lastSequence - firstSequence + 1;
    }

    /** All discs, by number. */
    public Collection<DiscRecord> discs() {
        return Collections.unmodifiableCollection(discs.values());
    }

    /**
     * The disc of this number.
     *
     * @throws UsageException if there is none
     */
    public DiscRecord existing(int number) throws VaultException {
        Optional<DiscRecord> disc = disc(number);
        if (disc.isEmpty()) {
            throw new UsageException("set '%s' has no disc %d".formatted(name(), number)).next(
                    "arenavault disc list %s".formatted(name()), "shows those that it has");
        }
        return disc.get();
    }

    /** The disc of this number. */
    public Optional<DiscRecord> disc(int number) {
        return Optional.ofNullable(discs.get(number));
    }

    /** The root scores that were copied into the ledger, in their order. They open everything on the discs. */
    public Collection<RootScore> scores() {
        synchronized (scores) {
            return List.copyOf(scores.values());
        }
    }

    /** The highest number that a disc is known to have got; 0 if there was none. */
    public int lastDisc() {
        return highest;
    }

    /**
     * What lines of a later version of this program are called, as far as there are any: what they say is not known
     * here, so that nothing may be written behind them.
     */
    public Set<String> newer() {
        return Collections.unmodifiableSet(newer);
    }

    /**
     * Asks for the right to write.
     *
     * @throws UnsupportedVersionException if a later version wrote some of the lines
     */
    void requireUnderstood(Path ledger) throws UnsupportedVersionException {
        if (!newer.isEmpty()) {
            throw new UnsupportedVersionException(("%s: a later version of this program wrote lines of the kind %s; "
                    + "this one reads the set and changes nothing in it; use the later one").formatted(ledger,
                    String.join(", ", newer)));
        }
    }

    /** Whether all discs up to it are known, or given up. */
    boolean isComplete() {
        return complete;
    }

    /** The number that the next disc gets. */
    public int nextDisc() {
        return highest + 1;
    }

    /**
     * The discs that a ledger made anew was not shown, and that nobody has given up: by their labels, those in a row
     * as "home-002 to home-004".
     */
    public List<String> missing() {
        return complete ? List.of() : MissingDiscs.of(header.name(), discs.headMap(highest + 1).keySet(), highest);
    }

    /** What the disc of this number and identity would be called on its labels. */
    public DiscIdentity identity(int number, UUID disc) {
        return new DiscIdentity(header.store(), header.set(), header.name().text(), number, disc);
    }

    /** The copies of an arena that count: on a disc that is there, in a track that holds. Verified ones first. */
    public List<Copy> copies(String arena) {
        return copies(ContentName.arena(arena));
    }

    /** The same of whatever a track carries. */
    public List<Copy> copies(ContentName content) {
        List<Copy> copies = new ArrayList<>();
        for (Place place : places.getOrDefault(content, List.of())) {
            Copy copy = new Copy(place.disc(), place.disc().track(place.track()).orElseThrow());
            if (place.disc().mark().counts() && copy.track().state().holds()
                    && copy.track().content().id().equals(content)) {
                copies.add(copy);
            }
        }
        copies.sort(SetState::verifiedFirst);
        return Collections.unmodifiableList(copies);
    }

    private static int verifiedFirst(Copy one, Copy other) {
        int states = other.track().state().compareTo(one.track().state());
        int discs = Integer.compare(one.disc().number(), other.disc().number());
        return states != 0 ? states : discs != 0 ? discs
                : Integer.compare(one.track().number(), other.track().number());
    }

    /** Applies one line; one that cannot be changes nothing. */
    void apply(long sequence, Instant time, LedgerEvent event) throws CorruptException {
        Runnable change = change(event, new Line(sequence, time));
        lastSequence = sequence;
        change.run();
    }

    /**
     * Whether a line could be applied now.
     *
     * @throws CorruptException if not
     */
    void check(LedgerEvent event) throws CorruptException {
        Runnable unused = change(event, new Line(lastSequence + 1, Instant.EPOCH));
    }

    /**
     * The same once a line has announced the form that it needs.
     *
     * @throws CorruptException if not even then
     */
    void checkInNewForm(LedgerEvent event) throws CorruptException {
        Runnable unused = event.change(new Line(lastSequence + 1, Instant.EPOCH));
    }

    private Runnable change(LedgerEvent event, Line line) throws CorruptException {
        if (event.form() > form) {
            throw new CorruptException("is of form %d, which no line before it announces".formatted(event.form()));
        }
        return event.change(line);
    }

    /** A number that a disc can have. */
    private static int number(int number) throws CorruptException {
        if (number < 1 || number > HIGHEST) {
            throw new CorruptException("numbers a disc %d; they go from 1 to %d".formatted(number, HIGHEST));
        }
        return number;
    }

    private void place(DiscRecord disc, TrackRecord track) {
        places.merge(track.content().id(), List.of(new Place(disc, track.number())), SetState::with);
    }

    private static List<Place> with(List<Place> known, List<Place> one) {
        List<Place> all = new ArrayList<>(known);
        all.addAll(one);
        return known.containsAll(one) ? known : List.copyOf(all);
    }

    /** A line that is to be applied: where it stands, and what it may do. */
    final class Line {

        private final long sequence;
        private final Instant time;

        private Line(long sequence, Instant time) {
            this.sequence = sequence;
            this.time = time;
        }

        Instant time() {
            return time;
        }

        SetState state() {
            return SetState.this;
        }

        /** A track that the line announces. */
        TrackRecord track(int number, long lba, long blocks, Content content, TrackState state, boolean labelled,
                          RecordedSeal seal, String remark) {
            return new TrackRecord(number, new TrackRecord.Extent(lba, blocks), content, state,
                    new TrackRecord.Announcement(sequence, time, highest, labelled), TrackRecord.LastReading.NONE, seal,
                    remark);
        }

        Runnable begin(LedgerEvent.Begun begun) throws CorruptException {
            if (discs.containsKey(number(begun.disc()))) {
                throw new CorruptException("begins disc %d a second time".formatted(begun.disc()));
            }
            return () -> {
                discs.put(begun.disc(), new DiscRecord(identity(begun.disc(), begun.uuid()), begun.medium(),
                        begun.capacity(), begun.discId(), time));
                highest = Math.max(highest, begun.disc());
            };
        }

        Runnable add(int number, TrackRecord track) throws CorruptException {
            DiscRecord disc = known(number);
            Optional<TrackRecord> before = disc.track(track.number());
            if (before.isPresent() && !before.get().canBeAnnouncedAgain()) {
                throw new CorruptException("announces track %d of disc %d a second time"
                        .formatted(track.number(), number));
            }
            return () -> {
                disc.put(track);
                place(disc, track);
            };
        }

        Runnable change(int number, Consumer<DiscRecord> change) throws CorruptException {
            DiscRecord disc = known(number);
            return () -> change.accept(disc);
        }

        Runnable change(int number, int track, UnaryOperator<TrackRecord> change) throws CorruptException {
            DiscRecord disc = known(number);
            TrackRecord changed = change.apply(disc.track(track).orElseThrow(() -> new CorruptException(
                    "is about track %d of disc %d, which was never announced".formatted(track, number))));
            return () -> disc.put(changed);
        }

        Runnable read(int number, Reading reading, UnaryOperator<TrackRecord> change) throws CorruptException {
            DiscRecord disc = known(number);
            Runnable track = change(number, reading.track(), change);
            return () -> {
                track.run();
                disc.add(reading);
            };
        }

        Runnable sampled(int number, int track) throws CorruptException {
            DiscRecord disc = known(number);
            Runnable same = change(number, track, UnaryOperator.identity());
            return () -> {
                same.run();
                disc.sample(time);
            };
        }

        Runnable rebuilt(int last, boolean allKnown) throws CorruptException {
            int number = number(last);
            return () -> {
                highest = Math.max(highest, number);
                complete = allKnown;
            };
        }

        private DiscRecord known(int number) throws CorruptException {
            DiscRecord disc = discs.get(number);
            if (disc == null) {
                throw new CorruptException("is about disc %d, which was never begun".formatted(number));
            }
            return disc;
        }
    }
}
