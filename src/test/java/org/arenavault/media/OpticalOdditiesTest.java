package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.VaultException;
import org.arenavault.media.TrackExtent.Condition;
import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.OpticalBench;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.OpticalDrive.IndexRisk;
import org.arenavault.optical.QuickFolder;
import org.arenavault.optical.Spares;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.scsi.emulator.Quirk;
import org.junit.jupiter.api.Test;

/** Scenarios of {@code optical-emulator.md} 12: discs that are swapped or damaged, drives that lie or vanish. */
class OpticalOdditiesTest extends OpticalFixture {

    @Test
    void anotherDiscIsSwappedInDuringAPause() throws IOException {
        for (String silent : List.of("", " silent")) {
            try (Medium medium = with(MediumFamily.BD_R)) {
                Burns.record(medium, "a1", SIZE);
                TrackPlan plan = Burns.plan(medium, medium.inspect(), "a2", SIZE);
                try (TrackWriter writer = medium.append(plan)) {
                    Burns.write(writer, plan, 2 * UNIT);
                    writer.pause();
                    bench.inject("op=* nth=1 swap 002" + silent);
                    bench.clock().sleep(Duration.ofSeconds(61));
                    assertThatThrownBy(() -> Burns.write(writer, plan, SIZE)).as(silent)
                            .isInstanceOf(VaultException.class).hasMessageContaining("another disc");
                }
                MediumState foreign = medium.inspect();
                assertThat(foreign.condition()).as(silent).isEqualTo(MediumState.Condition.BLANK);
            }
            bench.close();
            QuickFolder.remove(folder.resolve("emu"));
        }
    }

    @Test
    void anotherDiscIsSwappedInBeforeATrack() throws IOException {
        for (String silent : List.of("", " silent")) {
            try (Medium medium = with(MediumFamily.BD_R)) {
                Burns.record(medium, "a1", SIZE);
                TrackPlan plan = Burns.plan(medium, medium.inspect(), "a2", SIZE);
                bench.inject("op=00 nth=1 swap 002" + silent);
                assertThatThrownBy(() -> medium.append(plan)).as(silent).isInstanceOf(RefusedException.class);
                assertThat(medium.inspect().condition()).isEqualTo(MediumState.Condition.BLANK);
            }
            bench.close();
            QuickFolder.remove(folder.resolve("emu"));
        }
    }

    @Test
    void aCopyOfTheDiscInAnotherSetIsToldByItsLabel() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            Burns.record(medium, "a1", SIZE);
            MediumState state = medium.inspect();
            DiscIdentity other = new DiscIdentity(new UUID(1, 1), new UUID(9, 9), "away", 4, new UUID(8, 8));
            TrackPlan plan = Burns.plan(medium, state.appendPoint().number(), state.appendPoint().start(), other,
                    "a2", SIZE);
            assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(RefusedException.class)
                    .hasMessageContaining("home-001").hasMessageContaining("away-004");
            assertThat(medium.inspect()).isEqualTo(state);
            Burns.record(medium, "a2", SIZE);
        }
    }

    @Test
    void silentCorruptionIsReadAsItStands() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            TrackExtent track = Burns.record(medium, "a1", SIZE);
            bench.inject("op=* nth=1 corrupt 33..33 xor=FF");
            try (TrackReader reader = medium.read(track)) {
                assertThat(reader.read(0, SIZE)).isNotEqualTo(Burns.contents("a1", SIZE));
                assertThat(reader.read(0, 33 * Medium.BLOCK)).isEqualTo(
                        Arrays.copyOf(Burns.contents("a1", SIZE), 33 * Medium.BLOCK));
            }
        }
    }

    @Test
    void aDiscWhoseIndexWasLostByFinalisingIsReadByAddress() throws IOException {
        List<TrackExtent> tracks = new ArrayList<>();
        try (Medium medium = with(MediumFamily.BD_R)) {
            for (int i = 1; i <= 3; i++) {
                tracks.add(Burns.record(medium, "a" + i, SIZE));
            }
        }
        bench.drive().quirks().set(Quirk.FIXATE_FIRST_TRACK);
        try (OpticalDrive drive = bench.open()) {
            drive.finalise(drive.inspect(), IndexRisk.ACCEPTED);
        }
        try (Medium medium = reopen()) {
            MediumState state = medium.inspect();
            assertThat(state.condition()).isEqualTo(MediumState.Condition.FINISHED);
            assertThat(state.reason()).contains("finalised");
            assertThat(state.tracks()).hasSize(1);
            for (TrackExtent track : tracks) {
                Burns.assertHolds(medium, track, "a" + track.number(), SIZE);
                assertThat(medium.readLabel(track)).isInstanceOf(LabelReading.Found.class);
            }
            TrackPlan plan = Burns.plan(medium, 4, tracks.get(2).end(), Burns.DISC, "a4", SIZE);
            assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void drivesThatGiveWrongAddressesNeverMakeUsWriteBlindly() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            Burns.record(medium, "a1", SIZE);
        }
        for (String fault : List.of("nwa 0", "nwa -150", "nwa +32", "nwa +1", "nwa 4000", "tracks 1")) {
            bench.inject((fault.startsWith("tracks") ? "op=51 nth=1 " : "op=52 nth=1 ") + fault + " x 1000");
            try (Medium medium = reopen()) {
                MediumState state = medium.inspect();
                if (state.isWritable()) {
                    int before = state.tracks().size();
                    assertThat(state.appendPoint().start()).as(fault).isEqualTo(state.tracks().get(before - 1).end());
                    String name = "a" + (before + 1);
                    try {
                        Burns.record(medium, name, SIZE);
                    } catch (VaultException e) {
                        assertThat(e).as(fault).isInstanceOf(MediumFaultException.class);
                    }
                } else {
                    assertThat(state.condition()).as(fault).isEqualTo(MediumState.Condition.READ_ONLY);
                    assertThat(state.reason()).as(fault).contains("do not agree");
                }
            }
            bench.inject();
            try (Medium medium = reopen()) {
                MediumState state = medium.inspect();
                for (TrackExtent track : state.tracks()) {
                    Burns.assertHolds(medium, track, "a" + track.number(), SIZE);
                }
                if (state.tracks().get(state.tracks().size() - 1).condition() == Condition.OPEN) {
                    medium.giveUp(state.tracks().get(state.tracks().size() - 1));
                }
            }
        }
        assertThat(bench.drive().counters().partialWrites()).isZero();
    }

    @Test
    void aBlankDiscWithAddressMinus150IsWrittenFromItsStart() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            bench.inject("op=52 nth=1 nwa -150 x 4");
            assertThat(medium.inspect().appendPoint().start()).isZero();
            TrackExtent track = Burns.record(medium, "a1", SIZE);
            assertThat(track.lba()).isZero();
            Burns.assertHolds(medium, track, "a1", SIZE);
            assertThat(bench.said()).anyMatch(line -> line.contains("senseless address"));
        }
    }

    @Test
    void aDriveThatKnowsOnlyWhatItMustAndLies() throws IOException {
        for (MediumFamily family : List.of(MediumFamily.BD_R_DL, MediumFamily.DVD_PLUS_R, MediumFamily.DVD_R,
                MediumFamily.CD_R)) {
            bench = OpticalBench.with(folder.resolve("emu"), family, 32_768);
            bench.drive().quirks().set(Quirk.LYING_RESIDUAL);
            bench.drive().quirks().set(Quirk.DESCRIPTOR_SENSE);
            for (Opcode opcode : List.of(Opcode.GET_EVENT_STATUS_NOTIFICATION, Opcode.GET_PERFORMANCE,
                    Opcode.SET_STREAMING, Opcode.SET_CD_SPEED, Opcode.READ_BUFFER_CAPACITY,
                    Opcode.READ_DISC_STRUCTURE, Opcode.READ_FORMAT_CAPACITIES, Opcode.FORMAT_UNIT,
                    Opcode.SEND_OPC_INFORMATION, Opcode.MECHANISM_STATUS, Opcode.READ_MEDIA_SERIAL_NUMBER,
                    Opcode.READ_CAPACITY, Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL, Opcode.READ_TOC)) {
                bench.drive().quirks().drop(opcode);
            }
            try (Medium medium = reopen()) {
                medium.begin(Burns.DISC);
                Burns.assertHolds(medium, Burns.record(medium, "a1", SIZE), "a1", SIZE);
                Burns.assertHolds(medium, Burns.record(medium, "a2", SIZE), "a2", SIZE);
            }
            bench.close();
            QuickFolder.remove(folder.resolve("emu"));
        }
    }

    @Test
    void drivesDifferAndTheBurnIsTheSame() throws IOException {
        List<List<String>> variants = List.of(List.of("swallowua"), List.of("earlygood"), List.of("progressviasense"),
                List.of("strictclose"), List.of("longwrite", "08"), List.of("closeclosed"), List.of("closeblank"),
                List.of("readflush"), List.of("seqerr"), List.of("structdvd"), List.of("toc", "one"),
                List.of("capopen", "area"), List.of("noopen"), List.of("blankzero"),
                List.of("ff"), List.of("strictbuf"),
                List.of("blankread", "02"), List.of("silentspare"), List.of("formatua"), List.of("layerpause", "50"));
        for (MediumFamily family : List.of(MediumFamily.BD_R_DL, MediumFamily.DVD_PLUS_R, MediumFamily.CD_R)) {
            for (List<String> variant : variants) {
                bench = OpticalBench.with(folder.resolve("emu"), family, 32_768);
                bench.drive().quirks().set(Quirk.of(variant.get(0)), variant.get(variant.size() - 1));
                try (Medium medium = reopen(Spares.DEFAULT)) {
                    medium.begin(Burns.DISC);
                    Burns.assertHolds(medium, Burns.record(medium, "a1", SIZE), "a1", SIZE);
                    TrackPlan plan = Burns.plan(medium, medium.inspect(), "a2", SIZE);
                    try (TrackWriter writer = medium.append(plan)) {
                        Burns.write(writer, plan, 2 * UNIT);
                        writer.driveBuffer();
                        writer.pause();
                        bench.clock().sleep(Duration.ofMinutes(2));
                        writer.driveBuffer();
                        Burns.complete(writer, plan);
                    }
                    assertThat(medium.inspect().tracks()).as("%s %s", family, variant).hasSize(2);
                    Burns.assertHolds(medium, medium.inspect().tracks().get(1), "a2", SIZE);
                }
                bench.close();
                QuickFolder.remove(folder.resolve("emu"));
            }
        }
    }

    @Test
    void writeErrorsLoseTheTrackAndNotTheDisc() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            TrackPlan plan = Burns.plan(medium, medium.inspect(), "a1", SIZE);
            bench.inject("op=* nth=1 writebad 64..95");
            try (TrackWriter writer = medium.append(plan)) {
                assertThatThrownBy(() -> Burns.complete(writer, plan)).isInstanceOf(MediumFaultException.class)
                        .extracting(e -> ((MediumFaultException) e).reach())
                        .isEqualTo(MediumFaultException.Reach.PLACE);
            }
            MediumState state = medium.inspect();
            assertThat(state.tracks()).hasSize(1);
            medium.giveUp(state.tracks().get(0));
            TrackExtent again = Burns.record(medium, "a1", SIZE);
            assertThat(again.number()).isEqualTo(2);
            Burns.assertHolds(medium, again, "a1", SIZE);
        }
    }

    @Test
    void sparesReplaceBadClustersUntilThereAreNone() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R, Spares.DEFAULT)) {
            bench.inject("op=* nth=1 writebad 64..95");
            Burns.assertHolds(medium, Burns.record(medium, "a1", SIZE), "a1", SIZE);
            bench.inject("op=* nth=1 wear spare=0", "op=* nth=1 writebad 512..543");
            TrackPlan plan = Burns.plan(medium, medium.inspect(), "a2", 12 * UNIT);
            try (TrackWriter writer = medium.append(plan)) {
                assertThatThrownBy(() -> Burns.complete(writer, plan)).isInstanceOf(MediumFaultException.class);
            }
        }
    }

    @Test
    void aLaserThatCannotBeCalibratedSendsTheDiscToAnotherDrive() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            bench.inject("op=2A nth=1 sense 3/73/03");
            TrackPlan plan = Burns.plan(medium, medium.inspect(), "a1", SIZE);
            try (TrackWriter writer = medium.append(plan)) {
                assertThatThrownBy(() -> Burns.write(writer, plan, SIZE)).isInstanceOf(MediumFaultException.class)
                        .hasMessageContaining("another one may").extracting(e -> ((MediumFaultException) e).reach())
                        .isEqualTo(MediumFaultException.Reach.MEDIUM);
            }
        }
    }

    @Test
    void aDriveThatVanishesIsToldApartFromABadDisc() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            bench.inject("op=2A nth=2 vanish for 1s");
            TrackPlan plan = Burns.plan(medium, medium.inspect(), "a1", SIZE);
            try (TrackWriter writer = medium.append(plan)) {
                assertThatThrownBy(() -> Burns.write(writer, plan, SIZE)).isInstanceOf(OperatorNeededException.class)
                        .extracting(e -> ((OperatorNeededException) e).need())
                        .isEqualTo(OperatorNeededException.Need.GONE);
            }
        }
    }

    @Test
    void aDriveWhoseAddressesMeanNothingIsUsedWithThatOption() throws IOException {
        bench = OpticalBench.with(folder.resolve("emu"), MediumFamily.BD_R, 32_768);
        DriveOptions options = DriveOptions.DEFAULTS.with(DriveOptions.Addresses.NOT_TRUSTED);
        try (Medium medium = OpticalMedium.open(bench.open(options), Spares.NONE)) {
            TrackPlan plan = Burns.plan(medium, medium.inspect(), "a1", SIZE);
            try (TrackWriter writer = medium.append(plan)) {
                Burns.write(writer, plan, 2 * UNIT);
                bench.inject("op=52 nth=1 nwa 0 x 3");
                writer.pause();
                bench.clock().sleep(Duration.ofSeconds(30));
                Burns.complete(writer, plan);
            }
            Burns.assertHolds(medium, medium.inspect().tracks().get(0), "a1", SIZE);
            bench.inject("op=2A nth=1 timeout executed");
            TrackPlan next = Burns.plan(medium, medium.inspect(), "a2", SIZE);
            try (TrackWriter writer = medium.append(next)) {
                assertThatThrownBy(() -> Burns.write(writer, next, SIZE)).isInstanceOf(MediumFaultException.class);
            }
        }
    }
}
