package org.arenavault.cli;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.BackupOptions;
import org.arenavault.backup.BackupResult;
import org.arenavault.backup.GroupProtection;
import org.arenavault.backup.SetMedium;
import org.arenavault.changer.DiscSource;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DiscText;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.SetFiles;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UsageException;
import org.arenavault.report.BackupText;
import org.arenavault.report.json.ProtectReport;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code protect}: parity of whole discs, on further discs. */
@Command(name = "protect", header = "Record parity of a group of discs on further discs, so that lost ones come back.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"As many discs of the group may be lost as there are discs with parity: 'restore' brings their "
            + "arenas back from all others and these. A disc with parity is a disc of the set; it takes nothing else.",
            "The parity is made from the venti, and from the discs where the venti does not give the very bytes, in "
                + "files in the set's folder: for each disc with parity as much as the fullest disc of the group "
                + "holds. Then it is recorded and read back. After any interruption the same command goes on: what "
                + "was made is recorded, what was just being made is made anew.",
            "Arenas alone are protected, those that are on the discs now. A disc that takes more is protected best "
                + "once it is full."},
        footer = {"", "Examples:", "  arenavault protect home --discs 1-10",
            "  arenavault protect home --discs 1-10 --parity-discs 2 -d /dev/sr1"})
final class ProtectCommand extends VaultCommand implements Job {

    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?");

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Option(names = "--discs", required = true, paramLabel = "A-B",
            description = "The numbers of the first and the last disc of the group.")
    private String range;

    @Option(names = "--parity-discs", paramLabel = "M", defaultValue = "1",
            description = "How many discs with parity, and so how many may be lost, up to 32. Default: 1.")
    private int parityDiscs;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "The recorder. Default: the set's own, else 'device' of config.toml.")
    private String device;

    @Mixin
    private DriveOptionsMixin drive;

    ProtectCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        Matcher numbers = RANGE.matcher(range);
        int first = numbers.matches() ? Integer.parseInt(numbers.group(1)) : 0;
        int last = first == 0 || numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
        if (first == 0 || last < first) {
            throw new UsageException("--discs takes the numbers of the first and the last disc, such as 1-10");
        }
        if (parityDiscs < 1 || parityDiscs > GroupProtection.MOST) {
            throw new UsageException("--parity-discs takes a number from 1 to %d".formatted(GroupProtection.MOST));
        }
        BackupSet set = set(name);
        try (ArenaSource source = ArenaSource.ofSet(set.config(), world());
                LockedSet locked = set.lock();
                SetFiles files = new SetFiles(locked, world());
                DiscSource discs = recorder(set, drive, device).open(device)) {
            GroupProtection protection = new GroupProtection(files.locked(), first, last, parityDiscs, discs,
                    SetMedium.of(set), source, world(), BackupOptions.DEFAULT.saying("arenavault protect %s --discs %s"
                            .formatted(name, range) + (parityDiscs == 1 ? "" : " --parity-discs " + parityDiscs)
                            + (device.isEmpty() ? "" : " -d " + ShellWord.of(device))));
            boolean ended = false;
            try {
                protection.run();
                ended = true;
            } finally {
                if (ended || protection.result().isWorthTelling()) {
                    tell(set, protection);
                }
            }
            return ExitCode.of(protection.result().outcome());
        }
    }

    private void tell(BackupSet set, GroupProtection protection) {
        BackupResult result = protection.result();
        if (globals().json()) {
            context().print(ProtectReport.of(set.name().text(), protection.discs(), result));
            return;
        }
        result.failed().forEach(failure -> out().printf("FAILED: %s%n", failure));
        BackupText.print(result.putAside(), out());
        if (result.recorded().isEmpty() && result.done()) {
            out().println("Nothing to do: this is on disc.");
        }
        for (DiscRecord disc : protection.discs()) {
            out().println(DiscText.line(disc));
        }
    }
}
