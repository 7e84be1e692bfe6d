package org.arenavault.cli.find;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.media.Content;
import org.arenavault.report.Table;
import org.arenavault.report.finding.BlockSearch;
import org.arenavault.report.finding.FoundCopy;
import org.arenavault.report.finding.FoundFile;
import org.arenavault.report.finding.FoundThing;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreCheck;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.DirectoryRecord;
import org.arenavault.venti.vac.FirstBlocks;

/** Where things are, for people. */
final class FindText {

    private static final int SHOWN_DIGITS = 8;

    private FindText() {
    }

    static void print(List<FoundThing> things, PrintStream out) {
        boolean several = things.stream().map(FoundThing::store).distinct().count() > 1;
        for (FoundThing thing : things) {
            Content content = thing.content();
            out.printf("%s: %s, %s %s%s%n", Plain.field(content.id().text()), Bytes.text(content.size()),
                    content.arena().isPresent() ? "seal" : "digest", content.sum().substring(0, SHOWN_DIGITS),
                    several ? ", of the venti " + thing.store() : "");
            Table table = table();
            thing.copies().forEach(copy -> table.row(copy.set(), copy.disc().identity().label(),
                    "track " + copy.track().number(), copy.state(), copy.place()));
            table.print(out);
            out.printf("  %s%n", thing.summary());
        }
        if (things.stream().anyMatch(thing -> thing.content().arena().isEmpty())) {
            out.println("An increment is a part of its arena; 'arenavault status' tells what of that is on no disc.");
        }
    }

    private static Table table() {
        return Table.of(LEFT, LEFT, RIGHT, LEFT, LEFT).indented(2);
    }

    static void print(Score score, Optional<RootScore> root, Optional<ScoreCheck> whole, BlockSearch blocks,
            PrintStream out) {
        out.printf("block %s%n", score.hint());
        root.ifPresent(known -> out.printf("  a root on record since %s, from %s; %s%n", known.recorded(),
                known.source().isEmpty() ? known.feed() : Plain.field(known.source()),
                whole.map(check -> "its tree was whole on %s at %s".formatted(Plain.field(check.venti()),
                        check.time())).orElse("its tree was never walked")));
        if (!blocks.inLedgers().isEmpty()) {
            out.printf("  kept as a root in the ledgers of: %s%n", Count.few(blocks.inLedgers()));
        }
        Table table = Table.of(LEFT, LEFT, RIGHT, LEFT, LEFT, LEFT, LEFT).indented(2);
        for (BlockSearch.FoundBlock block : blocks.found()) {
            FoundCopy copy = block.copy();
            table.row(copy.set(), copy.disc().identity().label(), "track " + copy.track().number(),
                    Plain.field(copy.track().content().id().text()), block.type(), copy.state(), copy.place());
        }
        table.print(out);
        if (blocks.found().isEmpty()) {
            out.printf("  in %s%n", blocks.catalogs() == 0 ? "no catalog, for there is none"
                    : "none of %s".formatted(Count.of(blocks.catalogs(), "catalog")));
        } else {
            out.printf("  That is this one block; what hangs from it may lie on other discs.%n");
        }
    }

    static void heading(RootScore root, PrintStream out) {
        out.printf("root %s, recorded %s%s%n", root.score().hint(), root.recorded(),
                root.source().isEmpty() ? "" : ", from " + Plain.field(root.source()));
    }

    static void print(FoundFile found, Table table, PrintStream out) {
        DirectoryRecord record = found.file().record();
        out.println(table.line(record.mode(), found.file().size(), Instant.ofEpochSecond(record.times().mtime()),
                found.path()));
        Optional<FirstBlocks> blocks = found.blocks().filter(first -> !first.scores().isEmpty());
        if (blocks.isPresent()) {
            String begin = blocks.get().all() ? "" : "its first %d blocks: ".formatted(blocks.get().scores().size());
            found.sets().forEach(set -> out.printf("    %s%s: %s%n", begin, set.set(), set));
            if (found.sets().isEmpty()) {
                out.printf("    %sin no catalog%n", begin);
            }
        }
    }
}
