package org.arenavault.cli.disks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.PathArgument;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code disks read}: a file of the FAT file system that a Plan 9 machine boots from. */
@Command(name = "read", header = "Print a file of a FAT file system on a disk, or write it to a file.",
        mixinStandardHelpOptions = true,
        description = {"Takes files in the root directory, of 1 MiB at the most; nothing is written on the disk.",
            "plan9.ini and rootscor may hold what is nobody else's: they are printed as they are."},
        footer = {"", "Examples:", "  arenavault disks read /dev/sdb:9fat/plan9.ini",
            "  arenavault disks read sdC0.img:9fat/rootscor -o rootscor"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DisksReadCommand extends VaultCommand {

    private static final int MOST = 1 << 20;

    @Parameters(paramLabel = "DISK:NAME/FILE", converter = PathArgument.class, description = "The file.")
    private Path file;

    @Option(names = {"-o", "--output"}, paramLabel = "PATH", description = "Write it there instead, into a new "
            + "file that is readable by you alone.")
    private @Nullable Path output;

    DisksReadCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (output != null && PlainFiles.exists(output)) {
            throw new RefusedException("%s: exists already; name another file, or remove it".formatted(output));
        }
        byte[] bytes;
        try (Storage storage = world().disks().openToRead(file)) {
            if (storage.size() > MOST) {
                throw new RefusedException("%s: has %d bytes; files of 1 MiB at the most are taken"
                        .formatted(storage.name(), storage.size()));
            }
            bytes = storage.read(0, (int) storage.size());
        }
        if (output == null) {
            out().print(new String(bytes, StandardCharsets.UTF_8));
        } else {
            DurableFiles.replace(output.toAbsolutePath(), bytes);
        }
        return ExitCode.DONE;
    }
}
