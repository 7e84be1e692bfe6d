package org.arenavault.restore.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.sets.DiscRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.Score;

/** The disc that lies in the drive, open to read blocks from its arenas. */
final class InsertedDisc implements Closeable {

    private static final int READ_AHEAD_CHUNKS = 64;

    private record Track(Arena arena, long clumpMagic, TrackReader reader) {
    }

    private final DiscRecord disc;
    private final Medium medium;
    private final MediumState state;
    private final ChunkCache cache = new ChunkCache(READ_AHEAD_CHUNKS);
    private final Map<Integer, Track> tracks = new HashMap<>();
    private final ClumpDecoder decoder = new ClumpDecoder();

    InsertedDisc(DiscRecord disc, Medium medium, MediumState state) {
        this.disc = disc;
        this.medium = medium;
        this.state = state;
    }

    DiscRecord disc() {
        return disc;
    }

    /**
     * Reads a block.
     *
     * @throws CorruptException if no sound clump of the block lies there
     */
    byte[] read(CatalogEntry entry, Score score, BlockType type) throws IOException {
        Track track = track(entry.track());
        return decoder.read(track.arena(), track.clumpMagic(), entry.offset(), type.toDisk(), score);
    }

    private Track track(int number) throws IOException {
        Track known = tracks.get(number);
        if (known == null) {
            TrackExtent extent = state.track(number).orElseThrow(() -> new CorruptException(
                    "disc %s lacks track %d".formatted(disc.identity().label(), number)));
            TrackReader reader = medium.read(extent);
            try {
                Arena arena = Arena.ofImage(cache.over(reader), 0);
                known = new Track(arena, clumpMagic(arena), reader);
            } catch (IOException | RuntimeException | Error e) {
                reader.close();
                throw e;
            }
            tracks.put(number, known);
        }
        return known;
    }

    private static long clumpMagic(Arena arena) throws IOException {
        ArenaTail tail = arena.readTail();
        return tail.clumpMagic();
    }

    @Override
    public void close() throws IOException {
        try (medium) {
            Closing.all(tracks.values().stream().map(Track::reader).toList());
        }
    }
}
