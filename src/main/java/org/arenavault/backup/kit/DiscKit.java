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
import org.arenavault.io.OwnFileException;
import org.arenavault.io.Progress;
import org.arenavault.io.Reason;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.AnyLabel;
import org.arenavault.media.Content;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.Vault;

/**
 * Takes the kit from a disc: the newest one whose bytes come to the digest on its label, or in a ledger of the vault.
 * Where neither can be read, only its form tells that it is a kit.
 */
public final class DiscKit {

    private static final byte[] BEGINNING = (Kit.FOLDER + Kit.README).getBytes(StandardCharsets.US_ASCII);

    /**
     * A kit that was taken from a disc.
     *
     * @param disc what is written on the disc: {@code home-003}
     * @param track its track
     * @param name what it is called; empty if neither label nor ledger says so
     * @param size bytes
     * @param digest its SHA-256, with which its label or the ledger agrees; empty if neither could be read
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

    private final Vault vault;
    private final World world;

    /**
     * For discs of anybody.
     *
     * @param vault its ledgers are asked where a label cannot be read
     */
    public DiscKit(Vault vault, World world) {
        this.vault = vault;
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
        Optional<TrackExtent> unproved = Optional.empty();
        for (int i = state.tracks().size() - 1; i >= 0; i--) {
            TrackExtent track = state.tracks().get(i);
            if (track.condition() != TrackExtent.Condition.CLOSED) {
                continue;
            }
            Optional<Content> content = content(medium, track, seen).filter(DiscKit::isKit);
            try (TrackReader reader = medium.read(track)) {
                if (content.isPresent()) {
                    return Optional.of(take(reader, track, content, target, disc, damaged));
                }
                unproved = unproved.isEmpty() && begins(reader) ? Optional.of(track) : unproved;
            } catch (UnusableBytesException e) {
                damaged.add("%s track %d: %s".formatted(disc, track.number(), e.getMessage()));
            }
        }
        if (unproved.isPresent()) {
            try (TrackReader reader = medium.read(unproved.get())) {
                return Optional.of(take(reader, unproved.get(), Optional.empty(), target, disc, damaged));
            }
        }
        if (damaged.isEmpty()) {
            return Optional.empty();
        }
        throw new CorruptException(String.join("; ", damaged));
    }

    /** What a track carries: by its label, or by a ledger if that cannot be read; empty if neither tells. */
    private Optional<Content> content(Medium medium, TrackExtent track, Recognition seen) throws IOException {
        Optional<Content> labelled = label(medium, track).map(AnyLabel::content);
        return labelled.isPresent() ? labelled : seen.labelled().flatMap(disc -> inLedger(disc.disc(), track));
    }

    private static Optional<AnyLabel> label(Medium medium, TrackExtent track) throws IOException {
        try {
            return medium.readLabel(track).any();
        } catch (UnusableBytesException e) {
            return Optional.empty();
        }
    }

    private Taken take(TrackReader reader, TrackExtent track, Optional<Content> content, Path target, String disc,
            List<String> damaged) throws IOException {
        long size = content.isPresent() ? content.get().size() : reader.size();
        if (size > reader.size()) {
            throw new CorruptException("the kit is to have %d bytes, and its track has %d".formatted(size,
                    reader.size()));
        }
        Storage kit = reader.slice(0, size);
        if (content.isPresent() && !digest(kit).equals(content.get().sum())) {
            throw new CorruptException("the kit's bytes do not come to its digest");
        }
        String where = "%s track %d".formatted(disc, track.number());
        List<KitFile> files = new KitTar(kit, where, world).unpack(target);
        return new Taken(disc, track.number(), content.map(Content::name).orElse(""), size,
                content.map(Content::sum).orElse(""), target.resolve(Kit.FOLDER), files, damaged);
    }

    /** What a ledger of the vault says of it. */
    private Optional<Content> inLedger(DiscIdentity disc, TrackExtent track) {
        List<SetName> names = List.of();
        try {
            names = vault.names();
        } catch (IOException | OwnFileException e) {
            world.terminal().print("note: no ledger was asked: " + Reason.of(e));
        }
        for (SetName name : names) {
            try {
                Optional<Content> content = vault.open(name).look().disc(disc.number())
                        .filter(record -> record.identity().equals(disc))
                        .flatMap(record -> record.track(track.number()))
                        .filter(record -> record.lba() == track.lba()).map(TrackRecord::content);
                if (content.isPresent()) {
                    return content;
                }
            } catch (IOException | OwnFileException e) {
                world.terminal().print("note: the ledger of set '%s' was not asked: %s".formatted(name, Reason.of(e)));
            }
        }
        return Optional.empty();
    }

    private static boolean isKit(Content content) {
        return content.id().kind().equals(TrackContent.KIT);
    }

    /** What cannot be read, and nothing calls a kit, is none. */
    private static boolean begins(Storage track) throws IOException {
        try {
            return track.size() >= BEGINNING.length
                    && Arrays.equals(track.read(0, BEGINNING.length), BEGINNING);
        } catch (UnusableBytesException e) {
            return false;
        }
    }

    private String digest(Storage kit) throws IOException {
        try (Progress.Stage stage = world.progress().begin("reading the kit", kit.size())) {
            return HexFormat.of().formatHex(Digests.sha256(kit, stage, world.stop()));
        }
    }
}
