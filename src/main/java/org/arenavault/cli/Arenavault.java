package org.arenavault.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

/** The one command; everything else is below it. */
@Command(name = "arenavault", mixinStandardHelpOptions = true, versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND", sortOptions = false,
        header = "Keeps a Plan 9 venti alive for decades: sealed arenas onto write-once discs, and back.",
        footer = {"", "A first backup:",
            "  arenavault init home --conf /etc/venti.conf --medium bd-r-dl --device /dev/sr0",
            "  arenavault backup home",
            "  arenavault status", "",
            "After a disaster, from the discs alone:",
            "  arenavault restore -d /dev/sr0 --conf /etc/venti.conf --format"},
        subcommands = {
            InitCommand.class,
            StatusCommand.class,
            BackupCommand.class,
            VerifyCommand.class,
            DuplicateCommand.class,
            RestoreCommand.class,
            SetCommand.class,
            DiscCommand.class,
            DriveCommand.class,
            ChangerCommand.class,
            ArenasCommand.class,
            FossilCommand.class,
            PlanCommand.class,
            ScoreCommand.class,
            IndexCommand.class,
            ServeCommand.class,
            VacCommand.class,
            MirrorCommand.class,
            DeviceCopyCommand.class,
            HistoryCommand.class,
            HelpCommand.class,
            AutoComplete.GenerateCompletion.class})
final class Arenavault {

    @Mixin
    private GlobalOptions globals;

    GlobalOptions globals() {
        return globals;
    }
}
