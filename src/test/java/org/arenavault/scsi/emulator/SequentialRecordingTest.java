package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.ModePage;
import org.arenavault.scsi.ModeParameters;
import org.arenavault.scsi.PageControl;
import org.arenavault.scsi.Profile;
import org.arenavault.scsi.TrackInformation;
import org.arenavault.scsi.TrackInformation.State;
import org.arenavault.scsi.Vector;
import org.arenavault.scsi.WriteParametersPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the sequential families record ({@code optical-emulator.md} 6): from blank to final. */
class SequentialRecordingTest {

    @TempDir
    private Path temp;

    @Test
    void aBlankBdRAnswersAsRealOnesDo() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 0)) {
            Host host = rig.host();
            Vector.real("rdi_blank_bdr_r4").assertMatchedBy(host.in(Cdb.readDiscInformation(34), 34));
            Vector.real("rti_blank_bdr_r1").assertMatchedBy(host.in(Cdb.readTrackInformation(1, 48), 48));
            Vector.real("rfc_blank_bdr_sl").assertMatchedBy(host.in(Cdb.readFormatCapacities(255), 255));
            Vector.real("readcap_open_bdr_or_plusr").assertMatchedBy(host.in(Cdb.readCapacity(), 8));
            assertThat(host.profile()).isEqualTo(Profile.BD_R);
            assertThat(host.track(1).state()).isEqualTo(State.INCOMPLETE_BLANK);
        }
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R_TL, 0)) {
            Vector.real("rfc_blank_bdr_tl_pr1").assertMatchedBy(rig.host().in(Cdb.readFormatCapacities(255), 255));
        }
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_PLUS_R, 0)) {
            Vector.real("rti_blank_plusr_d1a").assertMatchedBy(rig.host().in(Cdb.readTrackInformation(1, 48), 48));
        }
    }

    @Test
    void aBlankDiscOfFiftyGigabytesCostsNothing() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R_DL, 0)) {
            assertThat(rig.host().track(1).free()).isEqualTo(24_438_784);
            assertThat(Files.size(rig.folder().resolve("data"))).isZero();
        }
    }

    @Test
    void bdRTracksFollowEachOtherWithoutGaps() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R_DL, 4096)) {
            Host host = rig.host();
            for (int k = 1; k <= 3; k++) {
                assertThat(host.burn(64 * k)).isEqualTo(k);
            }
            assertThat(host.track(1).start()).isZero();
            assertThat(host.track(2).start()).isEqualTo(64);
            assertThat(host.track(3).start()).isEqualTo(192);
            assertThat(host.track(3).size()).isEqualTo(192);
            assertThat(host.track(3).state()).isEqualTo(State.CLOSED);
            assertThat(host.track(4).state()).isEqualTo(State.INCOMPLETE_BLANK);
            assertThat(host.track(4).nextWritable()).isEqualTo(384);
            assertThat(host.track(4).free()).isEqualTo(4096 - 384);

            DiscInformation disc = host.disc();
            assertThat(disc.status()).isEqualTo(Status.INCOMPLETE);
            assertThat(disc.lastSession()).isEqualTo(LastSession.INCOMPLETE);
            assertThat(disc.sessions()).isEqualTo(1);
            assertThat(disc.lastTrackOfLastSession()).isEqualTo(4);
            host.assertHolds(0, 384);
            assertThat(host.capacity().blocks()).isZero();
        }
    }

    @Test
    void theTrackBeingWrittenIsOpenAndItsBufferedPartCounts() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            rig.quirk(Quirk.BACKLOG, "8");
            rig.host().write(0, 32);
            rig.host().write(32, 32);
            TrackInformation track = rig.host().track(1);
            assertThat(track.state()).isEqualTo(State.INCOMPLETE_OPEN);
            assertThat(track.nextWritable()).isEqualTo(64);
            assertThat(track.free()).isEqualTo(4096 - 64);
            assertThat(track.lastRecordedValid()).isTrue();
            assertThat(track.lastRecorded()).isEqualTo(63);
            rig.host().assertHolds(0, 64);
        }
    }

    @Test
    void aDiscIsFullWhenNoClusterIsLeft() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 96)) {
            Host host = rig.host();
            host.burn(32);
            host.burn(64);
            assertThat(host.disc().status()).isEqualTo(Status.COMPLETE);
            assertThat(host.disc().lastTrackOfLastSession()).isEqualTo(2);
            assertThat(host.noTrack(3)).hasToString("5/24/00");
            assertThat(host.writeFails(96, 32)).hasToString("5/21/00");
            host.assertHolds(0, 96);
        }
    }

    @Test
    void closingASessionKeepsABdRAppendable() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            host.burn(64);
            host.closeSession();
            DiscInformation disc = host.disc();
            assertThat(disc.status()).isEqualTo(Status.INCOMPLETE);
            assertThat(disc.lastSession()).isEqualTo(LastSession.EMPTY);
            assertThat(disc.sessions()).isEqualTo(2);
            assertThat(disc.firstTrackOfLastSession()).isEqualTo(2);
            assertThat(host.track(2).session()).isEqualTo(2);
            assertThat(host.track(2).start()).isEqualTo(64);
            assertThat(host.capacity().blocks()).isEqualTo(64);
            host.burn(32);
            host.closeSession();
            assertThat(host.disc().sessions()).isEqualTo(3);
            host.closeSession();
            assertThat(host.disc().sessions()).as("an empty session is not closed").isEqualTo(3);
            assertThat(host.contents().entries()).extracting(e -> e.start()).containsExactly(0L, 64L, 96L);
        }
    }

    @Test
    void closingASessionClosesTheTrackBeingWritten() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            rig.host().write(0, 40);
            rig.host().closeSession();
            assertThat(rig.host().track(1).state()).isEqualTo(State.CLOSED);
            assertThat(rig.host().track(1).size()).isEqualTo(64);
            rig.host().assertHolds(0, 40);
            assertThat(rig.host().read(40, 24)).containsOnly(0);
        }
    }

    @Test
    void aFinalisedBdRTakesNothingMore() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            host.burn(64);
            host.burn(32);
            host.ok(Cdb.closeTrack(CloseFunction.FINALISE, 0, Immed.OFF));
            assertThat(host.disc().status()).isEqualTo(Status.COMPLETE);
            assertThat(host.disc().lastSession()).isEqualTo(LastSession.COMPLETE);
            assertThat(host.disc().lastTrackOfLastSession()).isEqualTo(2);
            assertThat(host.writeFails(96, 32)).hasToString("5/30/05");
            assertThat(host.capacity().blocks()).isEqualTo(96);
            assertThat(host.contents().last()).isEqualTo(2);
            assertThat(host.profile()).isEqualTo(Profile.BD_R);
            host.assertHolds(0, 96);
            rig.quirk(Quirk.FINAL_IS_ROM);
            assertThat(host.profile()).isEqualTo(Profile.BD_ROM);
            rig.quirk(Quirk.FINAL_PROTECTED);
            assertThat(host.writeFails(96, 32)).hasToString("7/27/00");
        }
    }

    @Test
    void aDriveThatFixatesTheFirstTrackOnlyLosesTheIndexAndNotTheData() throws Exception {
        Path folder;
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            folder = rig.folder();
            rig.quirk(Quirk.FIXATE_FIRST_TRACK);
            rig.host().burn(64);
            rig.host().burn(32);
            rig.host().ok(Cdb.closeTrack(CloseFunction.FINALISE, 0, Immed.OFF));
        }
        try (Rig rig = Rig.open(folder)) {
            assertThat(rig.host().contents().last()).isEqualTo(1);
            assertThat(rig.host().noTrack(2)).hasToString("5/24/00");
            assertThat(rig.host().track(1).size()).isEqualTo(64);
            rig.host().assertHolds(0, 96);
        }
    }

    @Test
    void fragmentsOfAPlusRSessionBecomeOneTrack() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_PLUS_R, 20_000)) {
            Host host = rig.host();
            host.burn(192);
            assertThat(host.track(2).start()).isEqualTo(208);
            host.burn(64);
            host.closeSession();
            assertThat(host.track(1).size()).isEqualTo(272);
            assertThat(host.track(1).state()).isEqualTo(State.CLOSED);
            assertThat(host.track(2).start()).isEqualTo(272 + 2048);
            assertThat(host.track(2).session()).isEqualTo(2);
            assertThat(host.noTrack(3)).hasToString("5/24/00");
            host.assertHolds(208, 64);
            assertThat(host.readFails(192, 1)).as("the gap between the fragments").hasToString("5/21/00");
        }
    }

    @Test
    void aPlusRWithOneClosedSessionAnswersAsARealOneDoes() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_PLUS_R, 0)) {
            Host host = rig.host();
            host.burn(192);
            host.closeSession();
            Vector.real("rdi_appendable_plusr_d1b").assertMatchedBy(host.in(Cdb.readDiscInformation(34), 34));
            Vector.real("rti_appendable_plusr_d1b_t2").assertMatchedBy(host.in(Cdb.readTrackInformation(2, 48), 48));
            assertThat(host.capacity().blocks()).isEqualTo(192);
        }
    }

    @Test
    void aPlusRTakesOneHundredAndFiftyThreeSessions() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_PLUS_R, 0)) {
            Host host = rig.host();
            for (int session = 1; session <= 153; session++) {
                assertThat(host.disc().status()).isNotEqualTo(Status.COMPLETE);
                host.burn(16);
                host.closeSession();
            }
            assertThat(host.disc().status()).isEqualTo(Status.COMPLETE);
            assertThat(host.writeFails(153 * 2064, 16)).hasToString("5/21/00");
        }
    }

    private static void writeParameters(Host host, WriteParametersPage page) throws Exception {
        byte[] list = new ModeParameters(List.of(page.encode())).encodeList();
        Host.good(host.out(Cdb.modeSelect10(list.length), list));
    }

    @Test
    void aMinusRWantsItsWriteParametersFirst() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_R, 40_000)) {
            Host host = rig.host();
            assertThat(host.writeFails(0, 16)).hasToString("5/64/00");
            writeParameters(host, WriteParametersPage.dvdIncremental());
            host.burn(32);
            assertThat(host.track(1).size()).isEqualTo(32);
            assertThat(host.track(2).start()).isEqualTo(48);
            host.burn(16);
            host.closeSession();
            assertThat(host.disc().status()).isEqualTo(Status.INCOMPLETE);
            assertThat(host.track(3).start()).isGreaterThan(64);
            host.assertHolds(0, 32);
            host.assertHolds(48, 16);
        }
    }

    @Test
    void closingAMinusRSessionWithoutMultiSessionFinalises() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_R, 40_000)) {
            Host host = rig.host();
            writeParameters(host, WriteParametersPage.dvdIncremental());
            host.burn(32);
            WriteParametersPage single = new WriteParametersPage(true, false, 0, 0,
                    new WriteParametersPage.TrackForm(false, 5, 8, 0),
                    new WriteParametersPage.Packets(true, 16, true, 16), 0);
            writeParameters(host, single);
            host.closeSession();
            assertThat(host.disc().status()).isEqualTo(Status.COMPLETE);
        }
    }

    @Test
    void aCdTrackEndsWithSyncAndItsLastTwoBlocksAreUnreadable() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.CD_R, 40_000)) {
            Host host = rig.host();
            assertThat(host.writeFails(0, 32)).hasToString("5/64/00");
            writeParameters(host, WriteParametersPage.cdTrackAtOnce());
            for (int lba = 0; lba < 320; lba += 32) {
                host.write(lba, 32);
            }
            host.sync();
            assertThat(host.track(1).state()).isEqualTo(State.CLOSED);
            assertThat(host.track(1).size()).isEqualTo(322);
            assertThat(host.track(2).start()).isEqualTo(322 + 157);
            assertThat(host.track(0xFF).track()).isEqualTo(2);
            host.assertHolds(0, 320);
            assertThat(host.readFails(320, 1)).hasToString("5/64/00");
            assertThat(host.readFails(300, 32)).hasToString("5/64/00");
            assertThat(host.closeFails(CloseFunction.TRACK, 0xFF)).hasToString("5/24/00");
            host.closeSession();
            assertThat(host.track(2).start()).isEqualTo(322 + 11_400);
        }
    }

    @Test
    void aShortCdTrackIsFilledUp() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.CD_R, 40_000)) {
            writeParameters(rig.host(), WriteParametersPage.cdTrackAtOnce());
            rig.host().write(0, 10);
            rig.host().sync();
            assertThat(rig.host().track(1).size()).isEqualTo(302);
            assertThat(rig.host().read(10, 290)).containsOnly(0);
        }
    }

    @ParameterizedTest
    @EnumSource(value = MediumFamily.class, names = {"BD_R", "BD_R_QL", "DVD_PLUS_R", "DVD_PLUS_R_DL", "DVD_R"})
    void everyTrackCanBeReadBackAfterReopening(MediumFamily family) throws Exception {
        Path folder;
        long[] starts = new long[4];
        try (Rig rig = Rig.of(temp, family, 8192)) {
            folder = rig.folder();
            if (family == MediumFamily.DVD_R) {
                writeParameters(rig.host(), WriteParametersPage.dvdIncremental());
            }
            for (int k = 0; k < 4; k++) {
                starts[k] = rig.host().nwa();
                rig.host().burn(96);
            }
        }
        try (Rig rig = Rig.open(folder)) {
            for (int k = 0; k < 4; k++) {
                assertThat(rig.host().track(k + 1).start()).isEqualTo(starts[k]);
                assertThat(rig.host().track(k + 1).size()).isEqualTo(96);
                rig.host().assertHolds(starts[k], 96);
            }
        }
    }

    @Test
    void trackNumbersGoBeyondAByte() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 32 * 400)) {
            Host host = rig.host();
            for (int k = 1; k <= 300; k++) {
                host.write(32L * (k - 1), 32);
                host.close(k);
            }
            assertThat(host.disc().lastTrackOfLastSession()).isEqualTo(301);
            assertThat(host.track(300).track()).isEqualTo(300);
            assertThat(host.track(255).start()).isEqualTo(32 * 254);
            host.closeSession();
            assertThat(host.contents().last()).as("what a TOC has room for").isEqualTo(99);
        }
    }

    @Test
    void theJournalTellsWhatHappened() throws Exception {
        Path folder;
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            folder = rig.folder();
            rig.host().burn(40);
            rig.host().closeSession();
            rig.host().burn(32);
            rig.host().ok(Cdb.closeTrack(CloseFunction.FINALISE, 0, Immed.OFF));
        }
        assertThat(Files.readAllLines(folder.resolve("journal"))).containsExactly("open track=1 lba=0",
                "sync track=1 nwa=64", "close track=1 start=0 size=64", "close session=1", "open track=2 lba=64",
                "sync track=2 nwa=96", "close track=2 start=64 size=32", "final");
    }

    @Test
    void writeParametersDoNotOutliveTheMedium() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.DVD_R, 4096)) {
            Host host = rig.host();
            writeParameters(host, WriteParametersPage.dvdIncremental());
            EmulatedDisc.create(temp.resolve("other.disc"), MediumFamily.DVD_R, 4096);
            rig.drive().insert(EmulatedDisc.open(temp.resolve("other.disc")));
            host.hearAttentions();
            ModeParameters sensed = ModeParameters.decode(
                    host.in(Cdb.modeSense10(PageControl.CURRENT, ModePage.WRITE_PARAMETERS, 255), 255));
            assertThat(WriteParametersPage.decode(sensed.page(ModePage.WRITE_PARAMETERS)).multiSession()).isZero();
            assertThat(host.writeFails(0, 16)).hasToString("5/64/00");
        }
    }

    @Test
    void oddWritesComeOutAsTheyWentIn() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 8192)) {
                rig.quirk(Quirk.BUFFER, "600000");
                if (random.nextBoolean()) {
                    rig.quirk(Quirk.BACKLOG, Integer.toString(random.nextInt(9)));
                }
                byte[] all = Host.pattern(0, 1000);
                int lba = 0;
                while (lba < 1000) {
                    int blocks = Math.min(1000 - lba, 1 + random.nextInt(64));
                    byte[] data = Arrays.copyOfRange(all, lba * Host.BLOCK, (lba + blocks) * Host.BLOCK);
                    if (rig.host().tryWrite(lba, data).ok()) {
                        lba += blocks;
                    }
                }
                assertThat(rig.host().read(0, 1000)).as("seed %d, buffered", seed).isEqualTo(all);
                rig.host().sync();
                assertThat(rig.host().read(0, 1000)).as("seed %d", seed).isEqualTo(all);
                assertThat(rig.host().nwa()).as("seed %d", seed).isEqualTo(1024);
            }
        }
    }
}
