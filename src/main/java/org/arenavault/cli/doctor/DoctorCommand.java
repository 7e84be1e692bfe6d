package org.arenavault.cli.doctor;

import static org.arenavault.report.Table.Align.LEFT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.ShellWord;
import org.arenavault.report.Finding;
import org.arenavault.report.Table;
import org.arenavault.report.json.DoctorReport;
import org.arenavault.settings.SettingsFile;
import picocli.CommandLine.Command;

/** {@code doctor}. */
@Command(name = "doctor", header = "Look at this machine: what works, what does not, and what mends it.",
        mixinStandardHelpOptions = true,
        description = {"Drives and who may use them, what is installed, the clock, the vault and its room, the sets' "
            + "ledgers, ventis and recorders. Nothing is changed, and no disc is needed.",
            "Exit code 1: something is wrong."},
        footer = {"", "Examples:", "  arenavault doctor", "  arenavault doctor --json"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS})
public final class DoctorCommand extends VaultCommand {

    private static final String CONFIG = "config";

    /** The command of a session. */
    public DoctorCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected boolean goesBySettings() {
        return false;
    }

    @Override
    protected int run() throws IOException {
        List<Finding> findings = new ArrayList<>(new MachineCheck(world(), context().devices()).findings());
        findings.addAll(settings());
        findings.addAll(new VaultCheck(vault(), world()).findings());
        long wrong = findings.stream().filter(finding -> finding.state() == Finding.State.WRONG).count();
        if (globals().json()) {
            context().print(new DoctorReport(findings, wrong == 0));
            return ExitCode.of(wrong == 0);
        }
        Table table = Table.of(LEFT, LEFT, LEFT);
        for (Finding finding : findings) {
            String state = finding.state().toString();
            table.row(finding.state() == Finding.State.WRONG ? state.toUpperCase(Locale.ROOT) : state,
                    finding.about() + ":", finding.text());
            if (!finding.remedy().isEmpty()) {
                table.row("", "", "  " + finding.remedy());
            }
        }
        table.print(out());
        out().println(wrong == 0 ? "Nothing is wrong." : "%d wrong.".formatted(wrong));
        return ExitCode.of(wrong == 0);
    }

    /** What is wrong with config.toml is wrong with all commands. */
    private List<Finding> settings() {
        Optional<SettingsFile> file = context().settings().file();
        if (file.isEmpty() || !file.get().exists()) {
            return List.of();
        }
        String edit = "${EDITOR:-vi} " + ShellWord.of(file.get().path());
        try {
            context().settings().require();
            Optional<MediumDescription> unused = medium("");
            return List.of(Finding.right(CONFIG, "%s can be used".formatted(file.get().path())));
        } catch (IOException | OwnFileException e) {
            return List.of(Finding.wrong(CONFIG, ExitCode.text(e), edit));
        }
    }
}
