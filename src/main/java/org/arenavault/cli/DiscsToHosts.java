package org.arenavault.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.SendOptions;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.DeviceName;
import org.arenavault.report.SendReportText;
import org.arenavault.report.json.RestoreJson;
import org.arenavault.report.json.SendJson;
import org.arenavault.restore.sending.DiscsToVentis;
import org.arenavault.restore.sending.SendReport;
import org.arenavault.sets.BackupSet;

/** {@code restore --to} and {@code mirror --set}: discs to running ventis. */
final class DiscsToHosts {

    private final VaultCommand command;
    private final SendOptions options;
    private final DriveOptionsMixin drive;
    private final String device;

    /**
     * The discs that are shown to a drive.
     *
     * @param device the drive; empty for the set's recorder
     */
    DiscsToHosts(VaultCommand command, SendOptions options, DriveOptionsMixin drive, String device) {
        this.command = command;
        this.options = options;
        this.drive = drive;
        this.device = device;
    }

    /**
     * Sends them.
     *
     * @param set whose ledger is followed; empty for bare discs
     * @param only names of the arenas that are wanted; empty for all
     * @return the exit code
     */
    int send(Optional<BackupSet> set, List<String> hosts, Set<String> only, RestoreJson.ShownScores scores)
            throws IOException {
        DiscsToVentis sending = new DiscsToVentis(SendOptions.targets(hosts), only, options.stateOr(
                command.globals().vault().resolve("mirror").resolve("discs")), options.options(), command.vault(),
                command.world()).again(options.again());
        SendReport report;
        try (DiscSource discs = discs(set)) {
            report = set.isPresent() ? sending.fromSet(set.get().read(), discs) : sending.fromBareDiscs(discs);
        }
        if (command.globals().json()) {
            command.context().print(SendJson.of(report, scores));
        } else {
            SendReportText.print(report, command.out());
        }
        command.world().stop().check();
        return ExitCode.of(report.outcome());
    }

    private DiscSource discs(Optional<BackupSet> set) throws IOException {
        String text = command.drive(device, set);
        return command.setup(drive, text).open(command.context().devices(), DeviceName.parse(text), 0,
                DriveUse.DEFAULT.spares(), command.world());
    }
}
