package org.arenavault.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.arenavault.io.Disks;
import org.arenavault.media.FlatJson;
import org.arenavault.media.LabelCluster;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Vault;

/**
 * What the ledgers ever said to be verified, held against the bytes in the discs' files: no drive and nothing that
 * reads through one has a part in it.
 */
final class Claims {

    private static final int BLOCK = 2048;
    private static final byte[] TITLE = "arenavault label ".getBytes(StandardCharsets.US_ASCII);

    private final Path vault;
    private final GrowingVenti venti;
    private final List<Path> recorders = new ArrayList<>();
    /** What was claimed, by the identity of the disc. */
    private final Map<UUID, Set<String>> verified = new HashMap<>();
    private final Set<Path> damaged = new HashSet<>();
    private final Map<Path, FlatJson> labels = new HashMap<>();

    Claims(Path vault, GrowingVenti venti) {
        this.vault = vault;
        this.venti = venti;
    }

    /** A recorder's discs count from now on. */
    void watch(Path recorder) {
        recorders.add(recorder);
    }

    /** The folders of a recorder's discs. */
    List<Path> discs(Path recorder) throws IOException {
        List<Path> discs = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(recorder, "*.disc")) {
            entries.forEach(discs::add);
        }
        discs.sort(null);
        return discs;
    }

    /** Nothing is promised of this disc any more. */
    void damaged(Path disc) {
        damaged.add(disc);
    }

    /** The disc is gone; another one may lie in its place. */
    void forget(Path disc) {
        labels.remove(disc);
        damaged.remove(disc);
    }

    /** The number on a disc's first label; 0 if it has none. */
    int numberOf(Path disc) throws IOException {
        return label(disc).map(label -> number(label, "disc")).orElse(0);
    }

    private static int number(FlatJson label, String field) {
        try {
            return label.smallNumber(field);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The first label on a disc that is whole; it stands in the cluster behind its arena and stays what it is. */
    private Optional<FlatJson> label(Path disc) throws IOException {
        if (!labels.containsKey(disc)) {
            Path data = disc.resolve("data");
            for (long at = 0; at < Files.size(data) && !labels.containsKey(disc); at += LabelCluster.SIZE) {
                if (Arrays.equals(read(data, at, TITLE.length), TITLE)) {
                    LabelCluster.decode(read(data, at, LabelCluster.SIZE), disc.toString())
                            .ifPresent(label -> labels.put(disc, label));
                }
            }
        }
        return Optional.ofNullable(labels.get(disc));
    }

    private SetState state(String set) throws IOException {
        return new Vault(vault, Disks.REAL, new InstantClock()).open(new SetName(set)).read();
    }

    private List<SetName> sets() throws IOException {
        return new Vault(vault, Disks.REAL, new InstantClock()).names();
    }

    /** Looks at every claim of every ledger. */
    void check() throws IOException {
        Map<UUID, Path> folders = new HashMap<>();
        Map<String, UUID> numbers = new HashMap<>();
        for (Path recorder : recorders) {
            for (Path disc : discs(recorder)) {
                Optional<FlatJson> label = damaged.contains(disc) ? Optional.empty() : label(disc);
                if (label.isPresent()) {
                    UUID uuid = label.get().uuid("discuuid");
                    folders.put(uuid, disc);
                    String name = "%s-%03d".formatted(label.get().text("set"), label.get().smallNumber("disc"));
                    UUID other = numbers.put(name, uuid);
                    if (other != null && !other.equals(uuid)) {
                        throw new AssertionError("two discs are called " + name);
                    }
                }
            }
        }
        for (SetName set : sets()) {
            for (DiscRecord disc : state(set.text()).discs()) {
                Path folder = folders.get(disc.uuid());
                for (TrackRecord track : disc.tracks()) {
                    if (track.state() == TrackState.VERIFIED) {
                        verified.computeIfAbsent(disc.uuid(), uuid -> new TreeSet<>()).add(track.content().name());
                        assertTrue(folder, disc, track);
                    }
                }
            }
        }
    }

    private void assertTrue(Path folder, DiscRecord disc, TrackRecord track) throws IOException {
        if (folder == null || damaged.contains(folder)) {
            return;
        }
        byte[] arena = venti.sealed().get(track.content().name());
        if (arena == null || !Arrays.equals(arena,
                read(folder.resolve("data"), track.lba() * BLOCK, arena.length))) {
            throw new AssertionError("%s track %d is said to be %s, verified, and is not".formatted(
                    disc.identity().label(), track.number(), track.content().name()));
        }
    }

    /** A backup said that nothing is left to do. */
    void assertAllOnDisc(String set) throws IOException {
        Set<String> there = new TreeSet<>();
        for (DiscRecord disc : state(set).discs()) {
            if (disc.mark().counts()) {
                disc.tracks().stream().filter(track -> track.state() == TrackState.VERIFIED)
                        .forEach(track -> there.add(track.content().name()));
            }
        }
        if (!there.containsAll(venti.sealed().keySet())) {
            throw new AssertionError("backup of %s ended with 0; sealed: %s, verified: %s".formatted(set,
                    venti.sealed().keySet(), there));
        }
    }

    /** The arenas that were ever verified on a disc that is there and whole. */
    List<String> promised() throws IOException {
        Set<String> arenas = new TreeSet<>();
        for (Path recorder : recorders) {
            for (Path disc : discs(recorder)) {
                Optional<FlatJson> label = damaged.contains(disc) ? Optional.empty() : label(disc);
                if (label.isPresent()) {
                    arenas.addAll(verified.getOrDefault(label.get().uuid("discuuid"), Set.of()));
                }
            }
        }
        return List.copyOf(arenas);
    }

    private static byte[] read(Path data, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel file = FileChannel.open(data)) {
            int count = 0;
            while (count >= 0 && bytes.hasRemaining()) {
                count = file.read(bytes, from + bytes.position());
            }
        }
        return bytes.array();
    }
}
