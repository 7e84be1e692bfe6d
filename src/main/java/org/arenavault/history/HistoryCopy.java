package org.arenavault.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Count;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PeerException;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.DirectoryWriter;
import org.arenavault.venti.vac.VacArchive;

/**
 * Moves a history, a day at a time (history 6). Started again after whatever happened, it goes on behind the last day
 * that the journal has; the same days give the same roots.
 */
public final class HistoryCopy {

    private static final String LOCK = "lock";
    private static final String SCRATCH = "scratch";

    private final History source;
    private final HistoryTarget target;
    private final Path state;
    private final Choices choices;
    private final World world;
    private final TreeCopy.Subtrees subtrees = new TreeCopy.Subtrees();

    /**
     * What the result depends on besides the source.
     *
     * @param zone whose standard time a day begins in
     * @param names other names for users
     * @param usersName what the journal calls these names
     * @param exclude what is left out of each day
     */
    public record Choices(ZoneId zone, UserNames names, String usersName, Exclusions exclude) {

        /** Of all that is there. */
        public Choices(ZoneId zone, UserNames names, String usersName) {
            this(zone, names, usersName, Exclusions.NONE);
        }
    }

    /**
     * What became of a day.
     *
     * @param day which
     * @param root of the archive that ends with it
     * @param inferred files and directories whose qids were inferred, as the source has none
     * @param odd what could not be recorded as it is
     * @param work what was looked at, read and sent
     */
    public record DayResult(Day day, Score root, long inferred, Oddities odd, Work work) {
    }

    /**
     * What was looked at, read and sent.
     *
     * @param entries files and directories that were looked at; equal directories of the day before are not
     * @param files files among them
     * @param bytes their lengths
     * @param read bytes that had to be read
     * @param blocks blocks that were sent
     * @param nanos time it took
     */
    public record Work(long entries, long files, long bytes, long read, long blocks, long nanos) {
    }

    /**
     * A transfer.
     *
     * @param state a folder for its journal and tables; one transfer, one folder
     */
    public HistoryCopy(History source, HistoryTarget target, Path state, Choices choices, World world) {
        this.source = source;
        this.target = target;
        this.state = state;
        this.choices = choices;
        this.world = world;
    }

    /** The folder for temporary files of a transfer with this folder; what is in it when a transfer begins goes. */
    public static Path scratch(Path state) {
        return state.resolve(SCRATCH);
    }

    /**
     * Copies the days of this choice that are not in the target yet.
     *
     * @param wanted days of the source, in their order
     * @param each told of every day once it is durable
     * @return the root of the newest day; {@link Score#ZERO} if there is none
     * @throws RefusedException if the folder belongs to another transfer, or a day would have to go between others
     */
    public Score run(List<Day> wanted, Consumer<DayResult> each) throws IOException {
        OwnFiles.run(state, () -> DurableFiles.createFolder(state));
        ProcessLock lock = ProcessLock.take(state.resolve(LOCK), "the transfer in " + state,
                OperatorNeededException.Need.LOCKED);
        String what = "source=%s zone=%s users=%s".formatted(source.name().replaceAll("\\s", "_"), choices.zone(),
                choices.usersName().replaceAll("\\s", "_"));
        if (!choices.exclude().isEmpty()) {
            what += " " + Journal.EXCLUDE + choices.exclude().text();
        }
        try (lock; Journal journal = Journal.open(state, what, world.disks());
                VersionTable versions = new VersionTable(state)) {
            ScratchFolder.empty(scratch(state));
            Optional<Journal.Line> last = journal.last();
            refuseGaps(journal, wanted);
            for (Day day : wanted) {
                if (last.isEmpty() || day.compareTo(last.get().day()) > 0) {
                    world.stop().check();
                    each.accept(inTurn(day, journal, versions));
                }
            }
            return journal.last().map(Journal.Line::root).orElse(Score.ZERO);
        }
    }

    /** A day that cannot be copied holds up those behind it: the operator is told so, and what he can do. */
    private DayResult inTurn(Day day, Journal journal, VersionTable versions) throws IOException {
        try {
            return copy(day, journal, versions);
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            world.terminal().print(("arenavault: %s is not copied, and no day behind it, for days can only be added at "
                    + "the end; %s in the copy so far. Mend what is told below, and start again: it goes on with %s%s")
                    .formatted(day, Count.are(journal.days().size(), "day"), day, e instanceof PeerException ? ""
                            : "; or leave the day out with --skip " + day));
            throw e;
        }
    }

    private void refuseGaps(Journal journal, List<Day> wanted) throws RefusedException {
        Optional<Day> last = journal.last().map(Journal.Line::day);
        Set<Day> copied = journal.days();
        for (Day day : wanted) {
            if (last.isPresent() && day.compareTo(last.get()) < 0 && !copied.contains(day)) {
                throw new RefusedException("%s: was not copied, and %s, which comes behind it, was: days can only be "
                        .formatted(day, last.get()) + "added at the end; take another --state to copy all anew, or "
                        + "leave it out with --skip " + day);
            }
        }
    }

    private DayResult copy(Day day, Journal journal, VersionTable versions) throws IOException {
        long begun = world.clock().nanos();
        long sent = target.blocksSent();
        Score prev = journal.last().map(Journal.Line::root).orElse(Score.ZERO);
        ArchiveBuilder archive = new ArchiveBuilder(target, choices.zone(), world.stop());
        ArchiveBuilder.Before before = archive.before(prev, scratch(state));
        HistoryFile top = source.open(day);
        try (Vanished vanished = new Vanished(scratch(state));
                Progress.Stage stage = world.progress().begin("copying " + day, 0)) {
            if (top.qid().isEmpty() && before.yesterday().isPresent()) {
                vanished.compare(before.yesterday().get(), top, world.stop());
            }
            Numbering numbering = new Numbering(target, vanished, before.nextQid());
            UserMap users = choices.names().of(top);
            TreeCopy tree = new TreeCopy(target, versions, numbering, users, subtrees.of(users),
                    choices.exclude(), stage, world.stop());
            long version = version(top, before.yesterday(), numbering);
            DirectoryWriter.Streams streams = tree.write("/" + day, top, before.yesterday().isPresent()
                    ? Yesterday.of(before.yesterday().get()) : Yesterday.NONE);
            Score root = archive.add(prev, day, streams, top.attributes(), version, numbering.next());
            target.sync();
            VacArchive.open(target, root, world.stop()).find("archive/" + day);
            long blocks = target.blocksSent() - sent;
            long nanos = world.clock().nanos() - begun;
            String counts = "entries=%d files=%d bytes=%d read=%d blocks=%d seconds=%d excluded=%d";
            journal.add(day, root, prev, counts.formatted(
                    tree.entries(), tree.files(), tree.bytes(), tree.read(), blocks, nanos / 1_000_000_000L,
                    tree.oddities().excluded()));
            versions.commit();
            return new DayResult(day, root, tree.inferred(), tree.oddities(), new Work(tree.entries(), tree.files(),
                    tree.bytes(), tree.read(), blocks, nanos));
        }
    }

    private static long version(HistoryFile top, Optional<StoredFile> yesterday, Numbering numbering) {
        if (top.qid().isPresent()) {
            return top.qid().get().version();
        }
        return yesterday.isEmpty() ? 0 : numbering.inferDirectory(top, yesterday.map(StoredFile::file)).version();
    }
}
