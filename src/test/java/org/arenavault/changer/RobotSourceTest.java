package org.arenavault.changer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discs out of the input bin of an emulated robot. */
class RobotSourceTest {

    private static final DiscRequest BLANK = new DiscRequest.Blank("home-001", "BD-R");
    private static final DiscRequest ANY = new DiscRequest.Any("to look at");

    @TempDir
    private Path folder;

    private final SilentTerminal terminal = new SilentTerminal();
    private final World world = World.unattended(terminal).with(new InstantClock());
    private EmulatedRecorder recorder;
    private RobotSource source;
    /** Discs in which the drive will see nothing. */
    private int unseen;

    @BeforeEach
    void make() throws IOException {
        EmulatedRecorder.create(folder.resolve("rec"), MediumFamily.BD_R, 6, 1 << 20,
                EmulatedRecorder.Changing.MANUAL, UUID.randomUUID());
        open();
    }

    private void open() throws IOException {
        recorder = EmulatedRecorder.open(folder.resolve("rec"), world.clock());
        Descriptions descriptions = new Descriptions(folder.resolve("none"));
        ChangerSource.DriveOpener opener = () -> OpticalDrive.open(recorder.connect(), DriveUse.DEFAULT.options(),
                descriptions, world);
        RobotDescription description = RobotDescription.read(descriptions, "single-letter");
        source = new RobotSource(Robot.open(description, new EmulatedRobot(description, List.of(recorder)),
                folder.resolve("rec"), world), 0, new DriveTray(opener, world.clock()), () -> {
                    if (unseen-- > 0) {
                        throw new OperatorNeededException(Need.NO_MEDIUM, "no medium");
                    }
                    return OpticalMedium.open(opener.open(), DriveUse.DEFAULT.spares());
                }, terminal, List.of());
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        recorder.close();
    }

    /** Shows the next disc; the name of what is in the tray then, or nothing. */
    private String next(DiscRequest request, String reason) throws IOException {
        Optional<Medium> medium = reason.isEmpty() ? source.first(request) : source.another(request, reason);
        if (medium.isEmpty()) {
            return "";
        }
        medium.get().close();
        return inTray();
    }

    private String inTray() throws IOException {
        return recorder.discs().stream().filter(EmulatedRecorder.Disc::inTray).map(EmulatedRecorder.Disc::name)
                .findFirst().orElse("");
    }

    private EmulatedBins.Contents bins() throws IOException {
        return new EmulatedBins(recorder).contents();
    }

    @Test
    void whatLiesInTheDriveComesFirstAndEveryDiscPassesOnce() throws IOException {
        assertThat(next(ANY, "")).isEqualTo("001");
        assertThat(next(ANY, "looked at")).isEqualTo("002");
        assertThat(next(ANY, "looked at")).isEqualTo("003");
        source.discard("home-003");
        assertThat(next(ANY, "looked at")).isEqualTo("004");
        assertThat(next(ANY, "looked at")).isEqualTo("005");
        assertThat(next(ANY, "looked at")).isEqualTo("006");
        assertThat(next(ANY, "looked at")).isEmpty();
        assertThat(bins()).isEqualTo(new EmulatedBins.Contents(List.of("001", "002", "004", "005", "006"),
                List.of("003")));
        assertThat(terminal.said()).contains("home-003 is in the reject bin of single-letter on emu, disc 1 of this "
                + "job there");
    }

    @Test
    void whatIsNotBlankIsRejectedWhereBlanksAreWanted() throws IOException {
        assertThat(next(BLANK, "")).isEqualTo("001");
        assertThat(next(BLANK, "this disc is not blank")).isEqualTo("002");
        assertThat(bins().reject()).containsExactly("001");
    }

    @Test
    void aDiscThatIsDoneIsCarriedAwayAtTheEndAndOneThatIsNotStays() throws IOException {
        assertThat(next(BLANK, "")).isEqualTo("001");
        source.close();
        assertThat(inTray()).isEqualTo("001");
        recorder.close();
        open();
        assertThat(next(BLANK, "")).isEqualTo("001");
        source.release("home-001");
        source.close();
        assertThat(inTray()).isEmpty();
        assertThat(bins().accept()).containsExactly("001");
    }

    @Test
    void aDiscThatWasBegunIsNotLookedForInTheStack() throws IOException {
        DiscRequest begun = new DiscRequest.Begun("home-001", "", "arenavault disc mark home 1 retired");
        assertThat(next(begun, "")).isEqualTo("001");
        assertThatThrownBy(() -> next(begun, "this disc is blank")).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("disc home-001 has room for more").extracting(
                        e -> ((OperatorNeededException) e).need(), e -> ((OperatorNeededException) e).hint())
                .containsExactly(Need.WRONG_MEDIUM, "arenavault disc mark home 1 retired");
        source.close();
        assertThat(inTray()).as("nothing was moved").isEqualTo("001");
    }

    @Test
    void aDiscInWhichTheDriveSeesNothingIsCarriedAwayAsABadOne() throws IOException {
        unseen = 1;
        assertThat(next(BLANK, "")).isEqualTo("002");
        assertThat(bins().reject()).containsExactly("001");
        unseen = 3;
        assertThatThrownBy(() -> next(BLANK, "not blank")).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("do they lie the right way round?");
    }

    @Test
    void anArmThatReachesIntoAClosedTrayBreaks() throws IOException {
        RobotDescription description = RobotDescription.read(new Descriptions(folder.resolve("none")),
                "single-letter");
        EmulatedRobot robot = new EmulatedRobot(description, List.of(recorder));
        robot.write(new byte[] {'A'});
        byte[] answer = new byte[8];
        assertThat(robot.read(answer, Duration.ZERO)).isZero();
        robot.write(new byte[] {'S'});
        assertThat(robot.read(answer, Duration.ZERO)).as("it says no more").isZero();
    }
}
