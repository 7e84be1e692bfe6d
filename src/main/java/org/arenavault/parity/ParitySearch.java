package org.arenavault.parity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;

/** Looks for a parity track in the image of a whole disc, in which it begins anywhere. */
public final class ParitySearch {

    private static final int CHUNK = 512 * BlockReads.BLOCK;
    private static final byte[] BEGIN = ParityHeader.FAMILY.getBytes(StandardCharsets.US_ASCII);

    private ParitySearch() {
    }

    /**
     * Opens the parity track that an image begins with, else the first one in it whose header can be used, the one at
     * its end as well.
     *
     * @param image of a track or of a disc
     * @throws UnusableBytesException if there is none, or one of another version, or one without a whole header
     */
    public static ParityTrack open(Storage image, World world) throws IOException {
        UnusableBytesException damage;
        try {
            return ParityTrack.open(image);
        } catch (CorruptException | MediumFaultException e) {
            damage = e;
        }
        Optional<ParityTrack> found = Optional.empty();
        Scan scan = new Scan(image, world);
        while (found.isEmpty() && scan.advance()) {
            try {
                found = Optional.of(ParityTrack.at(image, scan.at));
            } catch (CorruptException | MediumFaultException e) {
                damage = e;
            }
        }
        if (found.isPresent()) {
            return found.get();
        }
        throw damage;
    }

    /**
     * Opens all tracks of the first group in an image: one, or those that a disc carries with parity of others. Of
     * these, one that is damaged beyond use is passed over.
     *
     * @throws UnusableBytesException as {@link #open}
     */
    public static List<ParityTrack> all(Storage image, World world) throws IOException {
        ParityTrack first = open(image, world);
        if (first.content().share().equals(ParityShare.all(first.content().layout()))) {
            return List.of(first);
        }
        Map<ParityShare, ParityTrack> tracks = new LinkedHashMap<>();
        tracks.put(first.content().share(), first);
        Scan scan = new Scan(image, world);
        while (scan.advance()) {
            // where this header is damaged the one at the other end may serve
            trackAt(image, scan.at).filter(track -> track.content().group().equals(first.content().group()))
                    .ifPresent(track -> tracks.putIfAbsent(track.content().share(), track));
        }
        return List.copyOf(tracks.values());
    }

    private static Optional<ParityTrack> trackAt(Storage image, long at) throws IOException {
        try {
            return Optional.of(ParityTrack.at(image, at));
        } catch (UnusableBytesException e) {
            return Optional.empty();
        }
    }

    /** Goes over an image from one place to the next where a header begins. */
    private static final class Scan {

        private final Storage image;
        private final World world;
        private byte[] chunk = new byte[0];
        private long chunkAt;
        /** Where the header begins that was found last. */
        private long at = -BlockReads.BLOCK;

        Scan(Storage image, World world) {
            this.image = image;
            this.world = world;
        }

        /** False if there is none left. */
        boolean advance() throws IOException {
            at += BlockReads.BLOCK;
            try (Progress.Stage stage = world.progress().begin("looking for parity in " + image.name(),
                    image.size() - at)) {
                for (; at < image.size(); at += BlockReads.BLOCK) {
                    if (at >= chunkAt + chunk.length) {
                        world.stop().check();
                        stage.add(chunk.length);
                        chunkAt = at;
                        chunk = BlockReads.read(image, at, (int) Math.min(CHUNK, image.size() - at));
                    }
                    int block = (int) (at - chunkAt);
                    if (block + BEGIN.length <= chunk.length && Arrays.equals(chunk, block, block + BEGIN.length, BEGIN,
                            0, BEGIN.length)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
