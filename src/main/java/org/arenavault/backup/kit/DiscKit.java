package org.arenavault.backup.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ContentLabel;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;

/**
 * Takes the kit from a disc: the newest one whose bytes come to the digest on its label. Of a kit without a label that
 * can be read, only its form tells that it is one.
 */
public final class DiscKit {

    private static final byte[] BEGINNING = (Kit.FOLDER + Kit.README).getBytes(StandardCharsets.US_ASCII);

    /**
     * A kit that was taken from a disc.
     *
     * @param disc what is written on the disc: {@code home-003}
     * @param track its track
     * @param name what it is called; empty if no label says so
     * @param size bytes
     * @param digest its SHA-256, with which its label agrees; empty if no label could be read
     * @param folder where it is now
     * @param files what is in it
     * @param damaged kits behind it that could not be used, a line each
     */
    public record Taken(String disc, int track, String name, long size, String digest, Path folder,
                        List<KitFile> files, List<String> damaged) {

        public Taken {
            files = List.copyOf(files);
            damaged = List.copyOf(damaged);
        }

        /** Whether its bytes are those that were recorded. */
        public boolean isVerified() {
            return !digest.isEmpty();
        }
    }

    private final World world;

    /** For a world. */
    public DiscKit(World world) {
        this.world = world;
    }

    /**
     * Takes the kit from the disc in a drive.
     *
     * @param target the folder that gets the kit's folder
     * @return empty if it has none
     * @throws CorruptException if it has kits, and none is whole
     * @throws org.arenavault.io.RefusedException if there is a kit in that folder
     */
    public Optional<Taken> take(Medium medium, Path target) throws IOException {
        MediumState state = medium.inspect();
        Recognition seen = Recognition.of(medium, state);
        String disc = seen.labelled().map(labelled -> labelled.disc().label()).orElse(seen.text());
        List<String> damaged = new ArrayList<>();
        for (int i = state.tracks().size() - 1; i >= 0; i--) {
            TrackExtent track = state.tracks().get(i);
            if (track.condition() != TrackExtent.Condition.CLOSED) {
                continue;
            }
            try (TrackReader reader = medium.read(track)) {
                Optional<TrackContent> content = labelled(medium, track);
                if (content.isPresent() || begins(reader)) {
                    return Optional.of(take(reader, track, content, target, disc, damaged));
                }
            } catch (UnusableBytesException e) {
                damaged.add("%s track %d: %s".formatted(disc, track.number(), e.getMessage()));
            }
        }
        if (damaged.isEmpty()) {
            return Optional.empty();
        }
        throw new CorruptException("%s; every other full disc of the set has a kit, too".formatted(
                String.join("; ", damaged)));
    }

    private Taken take(TrackReader reader, TrackExtent track, Optional<TrackContent> content, Path target, String disc,
            List<String> damaged) throws IOException {
        long size = content.isPresent() ? content.get().size() : reader.size();
        if (size > reader.size()) {
            throw new CorruptException("its label says that the kit has %d bytes, and the track has %d".formatted(size,
                    reader.size()));
        }
        Storage kit = reader.slice(0, size);
        if (content.isPresent() && !digest(kit).equals(content.get().digest())) {
            throw new CorruptException("the kit's bytes do not come to the digest on its label");
        }
        String where = "%s track %d".formatted(disc, track.number());
        List<KitFile> files = new KitTar(kit, where, world).unpack(target);
        return new Taken(disc, track.number(), content.map(TrackContent::name).orElse(""), size,
                content.map(TrackContent::digest).orElse(""), target.resolve(Kit.FOLDER), files, damaged);
    }

    /** What the label says of a track that carries a kit. */
    private static Optional<TrackContent> labelled(Medium medium, TrackExtent track) throws IOException {
        return medium.readLabel(track).match(found -> Optional.empty(),
                foreign -> foreign.label().map(ContentLabel::content)
                        .filter(what -> what.kind().equals(TrackContent.KIT)),
                none -> Optional.empty(), damaged -> Optional.empty());
    }

    private static boolean begins(Storage track) throws IOException {
        return track.size() >= BEGINNING.length
                && Arrays.equals(track.read(0, BEGINNING.length), BEGINNING);
    }

    private String digest(Storage kit) throws IOException {
        try (Progress.Stage stage = world.progress().begin("reading the kit", kit.size())) {
            return HexFormat.of().formatHex(Digests.sha256(kit, stage, world.stop()));
        }
    }
}
