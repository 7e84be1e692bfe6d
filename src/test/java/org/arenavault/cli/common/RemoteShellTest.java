package org.arenavault.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command that runs this program on another machine; here it runs something else on this one. */
class RemoteShellTest {

    @Test
    @Timeout(60)
    void anAnswerThatIsTooLongIsCutAndKeepsNobodyWaiting() throws Exception {
        RemoteShell.Outcome outcome = new RemoteShell("sh -c", "arenavault").run("head -c 3000000 /dev/zero",
                List.of(), "", World.unattended(new SilentTerminal()));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).hasSize(1 << 20);
    }
}
