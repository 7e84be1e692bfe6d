package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.BufferCapacity;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.Motion;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.EventStatus;
import org.arenavault.scsi.EventStatus.MediaEvent;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.StreamingDescriptor;
import org.arenavault.scsi.TrackInformation.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events, readiness, back-pressure and the clock ({@code optical-emulator.md} 8, 10). */
class EventsAndTimeTest {

    private static final int MEDIA = 1 << EventStatus.MEDIA;
    private static final int BUSY = 1 << EventStatus.DEVICE_BUSY;

    @TempDir
    private Path temp;

    private final VirtualClock clock = new VirtualClock();

    private Rig slow(MediumFamily family) throws IOException {
        Rig rig = Rig.of(temp, family, 65_536, clock, Timing.REAL);
        clock.advance(Duration.ofSeconds(9));
        rig.host().hearAttentions();
        return rig;
    }

    private static EventStatus event(Host host, int classes) throws IOException {
        return EventStatus.decode(host.in(Cdb.getEventStatus(classes, 8), 8));
    }

    @Test
    void mediaEventsAreToldOnce() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            assertThat(event(host, MEDIA).mediaEvent()).isEqualTo(MediaEvent.NO_CHANGE);
            assertThat(event(host, MEDIA).mediumPresent()).isTrue();
            rig.drive().pressEject();
            assertThat(event(host, MEDIA).mediaEvent()).isEqualTo(MediaEvent.REMOVED);
            assertThat(event(host, MEDIA).mediaEvent()).isEqualTo(MediaEvent.NO_CHANGE);
            assertThat(event(host, MEDIA).trayOpen()).isTrue();
            assertThat(event(host, MEDIA).mediumPresent()).isFalse();
            assertThat(host.turSense()).hasToString("2/3A/02");
            host.ok(Cdb.startStopUnit(Motion.LOAD, Immed.OFF));
            assertThat(event(host, MEDIA).mediaEvent()).isEqualTo(MediaEvent.NEW_MEDIUM);
            assertThat(host.turSense()).hasToString("6/28/00");
            host.ok(Cdb.testUnitReady());
        }
    }

    @Test
    void eventsAreOfTheClassesAskedForAndPolledOnly() throws IOException {
        try (Rig rig = slow(MediumFamily.BD_R)) {
            Host host = rig.host();
            EventStatus none = event(host, 1 << 1);
            assertThat(none.none()).isTrue();
            assertThat(none.supported()).isEqualTo(MEDIA | BUSY);
            assertThat(event(host, BUSY).busy()).isFalse();
            host.write(0, 32);
            host.ok(Cdb.closeTrack(CloseFunction.TRACK, 1, Immed.ON));
            assertThat(event(host, BUSY).busy()).isTrue();
            byte[] notPolled = Cdb.getEventStatus(MEDIA, 8);
            notPolled[1] = 0;
            assertThat(host.failsIn(notPolled, 8)).hasToString("5/24/00");
        }
    }

    /** The tray is not locked: somebody takes the disc while the drive closes its track. */
    @Test
    void whatGoesOnComesToItsEndBeforeADiscIsTakenAway() throws IOException {
        try (Rig rig = slow(MediumFamily.BD_R)) {
            rig.host().write(0, 32);
            rig.host().ok(Cdb.closeTrack(CloseFunction.TRACK, 1, Immed.ON));
            rig.drive().remove();
            clock.advance(Duration.ofHours(1));
            rig.host().hearAttentions();
            assertThat(rig.host().turSense()).hasToString("2/3A/02");
            try (Rig other = Rig.open(rig.folder())) {
                assertThat(other.host().track(1).state()).isEqualTo(State.CLOSED);
            }
        }
    }

    @Test
    void theButtonIsLockedAndTellsTheHosts() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            host.ok(Cdb.removal(Removal.PREVENT));
            rig.drive().pressEject();
            assertThat(rig.drive().trayOpen()).isFalse();
            assertThat(event(host, MEDIA).mediaEvent()).isEqualTo(MediaEvent.EJECT_REQUESTED);
            assertThat(host.turSense()).hasToString("6/5A/01");
            assertThatThrownBy(() -> rig.drive().remove()).isInstanceOf(RefusedException.class);
            rig.drive().powerCycle();
            rig.drive().pressEject();
            assertThat(rig.drive().trayOpen()).as("switching off unlocks").isTrue();
        }
    }

    @Test
    void attentionsAndEventsMayBeSwallowed() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            rig.quirk(Quirk.SWALLOW_ATTENTION);
            EmulatedDisc.create(temp.resolve("second.disc"), MediumFamily.BD_R, 8192);
            rig.drive().insert(EmulatedDisc.open(temp.resolve("second.disc")));
            rig.host().ok(Cdb.testUnitReady());
            assertThat(event(rig.host(), MEDIA).mediaEvent()).isEqualTo(MediaEvent.NO_CHANGE);
            assertThat(rig.host().track(1).size()).isEqualTo(8192);
            new Host(rig.drive().connect()).ok(Cdb.testUnitReady());
        }
    }

    @Test
    void switchingOffLosesWhatWasBuffered() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            rig.quirk(Quirk.BACKLOG, "8");
            rig.host().write(0, 32);
            rig.host().write(32, 32);
            rig.host().ok(Cdb.setCdSpeed(0xFFFF, 5000));
            rig.drive().powerCycle();
            assertThat(rig.host().turSense()).hasToString("6/29/00");
            assertThat(rig.host().nwa()).isZero();
            assertThat(rig.host().track(1).state()).isEqualTo(State.INCOMPLETE_BLANK);
            rig.host().burn(32);
        }
    }

    @Test
    void attentionsAreMergedAndKeptToEight() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            for (int i = 0; i < 12; i++) {
                rig.drive().pressEject();
                rig.drive().insert(EmulatedDisc.open(rig.folder()));
            }
            assertThat(rig.host().turSense()).hasToString("6/28/00");
            rig.host().ok(Cdb.testUnitReady());
        }
    }

    @Test
    void loadingTakesItsTime() throws IOException {
        try (Rig rig = slow(MediumFamily.BD_R)) {
            Host host = rig.host();
            long before = clock.nanos();
            host.ok(Cdb.startStopUnit(Motion.EJECT, Immed.OFF));
            assertThat(Duration.ofNanos(clock.nanos() - before)).isEqualTo(Duration.ofSeconds(3));
            host.ok(Cdb.startStopUnit(Motion.LOAD, Immed.OFF));
            assertThat(host.turSense()).hasToString("2/04/01");
            clock.advance(Duration.ofSeconds(12));
            assertThat(host.turSense()).hasToString("2/04/01");
            clock.advance(Duration.ofSeconds(2));
            assertThat(host.turSense()).hasToString("6/28/00");
            host.ok(Cdb.testUnitReady());
        }
    }

    @Test
    void theBufferFillsAndDrainsAtTheSpeedOfTheMedium() throws Exception {
        try (Rig rig = slow(MediumFamily.BD_R)) {
            Host host = rig.host();
            Host.good(host.out(Cdb.setStreaming(), StreamingDescriptor.ofSpeeds(65_535, 0, 4495).encode()));
            int lba = 0;
            while (host.tryWrite(lba, 32).ok()) {
                lba += 32;
            }
            assertThat(lba).as("four MiB").isEqualTo(2048);
            assertThat(host.writeFails(lba, 32)).hasToString("2/04/08");
            assertThat(host.writeFails(lba, 32).hasProgress()).isFalse();
            assertThat(BufferCapacity.decode(host.in(Cdb.readBufferCapacity(), 12)).free()).isZero();
            clock.advance(Duration.ofMillis(100));
            long free = BufferCapacity.decode(host.in(Cdb.readBufferCapacity(), 12)).free();
            assertThat(free).isBetween(300_000L, 450_000L);
            host.assertHolds(0, 2048);
            long begin = clock.nanos();
            int refused = 0;
            while (lba < 32_768) {
                if (host.tryWrite(lba, 32).ok()) {
                    lba += 32;
                } else {
                    refused++;
                    clock.sleep(Duration.ofMillis(25));
                }
            }
            double seconds = (clock.nanos() - begin) / 1e9;
            double speed = (32_768 - 2048) * 2048.0 / 1000 / seconds;
            assertThat(speed).isBetween(4300.0, 4900.0);
            assertThat(refused).isPositive();
            host.sync();
            host.assertHolds(0, 32_768);
        }
    }

    @Test
    void sparedDiscsAreWrittenAtHalfSpeed() throws Exception {
        long[] nanos = new long[2];
        for (int spared = 0; spared < 2; spared++) {
            try (Rig rig = slow(MediumFamily.BD_R)) {
                if (spared == 1) {
                    Host.good(rig.host().format(new FormatDescriptor(0, 0, 1, 0), Immed.OFF));
                }
                for (int lba = 0; lba < 2048; lba += 32) {
                    rig.host().write(lba, 32);
                }
                long begin = clock.nanos();
                rig.host().sync();
                nanos[spared] = clock.nanos() - begin;
            }
        }
        assertThat((double) nanos[1] / nanos[0]).isBetween(1.9, 2.1);
    }

    @Test
    void syncAndCloseReportTheirProgress() throws IOException {
        try (Rig rig = slow(MediumFamily.BD_R)) {
            Host host = rig.host();
            host.write(0, 40);
            host.ok(Cdb.closeTrack(CloseFunction.TRACK, 1, Immed.ON));
            clock.advance(Duration.ofMillis(2500));
            SenseData sense = host.turSense();
            assertThat(sense).hasToString("2/04/07");
            assertThat(sense.progress()).isBetween(0x7000, 0x8FFF);
            assertThat(host.requestSense().progress()).as("the failed command's own").isBetween(0x7000, 0x8FFF);
            assertThat(host.requestSense().hasProgress()).isTrue();
            assertThat(host.failsIn(Cdb.readTrackInformation(1, 48), 48)).hasToString("2/04/07");
            assertThat(host.writeFails(64, 32)).hasToString("2/04/07");
            assertThat(host.in(Cdb.readBufferCapacity(), 12)).hasSize(12);
            rig.quirk(Quirk.LONG_WRITE, "08");
            assertThat(host.turSense()).hasToString("2/04/08");
            rig.quirk(Quirk.PROGRESS_VIA_SENSE);
            SenseData hidden = host.turSense();
            assertThat(hidden.hasProgress()).isFalse();
            host.requestSense();
            assertThat(host.requestSense().hasProgress()).isTrue();
            clock.advance(Duration.ofSeconds(3));
            host.ok(Cdb.testUnitReady());
            assertThat(host.track(1).state()).isEqualTo(State.CLOSED);
            assertThat(host.track(1).size()).isEqualTo(64);
        }
    }

    @Test
    void aHastyDriveSaysReadyASecondEarly() throws IOException {
        try (Rig rig = slow(MediumFamily.BD_R)) {
            Host host = rig.host();
            rig.quirk(Quirk.EARLY_GOOD);
            host.write(0, 32);
            host.ok(Cdb.closeTrack(CloseFunction.TRACK, 1, Immed.ON));
            clock.advance(Duration.ofMillis(3900));
            assertThat(host.turSense()).hasToString("2/04/07");
            clock.advance(Duration.ofMillis(500));
            host.ok(Cdb.testUnitReady());
            assertThat(host.failsIn(Cdb.readTrackInformation(1, 48), 48)).hasToString("2/04/07");
            clock.advance(Duration.ofSeconds(1));
            assertThat(host.track(1).state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void commandsThatWaitLetTimePass() throws IOException {
        try (Rig rig = slow(MediumFamily.BD_R)) {
            rig.host().write(0, 32);
            long begin = clock.nanos();
            rig.host().close(1);
            assertThat(Duration.ofNanos(clock.nanos() - begin)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
            begin = clock.nanos();
            rig.host().read(0, 32);
            assertThat(Duration.ofNanos(clock.nanos() - begin)).isBetween(Duration.ofMillis(1), Duration.ofMillis(200));
            begin = clock.nanos();
            rig.host().ok(Cdb.sendOpc());
            assertThat(Duration.ofNanos(clock.nanos() - begin)).isEqualTo(Duration.ofSeconds(20));
        }
    }

    @Test
    void crossingIntoTheNextLayerPauses() throws IOException {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R_DL, 256, clock, Timing.INSTANT)) {
            Host host = rig.host();
            rig.quirk(Quirk.LAYER_PAUSE, "15");
            for (int lba = 0; lba < 128; lba += 32) {
                host.write(lba, 32);
            }
            assertThat(host.writeFails(128, 32)).hasToString("2/04/08");
            clock.advance(Duration.ofSeconds(14));
            assertThat(host.writeFails(128, 32)).hasToString("2/04/08");
            clock.advance(Duration.ofSeconds(1));
            host.write(128, 32);
            host.write(160, 32);
        }
    }

    @Test
    void aPowerFailureInTheMiddleOfAClosureLeavesTheTrackOpen() throws IOException {
        try (Rig rig = slow(MediumFamily.BD_R)) {
            Host host = rig.host();
            host.write(0, 32);
            host.sync();
            host.ok(Cdb.closeTrack(CloseFunction.TRACK, 1, Immed.ON));
            clock.advance(Duration.ofSeconds(2));
            rig.drive().powerCycle();
            clock.advance(Duration.ofSeconds(9));
            host.hearAttentions();
            assertThat(host.track(1).state()).isEqualTo(State.INCOMPLETE_OPEN);
            assertThat(host.track(1).nextWritable()).isEqualTo(32);
        }
    }

    @Test
    @Timeout(60)
    void twoDrivesWorkSideBySideInOneTime() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Rig one = slow(MediumFamily.BD_R); Rig two = slow(MediumFamily.BD_R)) {
            one.host().hearAttentions();
            clock.join();
            clock.join();
            long begin = clock.nanos();
            Future<?> first = pool.submit(() -> burnWithPauses(one.host()));
            Future<?> second = pool.submit(() -> burnWithPauses(two.host()));
            first.get();
            second.get();
            double seconds = (clock.nanos() - begin) / 1e9;
            double alone = 16_384 * 2048.0 / (12 * 4495.5 * 1000) + 5;
            assertThat(seconds).as("as long as one alone").isBetween(alone * 0.8, alone * 1.3);
            one.host().assertHolds(0, 16_384);
            two.host().assertHolds(0, 16_384);
        } finally {
            pool.shutdownNow();
        }
    }

    private Void burnWithPauses(Host host) throws Exception {
        try {
            int lba = 0;
            while (lba < 16_384) {
                if (host.tryWrite(lba, 32).ok()) {
                    lba += 32;
                } else {
                    clock.sleep(Duration.ofMillis(25));
                }
            }
            host.sync();
            host.close(1);
        } finally {
            clock.leave();
        }
        return null;
    }
}
