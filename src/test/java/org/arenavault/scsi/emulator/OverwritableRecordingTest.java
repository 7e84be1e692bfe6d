package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.Profile;
import org.arenavault.scsi.TrackInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** BD-RE, DVD+RW and removable disks ({@code optical-emulator.md} 6.2, 6.4). */
class OverwritableRecordingTest {

    private static final FormatDescriptor PLAIN = new FormatDescriptor(0, FormatDescriptor.BD_RE_PLAIN, 0, 0);
    private static final FormatDescriptor PLUS_RW = new FormatDescriptor(0xFFFFFFFFL, FormatDescriptor.PLUS_RW, 0, 0);

    @TempDir
    private Path temp;

    private Rig formatted(MediumFamily family) throws Exception {
        Rig rig = Rig.of(temp, family, 4096);
        if (family == MediumFamily.BD_RE) {
            Host.good(rig.host().format(PLAIN, Immed.OFF));
        } else if (family == MediumFamily.DVD_PLUS_RW) {
            Host.good(rig.host().format(PLUS_RW, Immed.OFF));
        }
        return rig;
    }

    @Test
    void aBdReIsUnformattedAtFirst() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_RE, 4096)) {
            Host host = rig.host();
            assertThat(host.readFails(0, 1)).hasToString("3/31/00");
            assertThat(host.writeFails(0, 32)).hasToString("3/31/00");
            assertThat(host.disc().status()).isEqualTo(Status.BLANK);
            assertThat(host.capacity().blocks()).isZero();
            rig.quirk(Quirk.UNFORMATTED_NOT_READY);
            assertThat(host.readFails(0, 1)).hasToString("2/30/10");
        }
    }

    @Test
    void aFormattedBdReIsOneTrackOverAllOfIt() throws Exception {
        try (Rig rig = formatted(MediumFamily.BD_RE)) {
            Host host = rig.host();
            DiscInformation disc = host.disc();
            assertThat(disc.status()).isEqualTo(Status.OTHER);
            assertThat(disc.erasable()).isTrue();
            TrackInformation track = host.track(1);
            assertThat(track.size()).isEqualTo(4096);
            assertThat(track.nextWritableValid()).isFalse();
            assertThat(track.reserved()).isFalse();
            assertThat(track.blank()).isFalse();
            assertThat(host.noTrack(2)).hasToString("5/24/00");
            assertThat(host.profile()).isEqualTo(Profile.BD_RE);
            assertThat(host.capacity().blocks()).isEqualTo(4096);
            assertThat(host.contents().last()).isEqualTo(1);
            assertThat(host.closeFails(CloseFunction.TRACK, 1)).hasToString("5/24/00");
            assertThat(host.closeFails(CloseFunction.SESSION, 0)).hasToString("5/24/00");
            rig.quirk(Quirk.CLOSE_BD_RE_GOOD);
            host.close(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = MediumFamily.class, names = {"BD_RE", "DVD_PLUS_RW", "REMOVABLE"})
    void anyBlockCanBeWrittenAtAnyTimeAndUnwrittenOnesAreZero(MediumFamily family) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path folder;
        BitSet written = new BitSet();
        try (Rig rig = formatted(family)) {
            folder = rig.folder();
            for (int i = 0; i < 100; i++) {
                int lba = random.nextInt(4000);
                int blocks = 1 + random.nextInt(64);
                rig.host().write(lba, blocks);
                written.set(lba, lba + blocks);
                if (random.nextInt(10) == 0) {
                    rig.host().sync();
                }
            }
            assertContents(rig.host(), written, seed);
            rig.drive().abandon();
        }
        try (Rig rig = Rig.open(folder)) {
            assertContents(rig.host(), written, seed);
        }
    }

    private static void assertContents(Host host, BitSet written, long seed) throws Exception {
        for (int lba = 0; lba < 4096; lba++) {
            byte[] block = host.read(lba, 1);
            if (written.get(lba)) {
                assertThat(block).as("seed %d, block %d", seed, lba).isEqualTo(Host.pattern(lba, 1));
            } else {
                assertThat(block).as("seed %d, block %d", seed, lba).containsOnly(0);
            }
        }
    }

    @Test
    void nothingLiesBehindTheEnd() throws Exception {
        try (Rig rig = formatted(MediumFamily.BD_RE)) {
            assertThat(rig.host().writeFails(4090, 32)).hasToString("5/21/00");
            assertThat(rig.host().readFails(4096, 1)).hasToString("5/21/00");
            assertThat(rig.host().read(4095, 1)).containsOnly(0);
        }
    }

    @Test
    void aPlusRwIsFormattedInTheBackground() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_PLUS_RW, 4096)) {
            Host host = rig.host();
            assertThat(host.writeFails(0, 16)).hasToString("3/31/00");
            assertThat(host.disc().format()).isEqualTo(BackgroundFormat.NONE);
            FormatDescriptor restart = new FormatDescriptor(0xFFFFFFFFL, FormatDescriptor.PLUS_RW, 0, 1);
            assertThat(Host.failed(host.format(restart, Immed.ON))).hasToString("5/2C/00");
            Host.good(host.format(PLUS_RW, Immed.ON));
            assertThat(host.disc().format()).isEqualTo(BackgroundFormat.COMPLETE);
            host.write(0, 16);
            host.ok(Cdb.closeTrack(CloseFunction.STOP_FORMAT, 0, Immed.OFF));
            host.ok(Cdb.closeTrack(CloseFunction.SESSION, 0, Immed.OFF));
            host.ok(Cdb.closeTrack(CloseFunction.FINALISE_SMALL, 0, Immed.OFF));
            assertThat(host.closeFails(CloseFunction.TRACK, 1)).hasToString("5/24/00");
            assertThat(host.closeFails(CloseFunction.FINALISE, 0)).hasToString("5/24/00");
            Host.good(host.format(restart, Immed.OFF));
            host.assertHolds(0, 16);
        }
    }

    @Test
    void blankingForgetsEverything() throws Exception {
        try (Rig rig = formatted(MediumFamily.BD_RE)) {
            rig.host().write(0, 32);
            rig.host().ok(OtherCdb.blankFully(Immed.OFF));
            assertThat(rig.host().readFails(0, 1)).hasToString("3/31/00");
            Host.good(rig.host().format(PLAIN, Immed.OFF));
            assertThat(rig.host().read(0, 32)).containsOnly(0);
        }
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            assertThat(rig.host().fails(OtherCdb.blankFully(Immed.OFF))).hasToString("5/24/00");
        }
    }

    @Test
    void aRemovableDiskNeedsNoFormat() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.REMOVABLE, 4096)) {
            assertThat(rig.host().profile()).isEqualTo(Profile.REMOVABLE_DISK);
            rig.host().write(100, 7);
            rig.host().assertHolds(100, 7);
            assertThat(Host.failed(rig.host().format(PLUS_RW, Immed.OFF))).hasToString("5/30/06");
        }
    }
}
