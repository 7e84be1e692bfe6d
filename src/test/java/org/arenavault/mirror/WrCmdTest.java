package org.arenavault.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Dial;
import org.junit.jupiter.api.Test;

/** The one line in which the Plan 9 scripts keep the state of a mirror. */
class WrCmdTest {

    private static final String FILE = "/n/other/wrcmd";
    private static final String EXAMPLE =
            "venti/wrarena -h tcp!192.168.0.99!17034 -o 1611407360 /dev/sdE0/arenas 0x442b1b4";

    @Test
    void theExampleOfTheScriptsIsReadAndWritten() throws CorruptException {
        WrCmd command = WrCmd.parse(EXAMPLE + "\n", FILE);
        assertThat(command).isEqualTo(new WrCmd(new Dial("192.168.0.99", 17034), 1_611_407_360L,
                "/dev/sdE0/arenas", 0x442b1b4));
        assertThat(command).hasToString(EXAMPLE);
    }

    @Test
    void optionsMayStandInAnyOrderAndTheOffsetMayBeMissing() throws CorruptException {
        WrCmd command = WrCmd.parse("wrarena -v -o 0x10 -f -M 100 -h venti /dev/arenas",
                FILE);
        assertThat(command).isEqualTo(new WrCmd(new Dial("venti", 17034), 16, "/dev/arenas", 0));
    }

    @Test
    void whatIsNoneIsRefused() {
        for (String line : List.of("", "wrarena", "venti/wrarena -h", "rdarena -h a -o 1 /dev/a", EXAMPLE + " more",
                "wrarena -h a -o x /dev/a", "wrarena -o 1 /dev/a 0x0", "wrarena -h a -o 1 /dev/a 0xfffffffffffffffff",
                "wrarena -h a!b!c!d -o 1 /dev/a")) {
            assertThatThrownBy(() -> WrCmd.parse(line, FILE)).as(line).isInstanceOf(CorruptException.class)
                    .hasMessageStartingWith(FILE + ": ");
        }
    }
}
