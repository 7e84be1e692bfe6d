package org.arenavault.cli.find;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Count;
import org.arenavault.io.Glob;
import org.arenavault.io.Outcome;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.report.finding.BlockSearch;
import org.arenavault.report.finding.FoundThing;
import org.arenavault.report.finding.NotLooked;
import org.arenavault.report.finding.ThingSearch;
import org.arenavault.report.json.FindReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreLog;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.venti.format.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code find}. */
@Command(name = "find", header = "Where is it? On which discs of all sets an arena or a block is.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"THING is the name of an arena, with * ? [a-f] for several; or a score: 40 digits, the same "
            + "behind 'vac:', or the first six or more of a root on record. Of an arena the ledgers tell where its "
            + "copies are, where the discs lie, and when they were read back; of a score the catalogs tell which "
            + "tracks have that one block. They know its first 16 digits. No disc and no venti is needed.",
            "What could not be looked into is named. Exit code 1: it is nowhere, or something cannot be read; 3: a "
                + "disc or a catalog is missing that may know it."},
        footer = {"", "Examples:", "  arenavault find arenas7", "  arenavault find 'arenas1*' --json",
            "  arenavault find vac:9ab9122c"})
public final class FindCommand extends VaultCommand {

    private static final String VAC = "vac:";
    private static final String DIGITS = "[0-9a-fA-F]+";
    private static final int SHORTEST = 6;

    @Parameters(paramLabel = "THING", description = "What is looked for.")
    private String thing;

    private final List<NotLooked> notLooked = new ArrayList<>();
    private int sets;

    /** The command of a session. */
    public FindCommand(CommandContext context) {
        super(context);
    }

    /** What is done with a set. */
    @FunctionalInterface
    private interface Look {
        void at(BackupSet set, SetState state) throws IOException;
    }

    @Override
    protected int run() throws IOException {
        boolean said = thing.startsWith(VAC);
        String digits = (said ? thing.substring(VAC.length()) : thing).toLowerCase(Locale.ROOT);
        boolean isDigits = digits.matches(DIGITS);
        if (thing.isEmpty() || (said && !isDigits)) {
            throw new UsageException("'%s' is neither a name nor a score".formatted(Plain.field(thing)));
        }
        if (isDigits && digits.length() == 2 * Score.SIZE) {
            return score(Score.parse(digits));
        }
        ThingSearch things = ThingSearch.named(Glob.parse(thing));
        Map<Score, RootScore> roots = new LinkedHashMap<>();
        eachSet((set, state) -> {
            things.look(set.name(), state);
            state.scores().forEach(root -> roots.putIfAbsent(root.score(), root));
            notLooked.addAll(NotLooked.discsNotShown(set, state));
        });
        if (things.found().isEmpty() && isDigits && digits.length() >= SHORTEST) {
            vault().scores().scores().forEach(root -> roots.putIfAbsent(root.score(), root));
            List<Score> meant = roots.keySet().stream().filter(root -> root.toString().startsWith(digits)).toList();
            if (meant.size() > 1) {
                throw new UsageException("'%s' begins more than one score on record: give more digits"
                        .formatted(digits));
            }
            if (!meant.isEmpty()) {
                notLooked.clear();
                return score(meant.get(0));
            }
        }
        if (said) {
            throw new UsageException(("'%s' is no score: give all %d digits, or the first %d or more of one on record")
                    .formatted(Plain.field(thing), 2 * Score.SIZE, SHORTEST));
        }
        return arenas(things.found());
    }

    /** Looks at each set. One that cannot be read is named, and hides none of the others. */
    private void eachSet(Look look) throws IOException {
        Turns turns = Turns.eachNamed();
        sets = 0;
        for (SetName name : vault().names()) {
            turns.takeOwn(() -> {
                BackupSet set = vault().open(name);
                look.at(set, set.look());
                sets++;
                return true;
            }, reason -> notLooked.add(NotLooked.failed("set " + name, reason)));
        }
    }

    private int arenas(List<FoundThing> things) {
        boolean found = !things.isEmpty();
        if (globals().json()) {
            context().print(new FindReports.Found(thing, found, FindReports.Thing.of(things), Optional.empty(),
                    FindReports.Unseen.of(notLooked)));
        } else {
            FindText.print(things, out());
            if (!found) {
                out().printf("'%s': no arena in %s; 'arenavault status' tells what is on no disc%n",
                        Plain.field(thing), where());
            }
            tellNotLooked();
        }
        return code(found);
    }

    /** "the ledgers of 3 sets". */
    private String where() {
        return sets == 0 ? "any ledger that could be read" : sets == 1 ? "the ledger of the one set"
                : "the ledgers of %s".formatted(Count.of(sets, "set"));
    }

    private int score(Score score) throws IOException {
        ThingSearch things = ThingSearch.sealed(score);
        BlockSearch blocks = new BlockSearch(score, world());
        eachSet((set, state) -> {
            things.look(set.name(), state);
            notLooked.addAll(NotLooked.discsNotShown(set, state));
            blocks.look(set, state);
        });
        notLooked.addAll(blocks.notLooked());
        ScoreLog log = vault().scores();
        Optional<RootScore> root = log.scores().stream().filter(known -> known.score().equals(score)).findFirst();
        boolean found = !things.found().isEmpty() || !blocks.found().isEmpty();
        if (globals().json()) {
            context().print(new FindReports.Found(score.hint(), found, FindReports.Thing.of(things.found()),
                    Optional.of(FindReports.Block.of(score, root, log.lastWhole(score), blocks)),
                    FindReports.Unseen.of(notLooked)));
        } else {
            FindText.print(things.found(), out());
            if (things.found().isEmpty()) {
                FindText.print(score, root, log.lastWhole(score), blocks, out());
            }
            tellNotLooked();
        }
        return code(found);
    }

    private void tellNotLooked() {
        notLooked.forEach(one -> out().printf("not looked into: %s%n", one));
    }

    /** That it is nowhere is said only where all was looked into. */
    private int code(boolean found) {
        long failed = count(NotLooked.Kind.FAILED);
        long waiting = count(NotLooked.Kind.WAITING);
        Outcome looked = Outcome.of(failed, failed).and(Outcome.waitingFor(waiting));
        return ExitCode.of(looked.isDone() ? Outcome.of(found) : looked);
    }

    private long count(NotLooked.Kind kind) {
        return notLooked.stream().filter(one -> one.kind() == kind).count();
    }
}
