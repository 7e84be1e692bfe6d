package org.arenavault.sets;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.media.Content;
import org.arenavault.media.FlatJson;

/**
 * The sums of the units of each track of a set, kept when the track was read back and found right, in a file a track:
 * {@code sums/DISC-TRACK}. With them a part of a track can be judged without reading the whole. They can be deleted;
 * the next reading makes them anew.
 */
public final class TrackSums {

    /** Where they lie in the set's folder. */
    static final String FOLDER = "sums";

    private static final String MAGIC = "arenavault sums 1\n";
    private static final int DIGEST = 32;
    /** A head is far shorter. */
    private static final int LONGEST_HEAD = 4096;

    private final Path folder;
    private final Disks disks;

    /** Those beside the ledger in {@code set}. */
    TrackSums(Path set, Disks disks) {
        this.folder = set.resolve(FOLDER);
        this.disks = disks;
    }

    private Path file(int disc, int track) {
        return folder.resolve("%03d-%02d".formatted(disc, track));
    }

    /** What a file is of: the track of a disc, and what is on it. */
    private static String head(UUID disc, int track, Content content) {
        return MAGIC + new FlatJson().put("discuuid", disc).put("track", track).put("arena", content.name())
                .put("size", content.size()).put("digest", content.sum()).put("unit", UnitSums.UNIT).format() + "\n";
    }

    /**
     * Keeps the sums of a track.
     *
     * @throws org.arenavault.io.OwnFileException if they cannot be written
     */
    public void keep(DiscRecord disc, TrackRecord track, UnitSums sums) throws IOException {
        Path path = file(disc.number(), track.number());
        OwnFiles.run(path, () -> {
            DurableFiles.createFolder(folder);
            // what a kill leaves in the set's folder, the next writer takes away
            Path fresh = NewFiles.temporary(PlainFiles.folderOf(folder), FOLDER, ".new");
            DurableFiles.replaceUnforced(path, fresh, out -> write(out, head(disc.uuid(), track.number(),
                    track.content()), sums));
        });
    }

    private static void write(OutputStream file, String head, UnitSums sums) throws IOException {
        MessageDigest sha256 = Digests.sha256();
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(file, sha256)));
        out.write(head.getBytes(StandardCharsets.UTF_8));
        for (long unit = 0; unit < sums.units(); unit++) {
            out.writeInt(sums.of(unit));
        }
        out.flush();
        file.write(sha256.digest());
    }

    /**
     * The sums of a track.
     *
     * @return empty if there are none, or none of this track, or if they are damaged: they prove nothing then
     * @throws org.arenavault.io.OwnFileException if they cannot be read
     */
    public Optional<UnitSums> of(DiscRecord disc, TrackRecord track) throws IOException {
        Path path = file(disc.number(), track.number());
        if (!OwnFiles.exists(path)) {
            return Optional.empty();
        }
        DurableFiles.refuseLink(path);
        byte[] head = head(disc.uuid(), track.number(), track.content()).getBytes(StandardCharsets.UTF_8);
        long units = UnitSums.unitsOf(track.content().size());
        long expected = head.length + units * Integer.BYTES + DIGEST;
        try (Storage file = OwnFiles.on(disks).openToRead(path)) {
            if (head.length > LONGEST_HEAD || file.size() != expected || expected > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            byte[] all = file.read(0, (int) expected);
            MessageDigest sha256 = Digests.sha256();
            sha256.update(all, 0, all.length - DIGEST);
            if (!Arrays.equals(all, 0, head.length, head, 0, head.length)
                    || !Arrays.equals(sha256.digest(), Arrays.copyOfRange(all, all.length - DIGEST, all.length))) {
                return Optional.empty();
            }
            ByteBuffer numbers = ByteBuffer.wrap(all, head.length, all.length - DIGEST - head.length);
            int[] sums = new int[(int) units];
            numbers.asIntBuffer().get(sums);
            return Optional.of(new UnitSums(sums));
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }
}
