package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.UnitSums;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.DiscIdentity;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums that are kept of a track count for that track alone, and not at all once anything in them changed. */
class TrackSumsTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private static DiscRecord disc(long uuid) {
        return new DiscRecord(new DiscIdentity(new UUID(1, 2), new UUID(3, 4), "home", 1, new UUID(5, uuid)), "bd-r",
                1 << 20, "", Instant.EPOCH);
    }

    private static TrackRecord track(int number, String arena, Score digest) {
        return new TrackRecord(number, new TrackRecord.Extent(0, 544),
                new ArenaRecord(arena, 150_000, 8192, "arenas", 0, digest, false),
                TrackState.VERIFIED, new TrackRecord.Announcement(1, Instant.EPOCH, 1, true),
                TrackRecord.LastReading.NONE, RecordedSeal.MATCHES, "");
    }

    private TrackSums sums() {
        return new TrackSums(folder, Disks.REAL);
    }

    @Test
    void theyCountForTheirTrackAloneAndOnlyAsTheyWereWritten() throws IOException {
        TrackRecord track = track(7, "arena7", Score.ZERO);
        assertThat(sums().of(disc(6), track)).isEmpty();
        sums().keep(disc(6), track, new UnitSums(new int[] {1, -2, 3}));
        Path file = folder.resolve("sums/001-07");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(sums().of(disc(6), track)).hasValueSatisfying(kept -> {
            assertThat(kept.units()).isEqualTo(3);
            assertThat(kept.of(1)).isEqualTo(-2);
        });
        assertThat(sums().of(disc(9), track)).isEmpty();
        assertThat(sums().of(disc(6), track(7, "arena8", Score.ZERO))).isEmpty();
        assertThat(sums().of(disc(6), track(7, "arena7", Score.NONE))).isEmpty();
        assertThat(sums().of(disc(6), track(8, "arena7", Score.ZERO))).isEmpty();
        byte[] right = Files.readAllBytes(file);
        for (int at = 0; at < right.length; at++) {
            byte[] wrong = right.clone();
            wrong[at] ^= (byte) (1 << at % 8);
            Files.write(file, wrong);
            assertThat(sums().of(disc(6), track)).as("byte %d changed", at).isEmpty();
        }
        for (int length = 0; length < right.length; length += 7) {
            Files.write(file, java.util.Arrays.copyOf(right, length));
            assertThat(sums().of(disc(6), track)).as("cut to %d", length).isEmpty();
        }
        sums().keep(disc(6), track, new UnitSums(new int[] {4, 5, 6}));
        assertThat(sums().of(disc(6), track)).isPresent();
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("sums"));
        }
    }
}
