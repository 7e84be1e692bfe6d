package org.arenavault.backup;

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
import java.util.List;
import java.util.Map;
import org.arenavault.io.Disks;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.VentiConf;

/**
 * What really lies on the discs of an emulated recorder, by their files alone: no drive and nothing that reads
 * through one has a part in it.
 */
final class DiscImages {

    private static final int BLOCK = 2048;
    private static final int LABEL = 64 * 1024;

    private final Map<String, byte[]> arenas = new HashMap<>();

    /** Knows the arenas of this venti. */
    DiscImages(Path conf) throws IOException {
        for (var part : VentiConf.read(conf, Disks.REAL).arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(part.openToRead(Disks.REAL))) {
                for (Arena arena : partition.arenas()) {
                    arenas.put(arena.name(), arena.image().read(0, (int) arena.size()));
                }
            }
        }
    }

    /** The tracks that the ledger calls verified and that no disc holds, byte for byte, with their label. */
    List<String> falseClaims(SetState state, Path... recorders) throws IOException {
        List<String> claims = new ArrayList<>();
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.tracks()) {
                if (track.state() == TrackState.VERIFIED && !isOnAny(disc, track, recorders)) {
                    claims.add("%s track %d, %s".formatted(disc.identity().label(), track.number(),
                            track.content().name()));
                }
            }
        }
        return claims;
    }

    private boolean isOnAny(DiscRecord disc, TrackRecord track, Path... recorders) throws IOException {
        for (Path recorder : recorders) {
            try (DirectoryStream<Path> discs = Files.newDirectoryStream(recorder, "*.disc")) {
                for (Path folder : discs) {
                    if (isOn(folder.resolve("data"), disc, track)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isOn(Path data, DiscRecord disc, TrackRecord track) throws IOException {
        byte[] arena = arenas.get(track.content().name());
        byte[] there = read(data, track.lba() * BLOCK, arena.length);
        byte[] label = read(data, (track.lba() + track.blocks()) * BLOCK - LABEL, LABEL);
        return Arrays.equals(there, arena)
                && new String(label, StandardCharsets.ISO_8859_1).contains(disc.uuid().toString());
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
