package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.Motion;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.emulator.EmulatedRecorder.Changing;
import org.arenavault.scsi.emulator.EmulatedRecorder.Disc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatedRecorderTest {

    private static final UUID SERIAL = new UUID(1, 2);

    @TempDir
    private Path temp;

    private Path folder;

    private EmulatedRecorder make(int discs, Changing changing) throws IOException {
        folder = temp.resolve("emu");
        EmulatedRecorder.create(folder, MediumFamily.BD_R_DL, discs, 8 << 20, changing, SERIAL);
        return EmulatedRecorder.open(folder, new VirtualClock());
    }

    private static Host host(EmulatedRecorder recorder) throws IOException {
        Host host = new Host(recorder.connect());
        host.hearAttentions();
        return host;
    }

    @Test
    void aNewRecorderHasASpindleOfBlanksTheFirstInTheTray() throws IOException {
        try (EmulatedRecorder recorder = make(3, Changing.BY_ITSELF)) {
            assertThat(recorder.manual()).isFalse();
            assertThat(recorder.discs()).containsExactly(new Disc("001", MediumFamily.BD_R_DL, true, false, true),
                    new Disc("002", MediumFamily.BD_R_DL, true, false, false),
                    new Disc("003", MediumFamily.BD_R_DL, true, false, false));
            assertThat(host(recorder).track(1).size()).as("user capacity, no spares").isEqualTo(4096);
            assertThat(folder.resolve("001.disc")).isDirectory();
            assertThat(recorder.connect().identity()).startsWith("emulated EMULATED BD-RE EMU");
        }
    }

    @Test
    void discsAreChangedAndRemembered() throws IOException {
        try (EmulatedRecorder recorder = make(3, Changing.MANUAL)) {
            Host host = host(recorder);
            host.burn(32);
            recorder.insert("3");
            host.hearAttentions();
            host.burn(64);
            recorder.remove();
            assertThat(host.turSense()).hasToString("2/3A/02");
            recorder.insert("001.disc");
            host.hearAttentions();
            host.assertHolds(0, 32);
            recorder.insert("003");
            assertThat(recorder.discs()).extracting(Disc::blank).containsExactly(false, true, false);
        }
        try (EmulatedRecorder recorder = EmulatedRecorder.open(folder, new VirtualClock())) {
            assertThat(recorder.manual()).isTrue();
            assertThat(recorder.discs()).extracting(Disc::inTray).containsExactly(false, false, true);
            host(recorder).assertHolds(0, 64);
        }
    }

    @Test
    void anOpenTrayStaysOpen() throws IOException {
        try (EmulatedRecorder recorder = make(1, Changing.MANUAL)) {
            host(recorder).ok(Cdb.startStopUnit(Motion.EJECT, Immed.OFF));
        }
        try (EmulatedRecorder recorder = EmulatedRecorder.open(folder, new VirtualClock())) {
            Host host = new Host(recorder.connect());
            assertThat(host.turSense()).hasToString("6/29/00");
            assertThat(host.turSense()).hasToString("2/3A/02");
            host.ok(Cdb.startStopUnit(Motion.LOAD, Immed.OFF));
            host.hearAttentions();
            host.ok(Cdb.testUnitReady());
        }
    }

    @Test
    void aSecondUserIsToldWhoTheFirstIs() throws IOException {
        EmulatedRecorder recorder = make(1, Changing.MANUAL);
        assertThatThrownBy(() -> EmulatedRecorder.open(folder, new VirtualClock()))
                .isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .extracting(e -> ((OperatorNeededException) e).need())
                .isEqualTo(OperatorNeededException.Need.BUSY);
        recorder.close();
        recorder.close();
        EmulatedRecorder.open(folder, new VirtualClock()).close();
    }

    @Test
    void aLockedTrayIsNotChanged() throws IOException {
        try (EmulatedRecorder recorder = make(2, Changing.MANUAL)) {
            Host host = host(recorder);
            host.ok(Cdb.removal(Removal.PREVENT));
            assertThatThrownBy(() -> recorder.insert("2")).isInstanceOf(RefusedException.class);
            assertThatThrownBy(recorder::remove).isInstanceOf(RefusedException.class);
            recorder.insert("1");
            host.ok(Cdb.testUnitReady());
            host.ok(Cdb.removal(Removal.ALLOW));
            recorder.insert("2");
            assertThat(host.turSense()).hasToString("6/28/00");
        }
    }

    @Test
    void aDiscIsLaidInWhileAnotherProcessUsesTheDrive() throws IOException {
        try (EmulatedRecorder recorder = make(2, Changing.MANUAL)) {
            Host host = host(recorder);
            host.ok(Cdb.removal(Removal.PREVENT));
            assertThat(EmulatedRecorder.insert(folder, "2", new VirtualClock())).isFalse();
            host.ok(Cdb.testUnitReady());
            host.ok(Cdb.removal(Removal.ALLOW));
            assertThat(host.turSense()).hasToString("6/28/00");
            assertThat(recorder.discs().get(1).inTray()).isTrue();
            assertThat(folder.resolve("insert")).doesNotExist();
        }
        assertThat(EmulatedRecorder.insert(folder, "1", new VirtualClock())).isTrue();
        try (EmulatedRecorder recorder = EmulatedRecorder.open(folder, new VirtualClock())) {
            assertThat(recorder.discs().get(0).inTray()).isTrue();
        }
    }

    @Test
    void nonsenseInTheRequestFileIsIgnored() throws IOException {
        try (EmulatedRecorder recorder = make(2, Changing.MANUAL)) {
            Files.writeString(folder.resolve("insert"), "../../etc");
            host(recorder).ok(Cdb.testUnitReady());
            assertThat(recorder.discs().get(0).inTray()).isTrue();
            assertThat(folder.resolve("insert")).doesNotExist();
        }
    }

    @Test
    void blanksCanBeAdded() throws IOException {
        try (EmulatedRecorder recorder = make(0, Changing.MANUAL)) {
            assertThat(recorder.discs()).isEmpty();
            assertThat(new Host(recorder.connect()).run(Cdb.testUnitReady()).ok()).isFalse();
            recorder.addBlanks(MediumFamily.BD_RE, 2, 0);
            recorder.insert("1");
            assertThat(recorder.discs()).extracting(Disc::medium).containsOnly(MediumFamily.BD_RE);
        }
    }

    @Test
    void whatThereIsNotIsNotInserted() throws IOException {
        try (EmulatedRecorder recorder = make(2, Changing.MANUAL)) {
            for (String wrong : new String[] {"3", "0", "", "../001", "x", "1234567"}) {
                assertThatThrownBy(() -> recorder.insert(wrong)).as(wrong).isInstanceOf(UsageException.class)
                        .hasMessageContaining("001, 002");
            }
        }
    }

    @Test
    void whatCannotBeMadeIsRefused() throws IOException {
        make(1, Changing.MANUAL).close();
        assertThatThrownBy(() -> EmulatedRecorder.create(folder, MediumFamily.BD_R, 1, 0, Changing.MANUAL,
                SERIAL))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> EmulatedRecorder.create(temp.resolve("a"), MediumFamily.BD_R, -1, 0,
                Changing.MANUAL, SERIAL)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> EmulatedRecorder.create(temp.resolve("b"), MediumFamily.BD_R, 1, 4096,
                Changing.MANUAL, SERIAL)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> EmulatedRecorder.create(temp.resolve("c"), MediumFamily.BD_R, 1, 1L << 40,
                Changing.MANUAL, SERIAL)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> EmulatedRecorder.open(temp.resolve("d"), new VirtualClock()))
                .isInstanceOf(CorruptException.class).hasMessageContaining("drive emulate");
    }

    @Test
    void theFaultPlanIsReadWhenTheDriveIsOpened() throws IOException {
        make(1, Changing.MANUAL).close();
        Files.writeString(folder.resolve("faults"), "op=2A nth=2 sense 3/0C/00\n");
        try (EmulatedRecorder recorder = EmulatedRecorder.open(folder, new VirtualClock())) {
            Host host = host(recorder);
            host.write(0, 32);
            assertThat(host.writeFails(32, 32)).hasToString("3/0C/00");
        }
        Files.writeString(folder.resolve("faults"), "explode\n");
        assertThatThrownBy(() -> EmulatedRecorder.open(folder, new VirtualClock()))
                .isInstanceOf(CorruptException.class).hasMessageContaining("faults:1");
    }

    @Test
    void aSwappedDiscIsTheOneInTheTray() throws IOException {
        make(2, Changing.MANUAL).close();
        Files.writeString(folder.resolve("faults"), "op=51 swap 2 silent\n");
        try (EmulatedRecorder recorder = EmulatedRecorder.open(folder, new VirtualClock())) {
            Host host = host(recorder);
            host.disc();
            assertThat(recorder.discs()).extracting(Disc::inTray).containsExactly(false, true);
        }
    }

    @Test
    void aDamagedStateIsNamed() throws IOException {
        make(1, Changing.MANUAL).close();
        Path state = folder.resolve("drive.state");
        byte[] bytes = Files.readAllBytes(state);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            Files.write(state, damaged);
            assertThatThrownBy(() -> EmulatedRecorder.open(folder, new VirtualClock())).as("byte %d", i)
                    .isInstanceOf(CorruptException.class).hasMessageContaining("drive.state");
        }
    }

    @Test
    void afterAnAbandonedSessionAnotherCanOpenIt() throws IOException {
        EmulatedRecorder dead = make(1, Changing.MANUAL);
        host(dead).write(0, 32);
        dead.abandon();
        try (EmulatedRecorder recorder = EmulatedRecorder.open(folder, new VirtualClock())) {
            assertThat(host(recorder).nwa()).isEqualTo(32);
            assertThat(recorder.discs().get(0).blank()).isFalse();
        }
    }
}
