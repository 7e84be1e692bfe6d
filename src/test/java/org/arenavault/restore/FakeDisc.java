package org.arenavault.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.media.AnyLabel;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.ContentLabel;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.LabelReading;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackLabel;
import org.arenavault.media.TrackPlan;
import org.arenavault.media.TrackReader;
import org.arenavault.media.TrackWriter;
import org.arenavault.optical.AppendPoint;

/** A recorded disc in memory, whose bytes, labels and read errors a test makes as it wants them. */
final class FakeDisc implements Medium {

    /** What cdfs leaves behind an arena that is a multiple of a cluster: 60 KiB of zeros (optical 5.3). */
    static final int CDFS_TAIL = 60 * 1024;

    private record Track(byte[] bytes, Optional<AnyLabel> label, TrackExtent.Condition condition) {
    }

    private final Optional<DiscIdentity> identity;
    private final List<Track> tracks = new ArrayList<>();
    private final TreeMap<Long, Integer> unreadable = new TreeMap<>();
    private boolean suitable = true;
    private int reads;

    private FakeDisc(Optional<DiscIdentity> identity) {
        this.identity = identity;
    }

    /** A disc whose tracks carry labels. */
    static FakeDisc labelled(DiscIdentity identity) {
        return new FakeDisc(Optional.of(identity));
    }

    /** A disc without labels, as Plan 9 records it. */
    static FakeDisc unlabelled() {
        return new FakeDisc(Optional.empty());
    }

    /** Something that no arena was ever recorded on. */
    static FakeDisc unsuitable() {
        FakeDisc disc = unlabelled();
        disc.suitable = false;
        return disc;
    }

    /** Adds a closed track with an arena, and behind it a label or what cdfs leaves there. */
    FakeDisc with(SampleArena arena) {
        return with(arena.bytes(), arena.record());
    }

    /** Adds a closed track of these bytes; {@code record} is what its label says, if the disc has labels. */
    FakeDisc with(byte[] bytes, ArenaRecord record) {
        Optional<AnyLabel> label = identity.map(disc -> new TrackLabel(disc, tracks.size() + 1, lba(), record,
                7 + tracks.size(), Instant.EPOCH));
        byte[] padded = new byte[bytes.length + (label.isPresent() ? 64 * 1024 : CDFS_TAIL)];
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        tracks.add(new Track(padded, label, TrackExtent.Condition.CLOSED));
        return this;
    }

    /** Adds a closed track with an increment. */
    FakeDisc with(SampleIncrement increment) {
        byte[] padded = new byte[increment.bytes().length + 64 * 1024];
        System.arraycopy(increment.bytes(), 0, padded, 0, increment.bytes().length);
        tracks.add(new Track(padded, Optional.of(new ContentLabel(identity.orElseThrow(), tracks.size() + 1, lba(),
                increment.content(), 7 + tracks.size(), Instant.EPOCH, 1)), TrackExtent.Condition.CLOSED));
        return this;
    }

    /** Adds a track of these bytes without a label. */
    FakeDisc withTrack(byte[] bytes, TrackExtent.Condition condition) {
        byte[] padded = new byte[(bytes.length + BLOCK - 1) / BLOCK * BLOCK];
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        tracks.add(new Track(padded, Optional.empty(), condition));
        return this;
    }

    /** Makes bytes of a track unreadable. */
    FakeDisc withFault(int track, long at) {
        unreadable.put(at + ((long) track << 40), track);
        return this;
    }

    /** Inverts one bit of a track. */
    FakeDisc withFlip(int track, long at, int bit) {
        tracks.get(track - 1).bytes()[(int) at] ^= (byte) (1 << bit);
        return this;
    }

    /** The bytes of a track. */
    byte[] bytes(int track) {
        return tracks.get(track - 1).bytes();
    }

    /** How often its tracks were opened. */
    int reads() {
        return reads;
    }

    /** Its name on labels; empty if it has none. */
    String label() {
        return identity.map(DiscIdentity::label).orElse("");
    }

    /** Block at which the next track starts. */
    long lba() {
        return tracks.stream().mapToLong(track -> track.bytes().length / BLOCK).sum();
    }

    @Override
    public String drive() {
        return "fake drive";
    }

    @Override
    public MediumState inspect() {
        List<TrackExtent> extents = new ArrayList<>();
        long lba = 0;
        for (Track track : tracks) {
            extents.add(new TrackExtent(extents.size() + 1, lba, track.bytes().length / BLOCK, track.condition()));
            lba += track.bytes().length / BLOCK;
        }
        MediumState.Condition condition = !suitable ? MediumState.Condition.UNSUITABLE
                : tracks.isEmpty() ? MediumState.Condition.BLANK : MediumState.Condition.APPENDABLE;
        return new MediumState("fake", condition, suitable ? "" : "holds a film", Optional.empty(), "", extents,
                new AppendPoint(extents.size() + 1, lba, 1 << 20), 1 << 22);
    }

    @Override
    public LabelReading readLabel(TrackExtent track) {
        return tracks.get(track.number() - 1).label().map(label -> LabelReading.of(label.cluster(), "fake drive"))
                .orElseGet(LabelReading.None::new);
    }

    @Override
    public TrackReader read(TrackExtent track) {
        reads++;
        return new Reader(track.number(), tracks.get(track.number() - 1).bytes());
    }

    private final class Reader implements TrackReader {

        private final int number;
        private final byte[] bytes;

        Reader(int number, byte[] bytes) {
            this.number = number;
            this.bytes = bytes;
        }

        @Override
        public String name() {
            return "fake drive: track " + number;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            if (position < 0 || position > bytes.length - target.remaining()) {
                throw new CorruptException("%s: ends at byte %d".formatted(name(), bytes.length));
            }
            long base = (long) number << 40;
            if (!unreadable.subMap(base + position, base + position + target.remaining()).isEmpty()) {
                throw new MediumFaultException(name() + ": unrecovered read error");
            }
            target.put(bytes, (int) position, target.remaining());
        }

        @Override
        public long recovered() {
            return 0;
        }

        @Override
        public List<BadRange> bad() {
            return List.of();
        }

        @Override
        public void close() {
            // memory
        }
    }

    @Override
    public boolean labelsTracks() {
        return true;
    }

    @Override
    public void eject() {
        // stays where it is
    }

    @Override
    public void close() {
        // memory
    }

    @Override
    public void begin(DiscIdentity disc) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long blocksFor(long contents) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackWriter append(TrackPlan plan) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackWriter resume(TrackPlan plan, TrackExtent open) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MediumState giveUp(TrackExtent open) {
        throw new UnsupportedOperationException();
    }
}
