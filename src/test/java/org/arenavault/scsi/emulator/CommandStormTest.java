package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.TrackInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long random histories: what the drive says agrees with itself, and no acknowledged, synchronised block is lost. */
class CommandStormTest {

    private static final int BLOCKS = 8192;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource(value = MediumFamily.class, names = {"BD_R", "BD_R_DL", "DVD_PLUS_R"})
    void aSequentialDiscStaysConsistent(MediumFamily family) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            Rig rig = Rig.of(temp, family, BLOCKS);
            BitSet safe = new BitSet();
            BitSet pending = new BitSet();
            for (int step = 0; step < 120; step++) {
                Host host = rig.host();
                DiscInformation disc = host.disc();
                int tracks = disc.lastTrackOfLastSession();
                switch (random.nextInt(12)) {
                    case 0 -> {
                        host.sync();
                        safe.or(pending);
                    }
                    case 1 -> {
                        if (host.run(Cdb.closeTrack(CloseFunction.TRACK, 1 + random.nextInt(tracks), Immed.OFF)).ok()) {
                            host.sync();
                            safe.or(pending);
                        }
                    }
                    case 2 -> {
                        if (random.nextInt(8) == 0
                                && host.run(Cdb.closeTrack(CloseFunction.SESSION, 0, Immed.OFF)).ok()) {
                            host.sync();
                            safe.or(pending);
                        }
                    }
                    case 3 -> host.run(OtherCdb.reserveTrack(1 + random.nextInt(300)));
                    case 4 -> {
                        if (random.nextInt(6) == 0) {
                            rig.drive().abandon();
                            rig = Rig.open(rig.folder());
                            pending.clear();
                            pending.or(safe);
                        }
                    }
                    case 5 -> rig.quirk(Quirk.BACKLOG, Integer.toString(random.nextInt(6)));
                    default -> {
                        TrackInformation track = host.track(1 + random.nextInt(tracks));
                        int blocks = (int) Math.min(track.free(), 1 + random.nextInt(70));
                        if (track.nextWritableValid() && blocks > 0
                                && host.tryWrite(track.nextWritable(), blocks).ok()) {
                            pending.set((int) track.nextWritable(), (int) track.nextWritable() + blocks);
                        }
                    }
                }
                check(rig.host(), seed);
                if (step % 30 == 29) {
                    checkBlocks(rig.host(), safe, seed);
                }
            }
            rig.close();
            try (Rig again = Rig.open(rig.folder())) {
                check(again.host(), seed);
                checkBlocks(again.host(), safe, seed);
            }
        }
    }

    private static void check(Host host, long seed) throws Exception {
        DiscInformation disc = host.disc();
        long end = 0;
        int session = 1;
        boolean room = false;
        for (int n = 1; n <= disc.lastTrackOfLastSession(); n++) {
            TrackInformation track = host.track(n);
            assertThat(track.track()).as("seed %d", seed).isEqualTo(n);
            assertThat(track.start()).as("seed %d, track %d", seed, n).isGreaterThanOrEqualTo(end);
            assertThat(track.session()).as("seed %d", seed).isBetween(session, session + 1);
            assertThat(track.state()).as("seed %d", seed).isNotEqualTo(TrackInformation.State.UNKNOWN);
            if (track.nextWritableValid()) {
                room = true;
                assertThat(track.nextWritable()).as("seed %d", seed)
                        .isBetween(track.start(), track.start() + track.size());
                assertThat(track.free()).as("seed %d", seed)
                        .isEqualTo(track.start() + track.size() - track.nextWritable());
            }
            end = track.start() + track.size();
            session = track.session();
        }
        assertThat(end).as("seed %d", seed).isLessThanOrEqualTo(BLOCKS);
        assertThat(disc.sessions()).as("seed %d", seed).isEqualTo(session);
        assertThat(disc.status() == Status.COMPLETE).as("seed %d", seed).isEqualTo(!room);
        assertThat(host.noTrack(disc.lastTrackOfLastSession() + 1)).hasToString("5/24/00");
    }

    private static void checkBlocks(Host host, BitSet safe, long seed) throws Exception {
        for (int from = safe.nextSetBit(0); from >= 0; from = safe.nextSetBit(safe.nextClearBit(from))) {
            int to = safe.nextClearBit(from);
            assertThat(host.read(from, to - from)).as("seed %d, blocks %d to %d", seed, from, to)
                    .isEqualTo(Host.pattern(from, to - from));
        }
    }

    @Test
    void anyCommandsHaveAResult() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[] data = new byte[1 + 16 * (1 + random.nextInt(40))];
            random.nextBytes(data);
            for (int at = 1; at < data.length; at += 16) {
                for (int k = 2; k < 16; k++) {
                    if (random.nextInt(3) > 0) {
                        data[at + k] = 0;
                    }
                }
            }
            try {
                CommandsFuzz.fuzzerTestOneInput(data);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
