package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.arenavault.changer.ChangerSource;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.changer.MediumChanger;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.CrashPoints.When;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.TeamClock;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.emulator.Cartridge;
import org.arenavault.scsi.emulator.EmulatedChanger;
import org.arenavault.scsi.emulator.EmulatedDisc;
import org.arenavault.scsi.emulator.EmulatedDrive;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.scsi.emulator.Timing;
import org.arenavault.scsi.emulator.UnitIdentity;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several drives that record for one set at the same time: faster, and as careful as one. */
@Timeout(300)
class SeveralDrivesTest {

    private static final int ARENAS = 8;
    /** Room for two arenas of 1 MiB and a bit. */
    private static final long CAPACITY = 2_600_000;

    @TempDir
    private static Path shared;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private static Path conf;

    @BeforeAll
    static void makeVenti() throws IOException {
        conf = SampleVenti.create(shared.resolve("venti"), ARENAS, 8192, 5, 11);
    }

    /** Virtual nanoseconds that a backup takes with so many drives of a changer, each as slow as a real one. */
    private long timeWith(int count, int blanks) throws IOException {
        Path place = folder.resolve("changer" + count);
        TeamClock clock = new TeamClock();
        List<EmulatedDrive> drives = IntStream.range(0, count).mapToObj(i -> new EmulatedDrive(
                UnitIdentity.recorder("D" + i), clock, Timing.REAL)).toList();
        EmulatedChanger unit = new EmulatedChanger(UnitIdentity.changer("C1"), clock, drives, blanks, 0);
        Files.createDirectories(place);
        for (int i = 0; i < blanks; i++) {
            Path disc = place.resolve(i + ".disc");
            EmulatedDisc.create(disc, MediumFamily.BD_R, CAPACITY / 2048 / 32 * 32);
            unit.put(EmulatedChanger.FIRST_SLOT + i, new Cartridge("", disc));
        }
        World world = World.unattended(new SilentTerminal()).with(clock);
        MediumChanger changer = MediumChanger.open(unit.connect(), clock, "changer");
        List<DiscSource> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EmulatedDrive emulated = drives.get(i);
            ChangerSource.DriveOpener drive = () -> OpticalDrive.open(emulated.connect(),
                    DriveUse.DEFAULT.options(), Descriptions.ofUser(), world);
            sources.add(new ChangerSource(changer, EmulatedChanger.FIRST_DRIVE + i, drive,
                    () -> OpticalMedium.open(drive.open(), DriveUse.DEFAULT.spares()), world.terminal(), List.of()));
        }
        Vault vault = new Vault(place.resolve("vault"), Disks.REAL, clock);
        vault.create(BackupFixture.HOME, SetConfig.of(BackupFixture.HOME, new UUID(1, 1), new UUID(2, 2),
                new SetConfig.Source(conf.toString(), List.of(), "", false),
                new SetConfig.MediumChoice("bd-r", SetConfig.Spare.NONE, 0, "")));
        try (LockedSet locked = vault.open(BackupFixture.HOME).lock();
                ArenaSource arenas = ArenaSource.open(locked.config().source().partitions(Disks.REAL), Disks.REAL)) {
            BackupResult result = new Backup(locked, sources, MediumDescription.read(Descriptions.ofUser(), "bd-r"),
                    world, new BackupOptions(true, 0, Set.of())).run(arenas);
            assertThat(result.failed()).isEmpty();
            assertThat(result.left()).isEmpty();
            assertVerified(locked.state());
            return result.elapsed().toNanos();
        } finally {
            for (EmulatedDrive drive : drives) {
                drive.close();
            }
        }
    }

    private static void assertVerified(SetState state) {
        for (int i = 0; i < ARENAS; i++) {
            assertThat(state.copies("arena" + i)).as("arena%d", i).extracting(copy -> copy.track().state())
                    .containsExactly(TrackState.VERIFIED);
        }
    }

    @Test
    void twoDrivesOfAChangerAreNearlyTwiceAsFast() throws IOException {
        double ratio = (double) timeWith(1, 4) / timeWith(2, 4);
        assertThat(ratio).isBetween(1.8, 2.01);
    }

    @Test
    void aDriveWithoutBlanksLeavesTheOtherAtWork() throws IOException {
        assertThatThrownBy(() -> timeWith(2, 1)).isInstanceOf(OperatorNeededException.class)
                .extracting(e -> ((OperatorNeededException) e).need()).isEqualTo(Need.OUT_OF_BLANKS);
        SetState state = new Vault(folder.resolve("changer2/vault"), Disks.REAL, new TeamClock())
                .open(BackupFixture.HOME).read();
        assertThat(state.discs()).hasSize(1);
        assertThat(state.discs().iterator().next().tracks()).hasSize(2).extracting(TrackRecord::state)
                .containsOnly(TrackState.VERIFIED);
    }

    /** A drive that can be given nothing. */
    private record Lacking(IOException why) implements DiscSource {

        @Override
        public Optional<Medium> first(DiscRequest request) throws IOException {
            throw why;
        }

        @Override
        public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
            throw why;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void aDriveThatOnlyLacksADiscHidesNoFaultOfAnother() throws IOException {
        DiscSource empty = new Lacking(new OperatorNeededException(Need.OUT_OF_BLANKS, "no blank"));
        DiscSource broken = new Lacking(new MediumFaultException("the drive is gone"));
        for (List<DiscSource> sources : List.of(List.of(empty, broken), List.of(broken, empty))) {
            BackupFixture fixture = fixture("order" + sources.indexOf(broken));
            try (LockedSet locked = fixture.vault(Disks.REAL).open(BackupFixture.HOME).lock();
                    ArenaSource arenas = ArenaSource.open(locked.config().source().partitions(Disks.REAL),
                            Disks.REAL)) {
                Backup backup = new Backup(locked, sources, MediumDescription.read(Descriptions.ofUser(), "bd-r"),
                        World.unattended(new SilentTerminal()), new BackupOptions(true, 0, Set.of()));
                assertThatThrownBy(() -> backup.run(arenas)).isInstanceOf(MediumFaultException.class)
                        .hasMessage("the drive is gone");
            }
        }
    }

    /** A drive that is asked once another one has read everything, and has no disc. */
    private record Late(SilentTerminal terminal, int tracks) implements DiscSource {

        @Override
        public Optional<Medium> first(DiscRequest request) {
            while (terminal.said().stream().filter(line -> line.contains("clean at")).count() < tracks) {
                Thread.onSpinWait();
            }
            return Optional.empty();
        }

        @Override
        public Optional<Medium> another(DiscRequest request, String reason) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void aDriveWithoutADiscIsToldHoweverLateItIsLookedAt() throws IOException {
        BackupFixture fixture = fixture("late");
        fixture.backup();
        Verification told = fixture.verifyBeside(new Late(fixture.terminal(), ARENAS));
        assertThat(told.passedOver()).containsExactly("two: no disc was shown; insert a disc of set 'home' and start "
                + "again");
        assertThat(told.unusable()).isEmpty();
    }

    private BackupFixture fixture(String name) throws IOException {
        BackupFixture fixture = BackupFixture.create(folder.resolve(name), conf, "bd-r", 6, CAPACITY);
        fixture.addRecorder(6, CAPACITY);
        return fixture;
    }

    @Test
    void bothGoOnAfterDyingAtAnyCommand() throws IOException {
        CrashPoints all = CrashPoints.none();
        fixture("count").backupWithTwo(transport -> new CrashingTransport(transport, all));
        for (long at = 0; at < all.steps() * 9 / 10; at += 11) {
            String context = "died after command %d of about %d".formatted(at, all.steps());
            BackupFixture fixture = fixture("run");
            CrashPoints points = CrashPoints.at(at, When.AFTER);
            assertThat(BackupFixture.dies(() -> fixture.backupWithTwo(
                    transport -> new CrashingTransport(transport, points)))).as(context).isTrue();
            BackupResult result = fixture.backupWithTwo(transport -> transport);
            assertThat(result.failed()).as(context).isEmpty();
            assertThat(result.left()).as(context).isEmpty();
            assertVerified(fixture.state());
            assertThat(fixture.state().discs()).as(context).extracting(DiscRecord::number).doesNotHaveDuplicates();
            Map<String, Integer> labelled = new TreeMap<>(fixture.labelled(fixture.recorder()));
            fixture.labelled(fixture.awayRecorder()).forEach((arena, count) -> labelled.merge(arena, count,
                    Integer::sum));
            assertThat(labelled).as(context).hasSize(ARENAS).allSatisfy((arena, count) ->
                    assertThat(count).as(arena).isEqualTo(1));
            delete(folder.resolve("run"));
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
