package org.arenavault.changer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.emulator.Cartridge;
import org.arenavault.scsi.emulator.EmulatedChanger;
import org.arenavault.scsi.emulator.EmulatedDisc;
import org.arenavault.scsi.emulator.EmulatedDrive;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.scsi.emulator.Timing;
import org.arenavault.scsi.emulator.UnitIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An emulated changer with a mail slot keeps the contract. */
class ChangerSourceContractTest extends DiscSourceContractTest {

    private final InstantClock clock = new InstantClock();
    private final EmulatedDrive drive = new EmulatedDrive(UnitIdentity.recorder("D1"), clock, Timing.INSTANT);

    @TempDir
    private Path folder;

    private MediumChanger changer;

    @Override
    protected DiscSource open(int discs) throws IOException {
        EmulatedChanger unit = new EmulatedChanger(UnitIdentity.changer("C1"), clock, List.of(drive), 4, 1);
        for (int i = 0; i < discs; i++) {
            Path disc = folder.resolve(i + ".disc");
            EmulatedDisc.create(disc, MediumFamily.BD_R, 4096);
            unit.put(EmulatedChanger.FIRST_SLOT + i, new Cartridge("TAG" + i, disc));
        }
        changer = MediumChanger.open(unit.connect(), clock, "changer");
        World world = World.unattended(new SilentTerminal()).with(clock);
        ChangerSource.DriveOpener opener = () -> OpticalDrive.open(drive.connect(), DriveUse.DEFAULT.options(),
                new Descriptions(folder.resolve("none")), world);
        return new ChangerSource(changer, EmulatedChanger.FIRST_DRIVE, opener,
                () -> OpticalMedium.open(opener.open(), DriveUse.DEFAULT.spares()), world.terminal(), List.of());
    }

    @Override
    protected String name(Medium medium) throws IOException {
        return changer.inventory().drive(0).volumeTag();
    }

    @AfterEach
    void switchOff() throws IOException {
        drive.close();
    }
}
