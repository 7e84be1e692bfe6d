package org.arenavault.cli.arenas;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.ServerOption;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Plain;
import org.arenavault.io.World;
import org.arenavault.report.json.ArenasReports;
import org.arenavault.report.json.ArenasReports.Image;
import org.arenavault.restore.placing.ArenaInsertion;
import org.arenavault.restore.placing.Placement;
import org.arenavault.venti.format.Partition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code arenas insert}: the other way round of {@code extract}. */
@Command(name = "insert", header = "Put extracted arenas into a partition.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Each goes into the slot of its name and size, if that is empty, else behind the others, if "
            + "there is room. Its seal is checked on the way, or every block if it has none. Nothing is ever "
            + "written over another arena. The same command continues what was interrupted.", "",
            "The server must not be running. 'arenavault index build VENTI.CONF' makes the blocks findable."},
        footer = {"", "Examples:", "  arenavault arenas insert /dev/arenas arenas07.image",
            "  arenavault arenas insert disk.img:1m-100g images/*",
            "  arenavault arenas insert 9p:plan9:5640//dev/sdC0/arenas arenas07.image"})
@Without({Without.Part.VAULT, Without.Part.DRIVES})
final class ArenasInsertCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The arena partition; it may lie on a file server: "
            + "9p:HOST//PATH.")
    private String file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Extracted arenas.")
    private List<Path> images;

    @Mixin
    private ServerOption server = new ServerOption();

    ArenasInsertCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        List<Image> done = new ArrayList<>();
        Partition partition = ArenaFiles.one(file);
        World world = server.probe().toWrite(partition, world());
        Turns turns = Turns.of(images.size());
        try (ArenaInsertion insertion = ArenaInsertion.into(partition, world)) {
            for (Path image : images) {
                turns.take(() -> report(image, insertion.insert(image), done), reason -> {
                    done.add(Image.failed(image, reason));
                    world.terminal().print("arenavault: " + reason);
                });
            }
        }
        if (globals().json()) {
            context().print(new ArenasReports.Insertion(file, done));
        }
        return ExitCode.of(turns.outcome());
    }

    /** Tells what became of an image; true if its arena is in the partition. */
    private boolean report(Path image, Placement placement, List<Image> done) {
        done.add(Image.of(image, placement));
        print(placement.there().map(ArenasInsertCommand::text).orElse("NOT INSERTED: " + placement.reason()));
        return placement.there().isPresent();
    }

    private static String text(Placement.There there) {
        String name = Plain.field(there.name());
        return there.copied() ? "%s: inserted at %d%s".formatted(name, there.offset(),
                there.note().isEmpty() ? "" : "; it " + there.note()) : name + ": was there already";
    }

    private void print(String line) {
        if (!globals().json()) {
            out().println(line);
        }
    }
}
