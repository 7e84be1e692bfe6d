package org.arenavault.changer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.DriveIdentifiers;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.emulator.Cartridge;
import org.arenavault.scsi.emulator.EmulatedChanger;
import org.arenavault.scsi.emulator.EmulatedDisc;
import org.arenavault.scsi.emulator.EmulatedDrive;
import org.arenavault.scsi.emulator.FaultPlan;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.scsi.emulator.Quirk;
import org.arenavault.scsi.emulator.Timing;
import org.arenavault.scsi.emulator.UnitIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discs out of an emulated changer of two drives. */
class ChangerSourceTest {

    private static final DiscRequest BLANK = new DiscRequest.Blank("home-001", "BD-R");
    private static final DiscRequest ANY = new DiscRequest.Any("to look at");

    @TempDir
    private Path folder;

    private final InstantClock clock = new InstantClock();
    private final SilentTerminal terminal = new SilentTerminal();
    private final List<EmulatedDrive> drives = new ArrayList<>();
    private EmulatedChanger unit;
    private MediumChanger changer;

    @BeforeEach
    void make() throws IOException {
        for (int i = 1; i <= 2; i++) {
            drives.add(new EmulatedDrive(UnitIdentity.recorder("D" + i), clock, Timing.INSTANT));
        }
        unit = new EmulatedChanger(UnitIdentity.changer("C1"), clock, drives, 4, 1);
        for (int i = 0; i < 3; i++) {
            Path disc = folder.resolve(i + ".disc");
            EmulatedDisc.create(disc, MediumFamily.BD_R, 4096);
            unit.put(EmulatedChanger.FIRST_SLOT + i, new Cartridge("TAG" + i, disc));
        }
        changer = MediumChanger.open(unit.connect(), clock, "changer");
    }

    @AfterEach
    void switchOff() throws IOException {
        for (EmulatedDrive drive : drives) {
            drive.close();
        }
    }

    private ChangerSource source(int drive) {
        World world = World.unattended(terminal).with(clock);
        ChangerSource.DriveOpener opener = () -> OpticalDrive.open(drives.get(drive).connect(),
                DriveUse.DEFAULT.options(), new Descriptions(folder.resolve("none")), world);
        return new ChangerSource(changer, EmulatedChanger.FIRST_DRIVE + drive, opener,
                () -> OpticalMedium.open(opener.open(), DriveUse.DEFAULT.spares()), terminal, List.of());
    }

    /** Shows the next disc; the slot that it came from, 0 if there was none. */
    private int next(ChangerSource source, int drive, DiscRequest request, String reason) throws IOException {
        Optional<Medium> medium = reason.isEmpty() ? source.first(request) : source.another(request, reason);
        if (medium.isEmpty()) {
            return 0;
        }
        medium.get().close();
        ChangerInventory inventory = changer.inventory();
        return inventory.slotAt(inventory.drive(drive).origin().slot());
    }

    @Test
    void everySlotIsShownOnceAndGetsItsDiscBack() throws IOException {
        ChangerSource source = source(0);
        assertThat(next(source, 0, ANY, "")).isEqualTo(1);
        assertThat(next(source, 0, ANY, "another")).isEqualTo(2);
        assertThat(next(source, 0, ANY, "another")).isEqualTo(3);
        assertThat(next(source, 0, ANY, "another")).isZero();
        assertThat(changer.inventory().drive(0).full()).isFalse();
        assertThat(changer.inventory().slots()).extracting(slot -> slot.volumeTag())
                .containsExactly("TAG0", "TAG1", "TAG2", "", "");
    }

    @Test
    void theNextBlankIsLookedForWhereNobodyHasLookedYet() throws IOException {
        ChangerSource source = source(0);
        assertThat(next(source, 0, BLANK, "")).isEqualTo(1);
        assertThat(next(source, 0, BLANK, "")).as("what lies in the drive comes first").isEqualTo(1);
        assertThat(next(source, 0, BLANK, "full")).isEqualTo(2);
        assertThat(next(source, 0, BLANK, "not blank")).isEqualTo(3);
        assertThatThrownBy(() -> next(source, 0, BLANK, "not blank")).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("no disc is left").extracting(e -> ((OperatorNeededException) e).need())
                .isEqualTo(Need.OUT_OF_BLANKS);
    }

    @Test
    void aLabelThatIsKnownLeadsToItsDisc() throws IOException {
        assertThat(next(source(0), 0, new DiscRequest.Recorded("TAG2", ""), "")).isEqualTo(3);
    }

    @Test
    void theDiscThatWasBegunIsKnownByItsLabelToo() throws IOException {
        assertThat(next(source(0), 0, new DiscRequest.Begun("TAG1", "", ""), "")).isEqualTo(2);
    }

    @Test
    void aDiscThatFailedGoesToAnEmptyMailSlot() throws IOException {
        ChangerSource source = source(0);
        assertThat(next(source, 0, BLANK, "")).isEqualTo(1);
        assertThat(source.discard("home-001")).isEqualTo("mail slot 5 of changer");
        assertThat(next(source, 0, BLANK, "")).as("it is not shown again").isEqualTo(2);
        assertThat(changer.inventory().slot(5).volumeTag()).isEqualTo("TAG0");
        assertThat(terminal.said()).anyMatch(line -> line.contains("goes to mail slot 5; take it out"));
        assertThat(source.discard("home-002")).as("the mail slot is taken").isEmpty();
        assertThat(next(source, 0, BLANK, "full")).isEqualTo(3);
        assertThat(changer.inventory().slot(2).volumeTag()).isEqualTo("TAG1");
    }

    @Test
    void aDiscThatFailedLastGoesThereAtTheEnd() throws IOException {
        ChangerSource source = source(0);
        next(source, 0, BLANK, "");
        source.discard("home-001");
        source.close();
        changer = MediumChanger.open(unit.connect(), clock, "changer");
        assertThat(changer.inventory().slot(5).volumeTag()).isEqualTo("TAG0");
        assertThat(changer.inventory().drive(0).full()).isFalse();
    }

    @Test
    void aChangerWithoutLabelsWorksAsWell() throws IOException {
        unit.quirks().set(Quirk.NO_VOLUME_TAGS);
        assertThat(next(source(1), 1, new DiscRequest.Recorded("TAG2", ""), "")).isEqualTo(1);
    }

    @Test
    void aDiscThatWasPutOutHasItsTurnWithItsSlot() throws IOException {
        ChangerSource source = source(0);
        assertThat(next(source, 0, new DiscRequest.Recorded("TAG0", ""), "")).isEqualTo(1);
        drives.get(0).pressEject();
        assertThat(next(source, 0, new DiscRequest.Recorded("TAG0", ""), "")).isEqualTo(1);
    }

    @Test
    void aDriveIsKnownByItsSerialNumber() throws IOException {
        assertThat(changer.inventory().driveOf(identifiers("D2"))).get().extracting(drive -> drive.address())
                .isEqualTo(EmulatedChanger.FIRST_DRIVE + 1);
        for (String other : List.of("D3", "", "D", "2", "d2", "ARENAVLT")) {
            assertThat(changer.inventory().driveOf(identifiers(other))).as(other).isEmpty();
        }
    }

    private static DriveIdentifiers identifiers(String serial) {
        return new DriveIdentifiers("ARENAVLT", "EMULATED BD-RE", serial.isEmpty() ? Set.of() : Set.of(serial),
                List.of());
    }

    @Test
    void aJamStopsEverything() throws IOException {
        unit.inject(FaultPlan.parse("test", "op=A5 sense 4/15/01"));
        assertThatThrownBy(() -> next(source(0), 0, BLANK, "")).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("the arm is stuck");
        assertThat(changer.inventory().slot(1).full()).isTrue();
    }

    @Test
    void whatCannotBeMovedIsSaid() {
        assertThatThrownBy(() -> changer.move(EmulatedChanger.FIRST_SLOT, EmulatedChanger.FIRST_SLOT + 1))
                .isInstanceOf(RefusedException.class).hasMessageContaining("destination element full");
        assertThatThrownBy(() -> changer.move(EmulatedChanger.FIRST_SLOT + 3, EmulatedChanger.FIRST_DRIVE))
                .isInstanceOf(RefusedException.class).hasMessageContaining("source element empty");
        assertThatThrownBy(() -> changer.move(5000, EmulatedChanger.FIRST_DRIVE))
                .isInstanceOf(RefusedException.class).hasMessageContaining("no such place");
    }

    @Test
    void aDriveIsNoChanger() throws IOException {
        assertThatThrownBy(() -> MediumChanger.open(drives.get(0).connect(), clock, "drive"))
                .isInstanceOf(RefusedException.class).hasMessageContaining("is no changer");
    }
}
