package org.arenavault.cli.changer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Outcome;
import org.arenavault.report.json.ChangerReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code changer check}. */
@Command(name = "check", header = "Check descriptions of robots.", mixinStandardHelpOptions = true,
        description = {"Says what is wrong with one, key by key. Nothing is sent to any robot.", "",
            "The program brings some along; yours are files in ~/.config/arenavault/media-drivers/changers, and one of "
            + "the same name takes the place of the program's."},
        footer = {"", "Examples:", "  arenavault changer check", "  arenavault changer check my-robot"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ChangerCheckCommand extends VaultCommand {

    @Parameters(arity = "0..1", paramLabel = "DESCRIPTION", defaultValue = "",
            description = "Which one. Default: all.")
    private String name;

    ChangerCheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        Descriptions descriptions = Descriptions.ofUser();
        Collection<String> names = name.isEmpty() ? RobotDescription.names(descriptions) : List.of(name);
        List<ChangerReports.Description> checked = new ArrayList<>();
        int wrong = 0;
        for (String each : names) {
            List<String> problems = problems(descriptions, each);
            wrong += problems.isEmpty() ? 0 : 1;
            checked.add(new ChangerReports.Description(each, problems));
            if (!globals().json()) {
                print(descriptions, each, problems);
            }
        }
        if (globals().json()) {
            context().print(new ChangerReports.Check(checked));
        }
        return ExitCode.of(Outcome.of(names.size(), wrong));
    }

    /** One that is no TOML at all is wrong like any other, unless nothing else was asked about. */
    private List<String> problems(Descriptions descriptions, String each) throws IOException {
        try {
            return RobotDescription.problems(descriptions, each);
        } catch (CorruptException e) {
            if (!name.isEmpty()) {
                throw e;
            }
            return List.of(e.getMessage());
        }
    }

    private void print(Descriptions descriptions, String each, List<String> problems) throws IOException {
        problems.forEach(problem -> out().printf("changers/%s.toml: %s%n", each, problem));
        if (problems.isEmpty()) {
            RobotDescription description = RobotDescription.read(descriptions, each);
            out().printf("%s: %s; confidence %s%n", each, description.about().title(),
                    description.about().confidence().name().toLowerCase(Locale.ROOT));
        }
    }
}
