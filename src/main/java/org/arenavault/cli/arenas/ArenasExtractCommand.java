package org.arenavault.cli.arenas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.StandardOutput;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Bytes;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.report.json.ArenasReports;
import org.arenavault.venti.check.ArenaExtraction;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arenas extract}: what {@code rdarena} does, without inventing what cannot be read. */
@Command(name = "extract", header = "Take an arena out of a partition, as one file.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"All bytes of the arena, from its head to its tail, as they are. 'arenas insert' puts them "
            + "back. A file gets its name once it is whole. An arena whose seal does not hold is taken out all the "
            + "same, and said to be damaged."},
        footer = {"", "Examples:", "  arenavault arenas extract /dev/arenas arenas07 -o arenas07.image",
            "  arenavault arenas extract /dev/arenas arenas07 | ssh there 'cat > arenas07.image'"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.DRIVES})
final class ArenasExtractCommand extends VaultCommand {

    private static final String UNFINISHED = ".part";

    @Parameters(index = "0", paramLabel = "FILE", description = "The arena partition.")
    private String file;

    @Parameters(index = "1", paramLabel = "ARENA", description = "The name of the arena.")
    private String name;

    @Option(names = {"-o", "--output"}, paramLabel = "OUT",
            description = "The file that is made. Default: standard output.")
    private @Nullable Path output;

    ArenasExtractCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (output == null && globals().json()) {
            throw new UsageException("--json needs standard output for its report; name a file with -o");
        }
        if (output == null && StandardOutput.isTerminal()) {
            throw new UsageException("an arena is nothing for a terminal; name a file with -o, or redirect the output");
        }
        World world = world();
        try (ArenaPartition partition = ArenaPartition.open(ArenaFiles.one(file).openToRead(world.disks()))) {
            Arena arena = partition.find(name).orElseThrow(() -> new UsageException("%s: has no arena '%s'"
                    .formatted(file, Plain.field(name)))
                    .next("arenavault arenas list %s".formatted(ShellWord.of(file)), "names those that it has"));
            ArenaExtraction extraction = output == null ? ArenaExtraction.run(arena, this::print, world)
                    : extract(arena, output.toAbsolutePath(), world);
            report(arena, extraction);
            if (extraction.isBroken()) {
                throw new CorruptException("%s: was taken out as it is, and is damaged: its seal is %s, its bytes "
                        .formatted(arena.where(), extraction.status().seal()) + "come to " + extraction.computed());
            }
            if (!extraction.status().problems().isEmpty()) {
                throw new CorruptException(extraction.status().problems().get(0)
                        + "; the arena was taken out as it is");
            }
        }
        return ExitCode.DONE;
    }

    /** Under another name, until it is whole. */
    private static ArenaExtraction extract(Arena arena, Path target, World world) throws IOException {
        Path part = PlainFiles.beside(target, UNFINISHED);
        refuseExisting(target);
        DurableFiles.refuseLink(part);
        Files.deleteIfExists(part);
        try {
            ArenaExtraction extraction;
            try (Storage image = world.disks().create(part, 0)) {
                long[] at = {0};
                extraction = ArenaExtraction.run(arena, chunk -> {
                    int length = chunk.remaining();
                    image.write(at[0], chunk);
                    at[0] += length;
                }, world);
                image.force();
            }
            DurableFiles.moveToNew(part, target);
            return extraction;
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(target + ": exists already", e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void refuseExisting(Path target) throws IOException {
        if (PlainFiles.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(target + ": exists already; nothing is written over it");
        }
    }

    private void print(ByteBuffer chunk) throws MediumFaultException {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        out().write(bytes, 0, bytes.length);
        if (out().checkError()) {
            throw new MediumFaultException(
                    "standard output: cannot be written; its reader has ended, or a disk is full");
        }
    }

    private void report(Arena arena, ArenaExtraction extraction) {
        if (!extraction.status().state().isSealedOnDisk() && extraction.status().problems().isEmpty()) {
            world().terminal().print("%s: is %s, not sealed: it may not stay as it is now"
                    .formatted(arena.where(), extraction.status().state()));
        }
        if (globals().json()) {
            context().print(new ArenasReports.Extracted(arena.name(), arena.size(), extraction.status().state(),
                    extraction.computed().toString(), Objects.requireNonNull(output)));
        } else if (output != null) {
            out().printf("%s: %s, %s, in %s%n", Plain.field(arena.name()), extraction.status().state(),
                    Bytes.text(arena.size()), output);
        }
    }
}
