package org.arenavault.cli;

import java.util.List;
import org.arenavault.cli.arenas.ArenasCommand;
import org.arenavault.cli.changer.ChangerCommand;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.CommandGroup;
import org.arenavault.cli.common.GlobalOptions;
import org.arenavault.cli.common.Version;
import org.arenavault.cli.config.ConfigCommand;
import org.arenavault.cli.devicecopy.DeviceCopyCommand;
import org.arenavault.cli.disc.DiscCommand;
import org.arenavault.cli.disks.DisksCommand;
import org.arenavault.cli.doctor.DoctorCommand;
import org.arenavault.cli.drive.DriveCommand;
import org.arenavault.cli.find.FindCommand;
import org.arenavault.cli.fossil.FossilCommand;
import org.arenavault.cli.history.HistoryCommand;
import org.arenavault.cli.index.IndexCommand;
import org.arenavault.cli.score.ScoreCommand;
import org.arenavault.cli.set.SetCommand;
import org.arenavault.cli.vac.VacCommand;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
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
            "  arenavault restore -d /dev/sr0 --conf /etc/venti.conf --format"})
public final class Arenavault implements CommandGroup, CommandContext.Top {

    @Mixin
    private GlobalOptions globals;

    @Override
    public GlobalOptions globals() {
        return globals;
    }

    @Override
    public List<Below> below() {
        return List.of(
                new Below("init", InitCommand.class),
                new Below("status", StatusCommand.class),
                new Below("find", FindCommand.class),
                new Below("report", ReportCommand.class),
                new Below("backup", BackupCommand.class),
                new Below("verify", VerifyCommand.class),
                new Below("duplicate", DuplicateCommand.class),
                new Below("protect", ProtectCommand.class),
                new Below("restore", RestoreCommand.class),
                new Below("drill", DrillCommand.class),
                new Below("set", SetCommand.class),
                new Below("disc", DiscCommand.class),
                new Below("doctor", DoctorCommand.class),
                new Below("drive", DriveCommand.class),
                new Below("changer", ChangerCommand.class),
                new Below("config", ConfigCommand.class),
                new Below("arenas", ArenasCommand.class),
                new Below("disks", DisksCommand.class),
                new Below("fossil", FossilCommand.class),
                new Below("plan", PlanCommand.class),
                new Below("score", ScoreCommand.class),
                new Below("index", IndexCommand.class),
                new Below("serve", ServeCommand.class),
                new Below("vac", VacCommand.class),
                new Below("mirror", MirrorCommand.class),
                new Below("device-copy", DeviceCopyCommand.class),
                new Below("history", HistoryCommand.class),
                new Below("help", HelpCommand.class),
                new Below("generate-completion", AutoComplete.GenerateCompletion.class));
    }
}
