package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.TrackInformation;
import org.arenavault.scsi.TrackInformation.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a disc remembers when the process that used it is gone from one instruction to the next: the end of the last
 * cluster drained, and all that was saved before ({@code optical-emulator.md} 3).
 */
class PersistenceTest {

    private static final FormatDescriptor SPARES = new FormatDescriptor(0, FormatDescriptor.FULL,
            FormatDescriptor.SRM, 0);

    @TempDir
    private Path temp;

    /** One step of a burn. */
    private interface Step {
        void run(Host host) throws IOException;
    }

    private static final Step[] BURN = {
        host -> Host.good(host.format(SPARES, Immed.OFF)),
        host -> host.write(0, 32),
        host -> host.write(32, 32),
        host -> host.write(64, 10),
        host -> host.write(74, 22),
        host -> host.write(96, 5),
        host -> host.sync(),
        host -> host.close(1),
        host -> host.ok(OtherCdb.reserveTrack(64)),
        host -> host.write(128, 32),
        host -> host.write(192, 32),
        host -> host.write(160, 32),
        host -> host.close(2),
        host -> host.close(3),
        host -> host.closeSession(),
        host -> host.write(224, 32),
        host -> host.ok(Cdb.closeTrack(CloseFunction.FINALISE, 0, Immed.OFF)),
    };

    /** Next writable address of the track being written after so many steps; -1 where there is none. */
    private static final long[] DRAINED = {-1, 0, 32, 64, 64, 96, 96, 128, 128, 128, 160, 160, 192, 224, 224, 224, 256,
        -1};

    @Test
    void theDiscIsAsOfTheLastClusterDrainedWheneverTheProcessDies() throws IOException {
        for (int steps = 0; steps <= BURN.length; steps++) {
            Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096);
            for (int i = 0; i < steps; i++) {
                BURN[i].run(rig.host());
            }
            rig.drive().abandon();
            try (Rig again = Rig.open(rig.folder())) {
                check(again.host(), steps);
            }
        }
    }

    private static void check(Host host, int steps) throws IOException {
        if (steps == 0) {
            assertThat(host.disc().status()).isEqualTo(Status.BLANK);
            assertThat(host.track(1).size()).isEqualTo(4096);
            return;
        }
        if (steps == BURN.length) {
            assertThat(host.disc().status()).isEqualTo(Status.COMPLETE);
            host.assertHolds(224, 32);
            return;
        }
        int tracks = host.disc().lastTrackOfLastSession();
        boolean found = false;
        for (int n = 1; n <= tracks; n++) {
            TrackInformation track = host.track(n);
            if (track.nextWritableValid() && track.nextWritable() == DRAINED[steps]) {
                found = true;
            }
        }
        assertThat(found).as("after %d steps a track goes on at %d", steps, DRAINED[steps]).isTrue();
        host.assertHolds(0, (int) Math.min(DRAINED[steps], 96));
        if (steps >= 7) {
            host.assertHolds(96, 5);
            assertThat(host.read(101, 27)).containsOnly(0);
        }
        if (steps >= 8) {
            assertThat(host.track(1).state()).isEqualTo(State.CLOSED);
        }
        if (steps >= 15) {
            assertThat(host.disc().sessions()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(value = MediumFamily.class, names = {"BD_R", "DVD_PLUS_R"})
    void aBurnGoesOnWhereTheDeadOneStopped(MediumFamily family) throws IOException {
        Rig rig = Rig.of(temp, family, 8192);
        long done = 0;
        for (int life = 0; life < 20; life++) {
            Host host = rig.host();
            assertThat(host.nwa()).isEqualTo(done);
            for (int k = 0; k < 5; k++) {
                host.write(done, 32);
                done += 32;
            }
            host.write(done, 7); // begins a cluster and dies in the buffer
            rig.drive().abandon();
            rig = Rig.open(rig.folder());
        }
        rig.host().assertHolds(0, (int) done);
        rig.close();
    }

    @Test
    void whatWaitsInTheBufferDies() throws IOException {
        Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096);
        rig.quirk(Quirk.BACKLOG, "3");
        for (int lba = 0; lba < 320; lba += 32) {
            rig.host().write(lba, 32);
        }
        rig.host().ok(Cdb.testUnitReady());
        rig.drive().abandon();
        try (Rig again = Rig.open(rig.folder())) {
            assertThat(again.host().nwa()).isEqualTo(320 - 96);
        }
    }

    @Test
    void aTornMarkLeavesTheOneBeforeIt() throws IOException {
        for (int victim = 0; victim < 2; victim++) {
            Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096);
            rig.host().write(0, 32);
            rig.host().write(32, 32);
            rig.drive().abandon();
            Path mark = rig.folder().resolve("drained");
            byte[] bytes = Files.readAllBytes(mark);
            bytes[victim * 64 + 24] ^= 1;
            Files.write(mark, bytes);
            try (Rig again = Rig.open(rig.folder())) {
                assertThat(again.host().nwa()).isEqualTo(victim == 0 ? 32 : 64);
            }
        }
    }

    @Test
    void marksOfAnEarlierStateAreWorthless() throws IOException {
        Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096);
        rig.host().write(0, 32);
        byte[] early = Files.readAllBytes(rig.folder().resolve("drained"));
        rig.host().sync();
        rig.host().close(1);
        rig.drive().abandon();
        Files.write(rig.folder().resolve("drained"), early);
        try (Rig again = Rig.open(rig.folder())) {
            assertThat(again.host().track(1).state()).isEqualTo(State.CLOSED);
            assertThat(again.host().nwa()).isEqualTo(32);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 5000, 33, Long.MAX_VALUE, Long.MIN_VALUE})
    void aMarkThatCannotBeIsNotBelieved(long nextWritable) throws IOException {
        Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096);
        rig.drive().abandon();
        try (DrainMark mark = DrainMark.open(rig.folder().resolve("drained"))) {
            mark.write(1, 1, nextWritable);
            mark.write(1, 77, 32);
        }
        try (Rig again = Rig.open(rig.folder())) {
            assertThat(again.host().nwa()).isZero();
        }
    }

    @Test
    void aHalfWrittenNewStateIsNotLookedAt() throws IOException {
        Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096);
        rig.host().burn(32);
        rig.drive().abandon();
        Files.writeString(rig.folder().resolve("state.new"), "version=1\nfamily=bd");
        try (Rig again = Rig.open(rig.folder())) {
            assertThat(again.host().nwa()).isEqualTo(32);
            again.host().burn(32);
        }
        assertThat(rig.folder().resolve("state.new")).doesNotExist();
    }

    /** A copy of the folder, taken between any two commands, is a disc. */
    @Test
    void everySnapshotOfTheFolderIsADisc() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            for (int i = 0; i < BURN.length; i++) {
                BURN[i].run(rig.host());
                Path copy = temp.resolve("copy" + i + ".disc");
                copy(rig.folder(), copy);
                try (Rig other = Rig.open(copy)) {
                    check(other.host(), i + 1);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void anInterruptedThreadStillBurns() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Thread.currentThread().interrupt();
            rig.host().write(0, 32);
            assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
            Thread.currentThread().interrupt();
            rig.host().sync();
            rig.host().close(1);
            rig.host().assertHolds(0, 32);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptInTheMiddleOfABurnDoesNoHarm() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 200_000)) {
            Thread burner = Thread.currentThread();
            Thread nuisance = new Thread(() -> {
                for (int i = 0; i < 2000; i++) {
                    burner.interrupt();
                    Thread.onSpinWait();
                }
            });
            nuisance.start();
            int lba = 0;
            while (nuisance.isAlive() && lba < 100_000) {
                rig.host().write(lba, 32);
                lba += 32;
            }
            rig.host().sync();
            nuisance.join();
            Thread.interrupted();
            rig.host().assertHolds(0, lba);
        }
    }

    @Test
    void theDataFileIsSparse() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R_DL, 0)) {
            rig.host().ok(OtherCdb.reserveTrack(10_000_000));
            rig.host().write(10_000_000, 32);
            rig.host().sync();
            Path data = rig.folder().resolve("data");
            assertThat(Files.size(data)).isEqualTo((10_000_000L + 32) * 2048);
            try (FileChannel channel = FileChannel.open(data, StandardOpenOption.READ)) {
                ByteBuffer block = ByteBuffer.allocate(2048);
                channel.read(block, 10_000_000L * 2048);
                assertThat(block.array()).isEqualTo(Host.pattern(10_000_000, 1));
            }
        }
    }
}
