package org.arenavault.cli.devicecopy;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.copy.Copies;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyRecord;
import org.arenavault.copy.CopyStatus;
import org.arenavault.copy.DeviceTable;
import org.arenavault.io.Outcome;
import org.arenavault.report.json.CopyReports;

/** What the commands of {@code device-copy} share. */
abstract class CopyCommand extends VaultCommand {

    CopyCommand(CommandContext context) {
        super(context);
    }

    Copies copies() {
        return new Copies(globals().vault(), world().disks());
    }

    DeviceTable devices() {
        return new DeviceTable(world().disks());
    }

    CopyWorkers workers() {
        return new CopyWorkers(copies(), devices(), world(), globals());
    }

    /** Starts the worker, here or in the background, and says what became of it. */
    int work(CopyFolder copy, boolean here) throws IOException {
        if (here) {
            return report(copy, workers().run(copy));
        }
        workers().launch(copy);
        if (!globals().json()) {
            out().printf("Copy %d is under way; 'arenavault device-copy status %d' shows how far it is.%n",
                    copy.number(), copy.number());
            return ExitCode.DONE;
        }
        return report(copy, copy.load());
    }

    /** Prints how a copy stands. */
    int report(CopyFolder copy, CopyRecord record) throws IOException {
        boolean alive = copy.hasWorker();
        if (globals().json()) {
            context().print(new CopyReports.Show(CopyText.report(copy, record, alive)));
        } else {
            CopyText.print(out(), copy, record, alive);
        }
        return exitCode(record);
    }

    static int exitCode(CopyRecord record) {
        if (record.state().status() == CopyStatus.DETACHED) {
            return ExitCode.of(Outcome.waitingFor(1));
        }
        boolean damage = !record.state().bad().isEmpty() || !record.state().damaged().isEmpty();
        return ExitCode.of(!damage && record.state().status() != CopyStatus.FAILED);
    }
}
