package org.arenavault.cli.devicecopy;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.Without;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyResumption;
import org.arenavault.copy.ManifestCheck;
import org.arenavault.io.UsageException;
import org.arenavault.report.json.CopyReports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code device-copy verify}. */
@Command(name = "verify", header = "Read a whole copy back once more and compare it with its digests.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"The source need not be here; where it is, the very blocks that differ are named.",
            "Every copy that is done has a manifest: beside a file as FILE.manifest, at the end of a device that has "
            + "room behind the copy, and always in the vault as copies/N/manifest. With --medium the medium is "
            + "verified by its manifest, on any machine, in this terminal."},
        footer = {"", "Examples:", "  arenavault device-copy verify 3 --foreground",
            "  arenavault device-copy verify --medium /dev/sdc",
            "  arenavault device-copy verify --medium /dev/sdc --manifest sdc.manifest"})
@Without(Without.Part.DRIVES)
final class DeviceCopyVerifyCommand extends CopyCommand implements Job {

    @Parameters(arity = "0..1", paramLabel = "COPY", defaultValue = "",
            description = "Number or destination. Default: the newest.")
    private String name;

    @Option(names = "--foreground", description = "Work in this terminal until it is done.")
    private boolean foreground;

    @Option(names = "--medium", paramLabel = "MEDIUM", description = "Verify this file or device by its manifest.")
    private @Nullable Path medium;

    @Option(names = "--manifest", paramLabel = "FILE",
            description = "With --medium: the manifest. Default: the one beside the medium, or on it.")
    private @Nullable Path manifest;

    DeviceCopyVerifyCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (medium != null) {
            return report(medium, manifest == null ? ManifestCheck.run(medium, world())
                    : ManifestCheck.run(medium, manifest, world()));
        }
        if (manifest != null) {
            throw new UsageException("--manifest needs --medium: what is to be verified");
        }
        CopyFolder copy = copies().find(name);
        CopyResumption.verify(copy);
        return work(copy, foreground);
    }

    private int report(Path copy, ManifestCheck.Result result) throws IOException {
        if (!result.damaged().isEmpty()) {
            copies().damaged(copy, result, devices(), world().clock()).forEach(number -> world().terminal().print(
                    "copy %d is not verified any more; 'arenavault device-copy resume %d' copies what is damaged again"
                            .formatted(number, number)));
        }
        if (globals().json()) {
            context().print(new CopyReports.Verified(copy, result.source(), result.range().start(),
                    result.range().end(), result.damaged()));
        } else {
            out().printf("%s: bytes %s, a copy of %s: %s%n", copy, result.range(), result.source(),
                    result.damaged().isEmpty() ? "all as they were written" : "damaged");
            CopyText.print(out(), "are not as they were written, or cannot be read", result.damaged(),
                    result.block());
        }
        return ExitCode.of(result.damaged().isEmpty());
    }
}
