package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.TrackInformation.State;
import org.arenavault.scsi.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveCommandTest {

    @TempDir
    private Path temp;

    @Test
    void aReservedTrackHasItsSizeRoundedUpAndIsFollowedByTheIncompleteOne() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            host.ok(OtherCdb.reserveTrack(100));
            assertThat(host.track(1).state()).isEqualTo(State.RESERVED_BLANK);
            assertThat(host.track(1).size()).isEqualTo(128);
            assertThat(host.track(2).state()).isEqualTo(State.INCOMPLETE_BLANK);
            assertThat(host.track(2).start()).isEqualTo(128);
            assertThat(host.disc().lastSession()).isEqualTo(LastSession.INCOMPLETE);
            host.write(128, 32);
            host.write(0, 32);
            assertThat(host.track(1).state()).isEqualTo(State.RESERVED_OPEN);
            assertThat(host.closeFails(CloseFunction.SESSION, 0)).hasToString("5/72/03");
            assertThat(host.closeFails(CloseFunction.FINALISE, 0)).hasToString("5/72/03");
            host.close(1);
            assertThat(host.track(1).size()).as("full size").isEqualTo(128);
            host.assertHolds(0, 32);
            assertThat(host.read(32, 96)).as("padding").containsOnly(0);
            host.assertHolds(128, 32);
            host.closeSession();
            assertThat(host.track(3).session()).isEqualTo(2);
        }
    }

    @Test
    void aReservedPlusRTrackAnswersAsARealOneDoes() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_PLUS_R, 0)) {
            rig.host().ok(OtherCdb.reserveTrack(15_872));
            Vector.real("rti_reserved_plusr_d5_t1")
                    .assertMatchedBy(rig.host().in(Cdb.readTrackInformation(1, 48), 48));
            for (int lba = 15_888; lba < 103_488; lba += 1200) {
                rig.host().write(lba, 1200);
            }
            Vector.real("rti_after_reserved_d5_t2")
                    .assertMatchedBy(rig.host().in(Cdb.readTrackInformation(2, 48), 48));
        }
    }

    @Test
    void whatCannotBeReserved() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            assertThat(host.fails(OtherCdb.reserveTrack(4097))).hasToString("5/63/00");
            assertThat(host.fails(OtherCdb.reserveTrack(0))).hasToString("5/24/00");
            host.write(0, 32);
            assertThat(host.fails(OtherCdb.reserveTrack(64))).as("the incomplete track is not blank")
                    .hasToString("5/2C/00");
        }
        try (Rig rig = Rig.of(temp, MediumFamily.CD_R, 4096)) {
            assertThat(rig.host().fails(OtherCdb.reserveTrack(64))).hasToString("5/24/00");
        }
    }

    @Test
    void fifteenTracksMayBeReserved() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            for (int i = 0; i < 15; i++) {
                rig.host().ok(OtherCdb.reserveTrack(32));
            }
            assertThat(rig.host().fails(OtherCdb.reserveTrack(32))).hasToString("5/72/05");
            rig.host().close(1);
            rig.host().ok(OtherCdb.reserveTrack(32));
        }
    }

    @Test
    void aTrackOverTheWholeRestLeavesNoIncompleteOne() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 128)) {
            rig.host().ok(OtherCdb.reserveTrack(128));
            assertThat(rig.host().disc().lastTrackOfLastSession()).isEqualTo(1);
            rig.host().write(0, 32);
            rig.host().close(1);
            assertThat(rig.host().track(1).size()).isEqualTo(128);
        }
    }

    @Test
    void aTrackIsSplitBehindWhatIsWritten() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            host.ok(OtherCdb.reserveTrack(256));
            host.write(0, 32);
            assertThat(host.fails(OtherCdb.splitTrack(32))).hasToString("5/24/00");
            assertThat(host.fails(OtherCdb.splitTrack(65))).hasToString("5/24/00");
            host.ok(OtherCdb.splitTrack(64));
            assertThat(host.track(1).size()).isEqualTo(64);
            assertThat(host.track(1).state()).isEqualTo(State.RESERVED_OPEN);
            assertThat(host.track(2).start()).isEqualTo(64);
            assertThat(host.track(2).size()).isEqualTo(192);
            assertThat(host.track(2).state()).isEqualTo(State.RESERVED_BLANK);
            assertThat(host.track(3).start()).isEqualTo(256);
            host.ok(OtherCdb.splitTrack(512));
            assertThat(host.track(3).state()).isEqualTo(State.RESERVED_BLANK);
            assertThat(host.track(4).state()).isEqualTo(State.INCOMPLETE_BLANK);
            host.write(64, 64);
            host.write(512, 32);
            host.sync();
            host.assertHolds(64, 64);
            host.assertHolds(512, 32);
        }
    }

    @Test
    void writingToTwoTracksInTurnCostsLinksAndNoData() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            rig.quirk(Quirk.BACKLOG, "5");
            host.ok(OtherCdb.reserveTrack(512));
            host.write(0, 40);
            host.write(512, 32);
            assertThat(rig.drive().counters().linkPoints()).isEqualTo(1);
            assertThat(host.track(1).nextWritable()).isEqualTo(64);
            host.write(64, 32);
            host.write(544, 32);
            host.sync();
            host.assertHolds(0, 40);
            host.assertHolds(64, 32);
            host.assertHolds(512, 64);
        }
    }
}
