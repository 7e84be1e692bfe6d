package org.arenavault.cli.vac;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code vac}: files below a root score. */
@Command(name = "vac", header = "Look into archives of vac and fossil, take files out, check them.",
        mixinStandardHelpOptions = true,
        description = "SCORE is 40 hexadecimal digits, the same behind 'vac:', 'last' or the first digits of one "
                + "that 'score list' shows, a file that holds such a line, a fossil's partition, whose last archive is "
                + "meant, or - for a line on standard input. Paths show bytes that are no text as \\xNN, and take them "
                + "so.")
public final class VacCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("ls", VacLsCommand.class),
                new Below("cat", VacCatCommand.class),
                new Below("get", VacGetCommand.class),
                new Below("check", VacCheckCommand.class));
    }
}
