package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.TrackInformation;
import org.arenavault.scsi.TrackInformation.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of {@code optical-emulator.md} 12 as far as the device alone is concerned; numbers are theirs. */
class DeviceScenariosTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path temp;

    @Test
    void scenario1ThreeTracksThenTwoMoreAnotherDay() throws Exception {
        Rig rig = Rig.of(temp, MediumFamily.BD_R_DL, 0);
        for (int k = 0; k < 3; k++) {
            rig.host().burn(512);
        }
        rig.close();
        try (Rig again = Rig.open(rig.folder())) {
            again.host().burn(96);
            again.host().burn(1024);
            long end = 0;
            for (int n = 1; n <= 5; n++) {
                TrackInformation track = again.host().track(n);
                assertThat(track.state()).isEqualTo(State.CLOSED);
                assertThat(track.start()).isEqualTo(end);
                end += track.size();
            }
            assertThat(again.host().disc().status()).isEqualTo(Status.INCOMPLETE);
            again.host().assertHolds(0, (int) end);
            assertThat(again.drive().counters().partialWrites()).isZero();
            assertThat(again.drive().counters().impliedSyncs()).isZero();
        }
    }

    @Test
    void scenario5StormsOfABusyDriveWithASmallBuffer() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 16_384)) {
            rig.quirk(Quirk.BUFFER, Integer.toString(256 << 10));
            rig.quirk(Quirk.BACKLOG, "4");
            rig.faults("op=2A p=0.3 seed=" + random.nextInt(1000) + " sense 2/04/08\nop=2A every=7 status busy");
            int busy = 0;
            for (int lba = 0; lba < 8192;) {
                CommandResult result = rig.host().tryWrite(lba, 32);
                if (result.ok()) {
                    lba += 32;
                } else {
                    busy++;
                    assertThat(result.outcome() == CommandStatus.BUSY
                            || SenseData.of(result).toString().equals("2/04/08"))
                            .as("seed %d", seed).isTrue();
                }
            }
            assertThat(busy).isGreaterThan(50);
            rig.host().sync();
            rig.host().close(1);
            assertThat(rig.host().track(1).size()).isEqualTo(8192);
            rig.host().assertHolds(0, 8192);
        }
    }

    @Test
    void scenario6TheOutcomeOfALostWriteShowsInTheNextWritableAddress() throws Exception {
        for (String fate : new String[] {"executed", "lost", "later"}) {
            try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
                rig.host().write(0, 32);
                rig.faults("op=2A timeout " + fate);
                assertThat(rig.host().tryWrite(32, 32).outcome()).isEqualTo(CommandStatus.TIMEOUT);
                if (rig.host().nwa() == 32) {
                    rig.host().write(32, 32);
                }
                rig.host().write(64, 32);
                rig.host().sync();
                rig.host().close(1);
                rig.host().assertHolds(0, 96);
                assertThat(rig.host().track(1).size()).as(fate).isEqualTo(96);
            }
        }
    }

    @Test
    void scenario8AnyNumberOfBlocksIsPaddedWithZeros() throws Exception {
        for (int blocks : new int[] {1, 31, 32, 33, 65}) {
            try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
                rig.host().burn(blocks);
                int padded = (blocks + 31) / 32 * 32;
                assertThat(rig.host().track(1).size()).isEqualTo(padded);
                rig.host().assertHolds(0, blocks);
                if (padded > blocks) {
                    assertThat(rig.host().read(blocks, padded - blocks)).containsOnly(0);
                }
            }
        }
    }

    @Test
    void scenario15ADiscAsCdfsWritesIt() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R_DL, 32_768)) {
            Host host = rig.host();
            Host.good(host.format(new FormatDescriptor(0, FormatDescriptor.FULL, FormatDescriptor.SRM, 0), Immed.OFF));
            for (int k = 0; k < 3; k++) {
                long start = host.nwa();
                for (int done = 0; done < 512; done += 32) {
                    Host.good(host.run(Command.out(OtherCdb.writeAndVerify10(start + done, 32),
                            ByteBuffer.wrap(Host.pattern(start + done, 32)), LIMIT)));
                }
                Host.good(host.run(Command.out(Cdb.write10(start + 512, 2, Fua.OFF), ByteBuffer.allocate(4096),
                        LIMIT)));
                host.sync();
                host.close(k + 1);
                assertThat(host.track(k + 1).size()).as("arena and 32 blocks").isEqualTo(544);
                host.assertHolds(start, 512);
                assertThat(host.read(start + 512, 32)).containsOnly(0);
            }
            assertThat(host.track(2).start()).isEqualTo(544);
        }
    }

    @Test
    void scenario16ADriveWithEveryOddity() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            for (String quirk : new String[] {"no4a", "noac", "nob6", "no5c", "noad", "no2e", "desc-sense",
                "residual-lie", "noopen", "progressviasense", "closeclosed", "strictclose", "longwrite=08"}) {
                rig.drive().inject(FaultPlan.parse("test", "op=00 quirk " + quirk));
                rig.host().ok(Cdb.testUnitReady());
            }
            rig.host().burn(64);
            rig.host().burn(32);
            rig.host().assertHolds(0, 96);
            assertThat(rig.host().writeFails(0, 32)).hasToString("5/21/02");
        }
    }

    @Test
    void scenario18TwoDrivesHaveNothingToDoWithEachOther() throws Exception {
        try (Rig one = Rig.of(temp, MediumFamily.BD_R, 4096); Rig two = Rig.of(temp, MediumFamily.DVD_PLUS_R, 8192)) {
            one.host().write(0, 32);
            two.host().write(0, 32);
            one.drive().powerCycle();
            two.host().write(32, 32);
            assertThat(one.host().turSense()).hasToString("6/29/00");
            one.host().write(32, 32);
            one.host().assertHolds(0, 64);
            two.host().assertHolds(0, 64);
        }
    }
}
