package org.arenavault.sets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.GroupParity;
import org.arenavault.media.TrackContent;

/** What the ledger knows of one disc; it may be looked at while another thread adds to it. */
public final class DiscRecord {

    private final DiscIdentity identity;
    private final String medium;
    private volatile long capacity;
    private final String discId;
    private final Instant begun;
    private final SortedMap<Integer, TrackRecord> tracks = new ConcurrentSkipListMap<>();
    private volatile DiscMark mark = DiscMark.FOUND;
    private volatile String place = "";
    private volatile String fullReason = "";
    private volatile Instant sampled = Instant.EPOCH;
    private final List<Reading> readings = Collections.synchronizedList(new ArrayList<>());

    DiscRecord(DiscIdentity identity, String medium, long capacity, String discId, Instant begun) {
        this.identity = identity;
        this.medium = medium;
        this.capacity = capacity;
        this.discId = discId;
        this.begun = begun;
    }

    /** Which disc of which set it is. */
    public DiscIdentity identity() {
        return identity;
    }

    /** Its number, from 1. */
    public int number() {
        return identity.number();
    }

    /** What tells copies apart. */
    public UUID uuid() {
        return identity.disc();
    }

    /** What is wrong where another disc has its number. */
    String namesake(UUID other) {
        return "two discs are called %s: this one is %s, the ledger's is %s".formatted(identity.label(), other, uuid());
    }

    /** The description it is recorded by. */
    public String medium() {
        return medium;
    }

    /** Blocks for data, as the drive reported when it was begun; 0 if nobody knows. */
    public long capacity() {
        return capacity;
    }

    /** The block behind its last track. */
    public long end() {
        return last().map(track -> track.lba() + track.blocks()).orElse(0L);
    }

    /** What it is told by beyond its label; empty if nothing. */
    public String discId() {
        return discId;
    }

    /** When it was begun; advisory. */
    public Instant begun() {
        return begun;
    }

    /** What became of it; {@link DiscMark#FOUND} while nothing was said. */
    public DiscMark mark() {
        return mark;
    }

    /** Where it is kept; empty if nobody said. */
    public String place() {
        return place;
    }

    /** Why nothing more will be written on it; empty while something may. */
    public String fullReason() {
        return fullReason;
    }

    /** Whether it takes no more because it is filled, and for no other reason: should it grow, it takes more. */
    public boolean isFilled() {
        return fullReason.equals(LedgerEvent.Full.NO_ROOM);
    }

    /** True if what it holds counts and more may be written on it. */
    public boolean isAppendable() {
        return fullReason.isEmpty() && mark.counts();
    }

    /** True if it takes arenas, and what belongs to them: a disc with parity of others takes nothing but that. */
    public boolean takesArenas() {
        return isAppendable() && protection().isEmpty();
    }

    /** The parity of other discs that it carries, or was to carry, as its first track says; empty of all others. */
    public Optional<GroupParity> protection() {
        for (TrackRecord track : tracks.values()) {
            Optional<TrackContent> made = track.content().made();
            if (made.isPresent() || track.arena().isPresent()) {
                return made.flatMap(GroupParity::of);
            }
        }
        return Optional.empty();
    }

    /** The discs that its parity protects, by their labels: "home-001 to home-010"; empty if it protects none. */
    public String protectedDiscs() {
        StringJoiner runs = new StringJoiner(", ");
        List<Integer> numbers = protection().map(parity -> List.copyOf(parity.discs().keySet())).orElse(List.of());
        int begin = 0;
        for (int i = 0; i < numbers.size(); i++) {
            if (i + 1 == numbers.size() || numbers.get(i + 1) != numbers.get(i) + 1) {
                runs.add(begin == i ? label(numbers.get(i))
                        : "%s to %s".formatted(label(numbers.get(begin)), label(numbers.get(i))));
                begin = i + 1;
            }
        }
        return runs.toString();
    }

    private String label(int other) {
        return new DiscIdentity(identity.store(), identity.set(), identity.setName(), other, identity.disc()).label();
    }

    /** Its tracks, by number. */
    public Collection<TrackRecord> tracks() {
        return Collections.unmodifiableCollection(tracks.values());
    }

    /** The track of this number. */
    public Optional<TrackRecord> track(int number) {
        return Optional.ofNullable(tracks.get(number));
    }

    /** The track whose end is not known: the last one, if it was announced and never closed. */
    public Optional<TrackRecord> openTrack() {
        return last().filter(track -> track.state().isOpen());
    }

    private Optional<TrackRecord> last() {
        return tracks.isEmpty() ? Optional.empty() : track(tracks.lastKey());
    }

    /** True if there is a track that was closed and never read back. */
    public boolean awaitsReading() {
        return tracks.values().stream().anyMatch(track -> track.state() == TrackState.CLOSED);
    }

    /** The tracks that hold what they carry as far as anybody knows. */
    public Stream<TrackRecord> holding() {
        return tracks.values().stream().filter(track -> track.state().holds());
    }

    /** The arenas that it holds as far as anybody knows. */
    public Stream<SetState.Copy> arenas() {
        return holding().filter(track -> track.arena().isPresent()).map(track -> new SetState.Copy(this, track));
    }

    /** When its least recently read track was verified; the epoch if one never was. */
    public Instant verifiedThroughout() {
        return holding().map(track -> track.state() == TrackState.VERIFIED ? track.checkedAt() : Instant.EPOCH)
                .min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** All complete readings of its tracks, in their order. */
    public List<Reading> readings() {
        synchronized (readings) {
            return List.copyOf(readings);
        }
    }

    /** When parts of it were read at random last; the epoch if they never were. */
    public Instant sampled() {
        return sampled;
    }

    void add(Reading reading) {
        readings.add(reading);
    }

    void sample(Instant time) {
        sampled = time;
    }

    void put(TrackRecord track) {
        tracks.put(track.number(), track);
    }

    void mark(DiscMark said) {
        mark = said;
    }

    void move(String where) {
        place = where;
    }

    void size(long blocks) {
        capacity = blocks;
    }

    void fill(String why) {
        fullReason = why;
    }
}
