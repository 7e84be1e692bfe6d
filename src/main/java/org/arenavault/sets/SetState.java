package org.arenavault.sets;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.arenavault.io.CorruptException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.DiscIdentity;
import org.arenavault.venti.format.Score;

/**
 * What a set has on its discs: the fold over the lines of its ledger. While one thread at a time applies lines, others
 * may look: each sees a line wholly, at the latest when {@link Ledger#append} has returned.
 */
public final class SetState {

    /**
     * Where a copy of an arena lies.
     *
     * @param disc the disc
     * @param track the track on it
     */
    public record Copy(DiscRecord disc, TrackRecord track) {
    }

    private record Place(DiscRecord disc, int track) {
    }

    private final LedgerHeader header;
    private final SortedMap<Integer, DiscRecord> discs = new ConcurrentSkipListMap<>();
    private final Map<String, Set<Place>> placesByArena = new ConcurrentHashMap<>();
    private final Map<Score, RootScore> scores = Collections.synchronizedMap(new LinkedHashMap<>());
    private final long firstSequence;
    private volatile long lastSequence;

    SetState(LedgerHeader header, long firstSequence) {
        this.header = header;
        this.firstSequence = firstSequence;
        this.lastSequence = firstSequence;
    }

    /** Which set this is. */
    public LedgerHeader header() {
        return header;
    }

    /** The number of the ledger's last line. */
    public long lastSequence() {
        return lastSequence;
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

    /** The disc of this number. */
    public Optional<DiscRecord> disc(int number) {
        return Optional.ofNullable(discs.get(number));
    }

    /** The disc with this identity. */
    public Optional<DiscRecord> disc(UUID uuid) {
        return discs.values().stream().filter(disc -> disc.uuid().equals(uuid)).findFirst();
    }

    /** The root scores that were copied into the ledger, in their order. They open everything on the discs. */
    public Collection<RootScore> scores() {
        synchronized (scores) {
            return List.copyOf(scores.values());
        }
    }

    /** The number that the next disc gets. */
    public int nextDisc() {
        return discs.isEmpty() ? 1 : discs.lastKey() + 1;
    }

    /** What the disc of this number and identity would be called on its labels. */
    public DiscIdentity identity(int number, UUID disc) {
        return new DiscIdentity(header.store(), header.set(), header.name().text(), number, disc);
    }

    /** The copies of an arena that count: on a disc that is there, in a track that holds. Verified ones first. */
    public List<Copy> copies(String arena) {
        return placesByArena.getOrDefault(arena, Set.of()).stream()
                .filter(place -> place.disc().mark().counts())
                .map(place -> new Copy(place.disc(), place.disc().track(place.track()).orElseThrow()))
                .filter(copy -> copy.track().state().holds() && copy.track().arena().name().equals(arena))
                .sorted(Comparator.comparing((Copy copy) -> copy.track().state()).reversed()
                        .thenComparing(copy -> copy.disc().number()))
                .toList();
    }

    /** Applies one line. */
    void apply(long sequence, Instant time, LedgerEvent event) throws CorruptException {
        lastSequence = sequence;
        if (event instanceof LedgerEvent.Begun begun) {
            begin(time, begun);
        } else if (event instanceof LedgerEvent.Intent intent) {
            announce(sequence, time, intent);
        } else if (event instanceof LedgerEvent.Found found) {
            add(found.disc(), new TrackRecord(found.track(), found.lba(), found.blocks(), found.arena(),
                    TrackState.CLOSED, sequence, time, Instant.EPOCH, "", 0, found.labelled(), RecordedSeal.UNKNOWN,
                    found.origin()));
        } else if (event instanceof LedgerEvent.Written written) {
            DiscRecord disc = known(written.disc());
            disc.put(track(disc, written.track()).becomes(TrackState.WRITTEN, ""));
        } else if (event instanceof LedgerEvent.Closed closed) {
            DiscRecord disc = known(closed.disc());
            disc.put(track(disc, closed.track()).closedAt(closed.lba(), closed.blocks()));
        } else if (event instanceof LedgerEvent.Verified verified) {
            DiscRecord disc = known(verified.disc());
            disc.put(track(disc, verified.track()).checked(TrackState.VERIFIED, time, verified.drive(),
                    verified.recovered(), ""));
        } else if (event instanceof LedgerEvent.Bad bad) {
            DiscRecord disc = known(bad.disc());
            disc.put(track(disc, bad.track()).checked(TrackState.BAD, time, bad.drive(), 0, bad.reason()));
        } else if (event instanceof LedgerEvent.Dead dead) {
            known(dead.disc()).put(new TrackRecord(dead.track(), dead.lba(), dead.blocks(),
                    known(dead.disc()).track(dead.track()).map(TrackRecord::arena).orElse(ArenaRecord.NOTHING),
                    TrackState.DEAD, sequence, time, Instant.EPOCH, "", 0, false, RecordedSeal.UNKNOWN,
                    dead.reason()));
        } else if (event instanceof LedgerEvent.Full full) {
            known(full.disc()).fill(full.reason());
        } else if (event instanceof LedgerEvent.Marked marked) {
            known(marked.disc()).mark(marked.mark());
        } else if (event instanceof LedgerEvent.Moved moved) {
            known(moved.disc()).move(moved.place());
        } else if (event instanceof LedgerEvent.Scored scored) {
            scores.put(scored.root().score(), scored.root());
        }
    }

    private void begin(Instant time, LedgerEvent.Begun begun) throws CorruptException {
        if (discs.containsKey(begun.disc())) {
            throw new CorruptException("begins disc %d a second time".formatted(begun.disc()));
        }
        discs.put(begun.disc(), new DiscRecord(identity(begun.disc(), begun.uuid()), begun.medium(),
                begun.capacity(), begun.physical(), time));
    }

    private void announce(long sequence, Instant time, LedgerEvent.Intent intent) throws CorruptException {
        add(intent.disc(), new TrackRecord(intent.track(), intent.lba(), intent.blocks(), intent.arena(),
                TrackState.INTENT, sequence, time, Instant.EPOCH, "", 0, true,
                intent.reason().isEmpty() ? RecordedSeal.MATCHES : RecordedSeal.DIFFERS, intent.reason()));
    }

    private void add(int number, TrackRecord track) throws CorruptException {
        DiscRecord disc = known(number);
        Optional<TrackRecord> before = disc.track(track.number());
        if (before.isPresent() && !canBeAnnouncedAgain(before.get())) {
            throw new CorruptException("announces track %d of disc %d a second time".formatted(track.number(), number));
        }
        disc.put(track);
        placesByArena.computeIfAbsent(track.arena().name(), name -> ConcurrentHashMap.newKeySet())
                .add(new Place(disc, track.number()));
    }

    /** A track that never came to be on its disc: another one gets its number. */
    private static boolean canBeAnnouncedAgain(TrackRecord track) {
        return track.state().isOpen() || (track.state() == TrackState.DEAD && track.blocks() == 0);
    }

    private DiscRecord known(int number) throws CorruptException {
        DiscRecord disc = discs.get(number);
        if (disc == null) {
            throw new CorruptException("is about disc %d, which was never begun".formatted(number));
        }
        return disc;
    }

    private static TrackRecord track(DiscRecord disc, int number) throws CorruptException {
        return disc.track(number).orElseThrow(() -> new CorruptException(
                "is about track %d of disc %d, which was never announced".formatted(number, disc.number())));
    }
}
