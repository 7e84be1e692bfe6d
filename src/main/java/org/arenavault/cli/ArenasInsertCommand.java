package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.CancelledException;
import org.arenavault.io.OperatorNeededException;
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
            "The server must not be running. 'index build' makes the blocks findable."},
        footer = {"", "Examples:", "  arenavault arenas insert /dev/arenas arenas07.image",
            "  arenavault arenas insert disk.img:1m-100g images/*"})
final class ArenasInsertCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The arena partition.")
    private String file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Extracted arenas.")
    private List<Path> images;

    private int failed;

    ArenasInsertCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        ObjectNode json = Session.json("arenas.insert.1").put("file", file);
        ArrayNode nodes = json.putArray("images");
        World world = world();
        try (ArenaInsertion insertion = ArenaInsertion.into(ArenaFiles.one(file), world)) {
            for (Path image : images) {
                ObjectNode node = nodes.addObject().put("image", image.toString());
                try {
                    report(insertion.insert(image), node);
                } catch (CancelledException | OperatorNeededException e) {
                    throw e;
                } catch (IOException e) {
                    // the others go in all the same
                    failed++;
                    node.put("problem", ExitCode.words(e));
                    world.terminal().say("arenavault: " + ExitCode.words(e));
                }
            }
        }
        if (globals().json()) {
            session().print(json);
        }
        return failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void report(Outcome outcome, ObjectNode node) {
        if (outcome instanceof Outcome.Inserted inserted) {
            node.put("outcome", "inserted").put("arena", inserted.arena()).put("offset", inserted.offset())
                    .put("note", inserted.note());
            print("%s: inserted at %d%s".formatted(ArenaNames.printable(inserted.arena()), inserted.offset(),
                    inserted.note().isEmpty() ? "" : "; it " + inserted.note()));
        } else if (outcome instanceof Outcome.Present present) {
            node.put("outcome", "present").put("arena", present.arena()).put("offset", present.offset());
            print("%s: was there already".formatted(ArenaNames.printable(present.arena())));
        } else if (outcome instanceof Outcome.Unfit unfit) {
            failed++;
            node.put("outcome", "unfit").put("reason", unfit.reason());
            print("NOT INSERTED: " + unfit.reason());
        }
    }

    private void print(String line) {
        if (!globals().json()) {
            out().println(line);
        }
    }
}
