package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** Every command that the program prints can be pasted. */
class PrintedCommandsTest {

    @Test
    void everyCommandInAMessageIsOne() throws IOException {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        Set<String> names = PrintedCommands.names();
        for (String[] message : PrintedCommands.messages()) {
            for (String command : PrintedCommands.in(message[1])) {
                count++;
                try {
                    PrintedCommands.parse(command);
                } catch (ParameterException e) {
                    wrong.add("%s: 'arenavault %s': %s".formatted(message[0], command, e.getMessage()));
                }
            }
            for (String command : PrintedCommands.unfinished(message[1], names)) {
                wrong.add("%s: '%s' lacks the program's name".formatted(message[0], command));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(25);
    }
}
