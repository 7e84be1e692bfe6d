package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.World;
import org.arenavault.restore.ArenaInsertion;
import org.arenavault.restore.ArenaInsertion.Outcome;
import org.arenavault.venti.format.ArenaNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code arenas insert}: the other way round of {@code extract}. */
@Command(name = "insert", header = "Put extracted arenas into a partition.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Each goes into the slot of its name and size, if that is empty, else behind the others, if "
            + "there is room. Its seal is checked on the way; of one without a seal every block is. Nothing is ever "
            + "written over another arena. What was interrupted is continued by the same command.", "",
            "The server must not be running. 'arenavault index build VENTI.CONF' makes the blocks findable."},
        footer = {"", "Examples:", "  arenavault arenas insert /dev/arenas arenas07.image",
            "  arenavault arenas insert disk.img:1m-100g images/*"})
final class ArenasInsertCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The arena partition.")
    private String file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Extracted arenas.")
    private List<Path> images;

    ArenasInsertCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        ObjectNode json = Session.json("arenas.insert.1").put("file", file);
        ArrayNode nodes = json.putArray("images");
        World world = world();
        Turns turns = Turns.of(images.size());
        try (ArenaInsertion insertion = ArenaInsertion.into(ArenaFiles.one(file), world)) {
            for (Path image : images) {
                ObjectNode node = nodes.addObject().put("image", image.toString());
                turns.take(() -> report(insertion.insert(image), node), reason -> {
                    node.put("problem", reason);
                    world.terminal().say("arenavault: " + reason);
                });
            }
        }
        if (globals().json()) {
            session().print(json);
        }
        return ExitCode.of(turns.outcome());
    }

    /** Tells what became of an image; true if its arena is in the partition. */
    private boolean report(Outcome outcome, ObjectNode node) throws IOException {
        return outcome.match(inserted -> {
            node.put("outcome", "inserted").put("arena", inserted.arena()).put("offset", inserted.offset())
                    .put("note", inserted.note());
            print("%s: inserted at %d%s".formatted(ArenaNames.printable(inserted.arena()), inserted.offset(),
                    inserted.note().isEmpty() ? "" : "; it " + inserted.note()));
            return true;
        }, present -> {
            node.put("outcome", "present").put("arena", present.arena()).put("offset", present.offset());
            print("%s: was there already".formatted(ArenaNames.printable(present.arena())));
            return true;
        }, unfit -> {
            node.put("outcome", "unfit").put("reason", unfit.reason());
            print("NOT INSERTED: " + unfit.reason());
            return false;
        });
    }

    private void print(String line) {
        if (!globals().json()) {
            out().println(line);
        }
    }
}
