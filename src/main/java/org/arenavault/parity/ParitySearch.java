package org.arenavault.parity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        try (Progress.Stage stage = world.progress().begin("looking for parity in " + image.name(), image.size())) {
            for (long at = 0; at < image.size(); at += CHUNK) {
                world.stop().check();
                byte[] chunk = BlockReads.read(image, at, (int) Math.min(CHUNK, image.size() - at));
                for (int block = 0; block + BEGIN.length <= chunk.length; block += BlockReads.BLOCK) {
                    if (Arrays.equals(chunk, block, block + BEGIN.length, BEGIN, 0, BEGIN.length)) {
                        try {
                            return ParityTrack.at(image, at + block);
                        } catch (CorruptException | MediumFaultException e) {
                            damage = e;
                        }
                    }
                }
                stage.add(chunk.length);
            }
        }
        throw damage;
    }
}
