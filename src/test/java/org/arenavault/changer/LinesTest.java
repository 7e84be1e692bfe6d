package org.arenavault.changer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.arenavault.Keeps;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.io.ByteLine;
import org.arenavault.io.ByteLineContractTest;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Lines to robots that are emulated, scripted or listened to keep the contract of a line. */
class LinesTest {

    private static final String ANSWER = "an answer\r";

    private abstract static class Scripted extends ByteLineContractTest {

        ScriptedRobot robot() {
            return new ScriptedRobot(new ManualClock()).answers(ANSWER, ANSWER, ANSWER);
        }

        @Override
        protected byte[] question() {
            return new byte[] {'Q'};
        }

        @Override
        protected byte[] answer() {
            return ANSWER.getBytes(ISO_8859_1);
        }
    }

    @Nested
    @Keeps("changer.ScriptedRobot")
    class AScript extends Scripted {

        @Override
        protected ByteLine open() {
            return robot();
        }
    }

    @Nested
    @Keeps("changer.LoggingLine")
    class ALineThatIsWrittenDown extends Scripted {

        @Override
        protected ByteLine open() {
            return new LoggingLine(robot(), new PrintWriter(new StringWriter()));
        }
    }

    @Nested
    @Keeps("changer.EmulatedRobot")
    class AnEmulatedRobot extends ByteLineContractTest {

        private static final int TIMES = 5;

        @TempDir(factory = MemoryTempDir.class)
        private Path folder;

        private EmulatedRecorder recorder;
        private RobotDescription description;

        @BeforeEach
        void make() throws IOException {
            EmulatedRecorder.create(folder.resolve("rec"), MediumFamily.BD_R, 1, 1 << 20,
                    EmulatedRecorder.Changing.MANUAL, UUID.randomUUID());
            recorder = EmulatedRecorder.open(folder.resolve("rec"), new InstantClock());
            description = RobotDescription.read(new Descriptions(folder.resolve("none")), "single-letter");
        }

        @AfterEach
        void switchOff() throws IOException {
            recorder.close();
        }

        @Override
        protected ByteLine open() {
            return new EmulatedRobot(description, List.of(recorder));
        }

        /** The first of the commands that it is initialised with, which it takes as often as one likes. */
        @Override
        protected byte[] question() {
            return "V".repeat(TIMES).getBytes(ISO_8859_1);
        }

        @Override
        protected byte[] answer() {
            return description.operations().get(Name.INIT).steps().get(0).send().orElseThrow().expect().get(0)
                    .sample().repeat(TIMES).getBytes(ISO_8859_1);
        }
    }
}
