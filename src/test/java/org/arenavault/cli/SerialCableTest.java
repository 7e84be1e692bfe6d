package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenavault.Keeps;
import org.arenavault.changer.ScriptedRobot;
import org.arenavault.io.ByteLine;
import org.arenavault.io.ByteLineContractTest;
import org.arenavault.io.ManualClock;
import org.junit.jupiter.api.BeforeEach;

/** The cable of the tests keeps the contract of a line. */
@Keeps("cli.SerialCable")
class SerialCableTest extends ByteLineContractTest {

    private static final String ANSWER = "an answer\r";

    @BeforeEach
    void requireCable() {
        assumeTrue(SerialCable.isPossible(), "socat is not installed: no test of a serial line");
    }

    @Override
    protected ByteLine open() {
        return SerialCable.to(new ScriptedRobot(new ManualClock()).answers(ANSWER, ANSWER, ANSWER),
                (command, answer) -> answer);
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
