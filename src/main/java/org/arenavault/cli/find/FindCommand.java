package org.arenavault.cli.find;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arenavault.cli.common.BlockOptions;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Count;
import org.arenavault.io.Glob;
import org.arenavault.io.Outcome;
import org.arenavault.io.Plain;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UsageException;
import org.arenavault.report.NextStep;
import org.arenavault.report.finding.BlockSearch;
import org.arenavault.report.finding.FileDiscs;
import org.arenavault.report.finding.FoundFile;
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
import org.arenavault.venti.vac.PathPattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code find}. */
@Command(name = "find", header = "Where is it? An arena, a block, or files, over all sets and all roots on record.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"THING is the name of an arena; or a score: 40 digits, the same behind 'vac:', or the first six "
            + "or more of a root on record; or else the name or path of files. * ? [a-f] in a name stand for several, "
            + "** in a path for any number of names. A path behind a slash begins at the root, any other may "
            + "begin anywhere.",
            "Of an arena the ledgers tell where its copies are, where the discs lie, and when they were read back; of "
            + "a score the catalogs tell which tracks have that one block. They know its first 16 digits.",
            "Files are looked for below all root scores on record, newest first, in the ventis of the sets, whose "
            + "servers need not run, or in the place that an option names; what several roots share is shown once. "
            + "Catalogs tell the discs.",
            "What could not be looked into is named. Exit code 1: it is nowhere, or something cannot be read; 3: a "
                + "disc or a catalog is missing that may know it."},
        footer = {"", "Examples:", "  arenavault find arenas7", "  arenavault find 'arenas1*' --json",
            "  arenavault find vac:9ab9122c", "  arenavault find '*.tex'",
            "  arenavault find 'usr/ken/**/notes' --set home -d /dev/sr0"})
public final class FindCommand extends VaultCommand {

    private static final String VAC = "vac:";
    private static final String DIGITS = "[0-9a-fA-F]+";
    private static final int SHORTEST = 6;

    @Parameters(paramLabel = "THING", description = "What is looked for.")
    private String thing;

    @Option(names = "--files", description = "Look for files, even if an arena or a score is called so.")
    private boolean files;

    @Mixin
    private BlockOptions blocks;

    private final Set<NotLooked> notLooked = new LinkedHashSet<>();
    private final Map<Score, RootScore> roots = new LinkedHashMap<>();
    private final Set<Path> confs = new LinkedHashSet<>();
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
        boolean said = !files && thing.startsWith(VAC);
        String digits = (said ? thing.substring(VAC.length()) : thing).toLowerCase(Locale.ROOT);
        boolean isDigits = !files && digits.matches(DIGITS);
        if (thing.isEmpty() || (said && !isDigits)) {
            throw new UsageException("'%s' is neither a name nor a score".formatted(Plain.field(thing)));
        }
        ScoreLog log = vault().scores();
        if (isDigits && digits.length() == 2 * Score.SIZE) {
            return score(Score.parse(digits), log);
        }
        ThingSearch things = ThingSearch.named(Glob.parse(thing));
        log.scores().forEach(root -> roots.put(root.score(), root));
        eachSet((set, state) -> {
            state.scores().forEach(root -> roots.putIfAbsent(root.score(), root));
            set.config().conf().ifPresent(confs::add);
            if (!files) {
                things.look(set.name(), state);
                notLooked.addAll(NotLooked.discsNotShown(set, state));
            }
        });
        if (!things.found().isEmpty()) {
            return arenas(things.found());
        }
        if (isDigits && digits.length() >= SHORTEST) {
            List<Score> meant = roots.keySet().stream().filter(root -> root.toString().startsWith(digits)).toList();
            if (meant.size() > 1) {
                throw new UsageException("'%s' begins more than one score on record: give more digits"
                        .formatted(digits));
            }
            if (!meant.isEmpty()) {
                notLooked.clear();
                return score(meant.get(0), log);
            }
        }
        if (said) {
            throw new UsageException("'%s' is no score: give all %d digits, or the first %d or more of one on record"
                    .formatted(Plain.field(thing), 2 * Score.SIZE, SHORTEST));
        }
        return roots.isEmpty() ? arenas(List.of()) : files(PathPattern.parse(thing), log);
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
                    FindReports.Unseen.of(unseen())));
        } else {
            FindText.print(things, out());
            if (found && !thing.matches("[^*?\\[]*")) {
                out().println("Files of such names are looked for with --files.");
            }
            if (!found) {
                out().printf("'%s': %sno file was looked for, as no root score is on record: "
                        + "'arenavault score record SOURCE' puts one there%n", Plain.field(thing),
                        files ? "" : "no arena in " + where() + "; ");
            }
            tellNotLooked();
        }
        return code(found);
    }

    private int files(PathPattern pattern, ScoreLog log) throws IOException {
        Optional<FindReports.Files> json = globals().json()
                ? Optional.of(new FindReports.Files(context().jsonWriter(), thing)) : Optional.empty();
        try (FileSearch search = new FileSearch(pattern, world());
                FoundFiles shown = new FoundFiles(json, out(), all -> discs(all, List.of()).files())) {
            if (blocks.isGiven()) {
                search.from(blocks.words(), blocks.open(this));
            } else {
                for (Path conf : confs) {
                    search.from(conf);
                }
            }
            search.look(roots.values(), shown);
            shown.show();
            notLooked.addAll(search.notLooked());
            if (!search.nowhere().isEmpty()) {
                search.faults().forEach(fault -> world().terminal().print("note: " + fault));
                notLooked.addAll(elsewhere(search.nowhere()));
            }
            if (json.isPresent()) {
                json.get().end(search.looked(), unseen());
            } else {
                tell(search, shown, log);
            }
            return code(search.files() > 0);
        } finally {
            if (json.isPresent()) {
                out().println();
            }
        }
    }

    /** The roots that no place has: discs may have them. */
    private List<NotLooked> elsewhere(List<RootScore> missing) throws IOException {
        if (blocks.isGiven()) {
            return missing.stream().map(root -> NotLooked.gone("root " + root.score().hint(),
                    "not in the place that is read from")).toList();
        }
        FileDiscs seen = discs(List.of(), missing);
        return missing.stream().filter(root -> !seen.knows(root)).map(root -> NotLooked.gone(
                "root " + root.score().hint(), "in no venti that is at hand, and in no catalog")).toList();
    }

    private FileDiscs discs(List<FoundFile> found, List<RootScore> missing) throws IOException {
        FileDiscs discs = new FileDiscs(found, missing, world());
        eachSet((set, state) -> discs.look(set, state, "arenavault find %s%s --set %s%s".formatted(
                ShellWord.of(thing), files ? " --files" : "", set.name(), set.deviceArgument())));
        notLooked.addAll(discs.notLooked());
        return discs;
    }

    private void tell(FileSearch search, FoundFiles shown, ScoreLog log) {
        if (shown.first().isEmpty()) {
            out().printf("'%s': %s%s%n", Plain.field(thing), files ? "" : "no arena in " + where() + "; ",
                    search.looked() == 0 ? "no root could be looked through"
                            : "no file below the %s that could be looked through".formatted(
                                    Count.of(search.looked(), "root")));
        } else {
            RootScore root = shown.first().get().root();
            if (log.scores().contains(root)) {
                out().printf("next: %s%n", new NextStep("arenavault vac get %s %s%s".formatted(root.score().hint(),
                        ShellWord.of(shown.first().get().path()), shown.place()), "takes the first one out"));
            }
            if (search.files() > FileSearch.WITH_DISCS) {
                out().printf("%s; the discs of the first %d are shown%n", Count.of(search.files(), "file"),
                        FileSearch.WITH_DISCS);
            }
        }
        tellNotLooked();
    }

    /** "the ledgers of 3 sets". */
    private String where() {
        return sets == 0 ? "any ledger that could be read" : sets == 1 ? "the ledger of the one set"
                : "the ledgers of %s".formatted(Count.of(sets, "set"));
    }

    private int score(Score score, ScoreLog log) throws IOException {
        ThingSearch things = ThingSearch.sealed(score);
        BlockSearch search = new BlockSearch(score, world());
        eachSet((set, state) -> {
            things.look(set.name(), state);
            notLooked.addAll(NotLooked.discsNotShown(set, state));
            search.look(set, state);
        });
        notLooked.addAll(search.notLooked());
        Optional<RootScore> root = log.scores().stream().filter(known -> known.score().equals(score)).findFirst();
        boolean found = !things.found().isEmpty() || !search.found().isEmpty();
        if (globals().json()) {
            context().print(new FindReports.Found(score.hint(), found, FindReports.Thing.of(things.found()),
                    Optional.of(FindReports.Block.of(score, root, log.lastWhole(score), search)),
                    FindReports.Unseen.of(unseen())));
        } else {
            FindText.print(things.found(), out());
            if (things.found().isEmpty()) {
                FindText.print(score, root, log.lastWhole(score), search, out());
            }
            tellNotLooked();
        }
        return code(found);
    }

    private List<NotLooked> unseen() {
        return NotLooked.grouped(notLooked);
    }

    private void tellNotLooked() {
        for (NotLooked one : unseen()) {
            out().printf("not looked into: %s%n", one);
            if (!one.next().command().isEmpty()) {
                out().printf("  next: %s%n", one.next());
            }
        }
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
