package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.history.ScriptedHistory.Node;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Crash;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.World;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories that are copied, interrupted, checked and compared. */
class HistoryCopyTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final MemoryTarget target = new MemoryTarget();
    private final SilentTerminal terminal = new SilentTerminal();
    private final List<HistoryCopy.DayResult> results = new ArrayList<>();

    private World world() {
        return new World(new ManualClock(), Disks.REAL, terminal, Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
    }

    private Score copy(History history, String state) throws IOException {
        return copy(history, target, state);
    }

    private Score copy(History history, MemoryTarget to, String state) throws IOException {
        return new HistoryCopy(history, to, folder.resolve(state),
                new HistoryCopy.Choices(ZoneId.of("Europe/Berlin"), UserNames.always(UserMap.NONE), "none"), world())
                .run(history.days(), results::add);
    }

    private List<HistoryCheck.Violation> check(History source, Score root) throws IOException {
        return check(source, root, target);
    }

    private List<HistoryCheck.Violation> check(History source, Score root, MemoryTarget in) throws IOException {
        return check(source, VacHistory.ofArchive(in, root, folder, StopSignal.NEVER));
    }

    private List<HistoryCheck.Violation> check(History source, History other) throws IOException {
        List<HistoryCheck.Violation> violations = new ArrayList<>();
        new HistoryCheck(source, other, UserNames.always(UserMap.NONE), folder, world(), violations::add).run();
        return violations;
    }

    @Test
    void aHistoryOfEverythingThatHappensToFilesIsCopiedAndProved() throws IOException {
        ScriptedHistory dump = GeneratedDump.make(1, 1500, 30, 40);

        Score root = copy(dump, "state");

        assertThat(results).hasSize(30);
        assertThat(check(dump, root)).isEmpty();
    }

    @Test
    void copyingACopyGivesTheSameRootButForQidsThatMoveOnceMore() throws IOException {
        ScriptedHistory dump = GeneratedDump.make(2, 300, 8, 20);
        History first = VacHistory.ofArchive(target, copy(dump, "one"), folder, StopSignal.NEVER);

        Score second = copy(first, "two");

        assertThat(check(first, second)).isEmpty();
        assertThat(check(dump, second)).isEmpty();
        assertThat(copy(first, "three")).isEqualTo(second);
    }

    @Test
    void aProcessAndAVentiThatDieAnywhereMakeNoDifferenceToTheRoot() throws IOException {
        ScriptedHistory dump = GeneratedDump.make(3, 60, 6, 12);
        MemoryTarget whole = new MemoryTarget();
        Score root = copy(dump, whole, "whole");
        for (int step = 0; step < whole.puts(); step++) {
            MemoryTarget mortal = new MemoryTarget();
            mortal.dieAfter(step);
            String state = "state" + step;
            assertThatThrownBy(() -> copy(dump, mortal, state)).isInstanceOf(Crash.class);
            mortal.restart();
            assertThat(copy(dump, mortal, state)).as("step %d", step).isEqualTo(root);
            if (step % 20 == 0) {
                assertThat(check(dump, root, mortal)).as("step %d", step).isEmpty();
            }
        }
    }

    @Test
    void anyChangeOfTheTargetIsFound() throws IOException {
        ScriptedHistory dump = GoldenHistoryTest.history();
        History copied = VacHistory.ofArchive(target, copy(dump, "state"), folder, StopSignal.NEVER);
        assertThat(check(dump, copied)).isEmpty();

        assertThat(mutated("big", file -> file.copy(file.attributes(), new Qid(99, 1), file.content())))
                .contains("was another file in the target before", "was another version in the target before");
        assertThat(mutated("big", file -> file.copy(file.attributes(), new Qid(8, 2), file.content())))
                .contains("was another version in the target before");
        assertThat(mutated("mbox", file -> file.copy(file.attributes(), new Qid(7, 3), file.content())))
                .contains("is in the target the same version as another one");
        assertThat(mutated("mbox", file -> file.copy(file.attributes(), file.qid().orElseThrow(),
                "From a\nFrom c\n".getBytes(StandardCharsets.UTF_8))))
                .contains("has other contents in the target");
        assertThat(mutated("mbox", file -> with(file, a -> new HistoryFile.Attributes(a.name(), a.uid(), a.gid(),
                VacName.of("x"), a.mtime(), a.mode())))).contains("muid none / x");
        assertThat(mutated("mbox", file -> with(file, a -> new HistoryFile.Attributes(a.name(), a.uid(), a.gid(),
                a.muid(), a.mtime(), new Mode(0622))))).contains("mode 10622 / 622");
        assertThat(mutated("mbox", file -> with(file, a -> new HistoryFile.Attributes(VacName.of("other"), a.uid(),
                a.gid(), a.muid(), a.mtime(), a.mode()))))
                .contains("is missing in the target", "is in the target alone");
    }

    private static Node with(Node file, UnaryOperator<HistoryFile.Attributes> change) {
        return file.copy(change.apply(file.attributes()), file.qid().orElseThrow(), file.content());
    }

    /** What a check says when one file of the second day is another one. */
    private List<String> mutated(String name, UnaryOperator<Node> change) throws IOException {
        ScriptedHistory other = GoldenHistoryTest.history();
        Node day = (Node) other.open(Day.parse("2004/0612"));
        Node parent = name.equals("big") ? day.files().get(VacName.of("old")) : day;
        Node changed = change.apply(parent.files().remove(VacName.of(name)));
        parent.files().put(changed.attributes().name(), changed);
        return check(GoldenHistoryTest.history(), other).stream().map(HistoryCheck.Violation::what).toList();
    }

    @Test
    void missingAndInventedDaysAreReported() throws IOException {
        ScriptedHistory one = GoldenHistoryTest.history();
        ScriptedHistory other = GoldenHistoryTest.history();
        other.day("2004/0613", 1, 1);

        assertThat(check(one, other)).extracting(HistoryCheck.Violation::what)
                .containsExactly("this day is in the target alone");
        assertThat(check(other, one)).extracting(HistoryCheck.Violation::what)
                .containsExactly("this day is missing in the target");
    }

    @Test
    void aSourceThatContradictsItselfIsNotCopied() {
        ScriptedHistory dump = GoldenHistoryTest.history();
        Node day = dump.top(Day.of("2004", "0612").orElseThrow());
        Node old = day.files().get(VacName.of("old"));
        Node big = old.files().get(VacName.of("big"));
        old.files().put(VacName.of("big"), big.copy(big.attributes(), big.qid().orElseThrow(), new byte[3]));

        assertThatThrownBy(() -> copy(dump, "state")).isInstanceOf(CorruptException.class)
                .hasMessageContaining("/2004/0612/old/big").hasMessageContaining("contradicts itself");
        assertThat(results).hasSize(1);
    }

    @Test
    void aDayThatCannotBeCopiedHoldsUpThoseBehindItAndIsNamedAndTheSameCommandGoesOn() throws IOException {
        Score whole = copy(GeneratedDump.make(8, 20, 5, 3), new MemoryTarget(), "other");
        ScriptedHistory dump = GeneratedDump.make(8, 20, 5, 3);
        Day day = dump.days().get(2);
        results.clear();
        assertThatThrownBy(() -> copy(dump.without(day), "state")).isInstanceOf(IOException.class);
        assertThat(results).hasSize(2);
        assertThat(terminal.said()).last().asString().contains(day + " is not copied")
                .contains("2 days are in the copy")
                .contains("goes on with " + day).contains("--skip " + day);
        assertThat(copy(dump, "state")).isEqualTo(whole);
        assertThat(results).hasSize(dump.days().size());
    }

    @Test
    void aRenameOfALargeFileCostsFewBlocks() throws IOException {
        ScriptedHistory dump = new ScriptedHistory();
        byte[] large = new byte[20_000_000];
        new Random(5).nextBytes(large);
        dump.day("2004/0611", 1, 1).add("a", 2, 0, 0644, "a a a", 1, large);
        dump.day("2004/0612", 2, 1).add("b", 2, 0, 0644, "a a a", 1, large);

        copy(dump, "state");

        assertThat(results.get(1).work().blocks()).isLessThan(30);
        assertThat(results.get(1).work().read()).isZero();
    }

    @Test
    void aFolderOfDaysIsCopiedWithInferredQids() throws IOException {
        Path first = Files.createDirectories(folder.resolve("dump/2004/0611/lib"));
        Path second = Files.createDirectories(folder.resolve("dump/2004/06111/lib"));
        for (Path day : List.of(first, second)) {
            write(day.resolve("same"), "same", 1000);
            write(day.resolve("appended"), day.equals(first) ? "one" : "one two", day.equals(first) ? 1 : 2);
            write(day.resolve("replaced"), day.equals(first) ? "abc" : "xyz", 5);
            write(day.resolve("touched"), "t", day.equals(first) ? 7 : 8);
            Files.createSymbolicLink(day.resolve("link"), Path.of("same"));
        }
        Files.createDirectories(folder.resolve("dump/2004/nothing"));
        FolderHistory dump = new FolderHistory(folder.resolve("dump"), folder);
        assertThat(dump.days()).extracting(Day::toString).containsExactly("2004/0611", "2004/0611.1");

        Score root = copy(dump, "state");

        assertThat(check(dump, root)).isEmpty();
        VacArchive archive = VacArchive.open(target, root, StopSignal.NEVER);
        assertThat(qids(archive, "same")).isEqualTo(List.of(true, 0L));
        assertThat(qids(archive, "appended")).isEqualTo(List.of(true, 1L));
        assertThat(qids(archive, "touched")).isEqualTo(List.of(true, 1L));
        assertThat(qids(archive, "link")).isEqualTo(List.of(true, 0L));
        assertThat(qids(archive, "replaced")).isEqualTo(List.of(false, 0L));
        assertThat(copy(dump, new MemoryTarget(), "again")).isEqualTo(root);
    }

    @Test
    void aFileThatIsFoundUnderAnotherNameOfAFolderIsTheSameAndOneThatIsCopiedIsAnother() throws IOException {
        Path first = Files.createDirectories(folder.resolve("dump/2004/0611/lib"));
        write(first.resolve("zebra"), "striped", 5);
        write(first.resolve("twin1"), "twin", 6);
        write(first.resolve("twin2"), "twin", 6);
        write(first.resolve("kept"), "kept", 7);
        write(first.resolve("victim"), "to be overwritten", 8);
        write(first.resolve("winner"), "the other one", 9);
        Path second = Files.createDirectories(folder.resolve("dump/2004/0612/a"));
        Files.createDirectories(folder.resolve("dump/2004/0612/lib"));
        write(second.resolve("antelope"), "striped", 5);
        write(second.resolve("twin3"), "twin", 6);
        write(second.resolve("twin4"), "twin", 6);
        write(folder.resolve("dump/2004/0612/lib/kept"), "kept", 7);
        write(second.resolve("copied"), "kept", 7);
        write(folder.resolve("dump/2004/0612/lib/victim"), "the other one", 9);
        FolderHistory dump = new FolderHistory(folder.resolve("dump"), folder);

        Score root = copy(dump, "state");

        assertThat(check(dump, root)).isEmpty();
        VacArchive archive = VacArchive.open(target, root, StopSignal.NEVER);
        String before = "archive/2004/0611/lib/";
        assertThat(archive.find("active/a/antelope").qid()).isEqualTo(archive.find(before + "zebra").qid());
        assertThat(archive.find("active/a/twin3").qid()).isEqualTo(archive.find(before + "twin1").qid());
        assertThat(archive.find("active/a/twin4").qid()).isNotEqualTo(archive.find(before + "twin1").qid());
        assertThat(archive.find("active/lib/kept").qid()).isEqualTo(archive.find(before + "kept").qid());
        assertThat(archive.find("active/a/copied").qid()).isNotEqualTo(archive.find(before + "kept").qid());
        assertThat(archive.find("active/lib/victim").qid()).isEqualTo(archive.find(before + "winner").qid());
        assertThat(copy(dump, new MemoryTarget(), "again")).isEqualTo(root);
        assertThat(results.get(1).inferred()).isEqualTo(8);
    }

    @Test
    void aDayBetweenOthersIsRefused() throws IOException {
        ScriptedHistory dump = GeneratedDump.make(6, 5, 4, 2);
        List<Day> days = dump.days();
        HistoryCopy copy = new HistoryCopy(dump, target, folder.resolve("state"),
                new HistoryCopy.Choices(ZoneId.of("UTC"), UserNames.always(UserMap.NONE), "none"), world());
        copy.run(List.of(days.get(0), days.get(2)), results::add);

        assertThatThrownBy(() -> copy.run(days, results::add)).isInstanceOf(RefusedException.class)
                .hasMessageContaining(days.get(1) + ": was not copied");
        copy.run(days.subList(3, 4), results::add);
        assertThat(results).hasSize(3);
    }

    private static void write(Path path, String text, long time) throws IOException {
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.fromMillis(time * 1000));
    }

    /** Whether a file is the same on both days, and its version on the second. */
    private static List<Object> qids(VacArchive archive, String name) throws IOException {
        var before = archive.find("archive/2004/0611/lib/" + name);
        var after = archive.find("archive/2004/0611.1/lib/" + name);
        return List.of(before.qid() == after.qid(), after.record().times().mcount());
    }

    @Test
    void theJournalOfAnotherTransferIsRefused() throws IOException {
        copy(GoldenHistoryTest.history(), "state");
        FolderHistory other = new FolderHistory(folder, folder);

        assertThatThrownBy(() -> copy(other, "state")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("another transfer");
    }

    @Test
    void usersGetTheNamesOfAMap() throws IOException {
        Path map = Files.writeString(folder.resolve("map"), "glenda  g # a comment\n\nadm boss\n");
        Score root = new HistoryCopy(GoldenHistoryTest.history(), target, folder.resolve("state"),
                new HistoryCopy.Choices(ZoneId.of("UTC"), UserNames.always(UserMap.read(map)), "map"), world())
                .run(GoldenHistoryTest.history().days(), results::add);

        var record = VacArchive.open(target, root, StopSignal.NEVER).find("active/old/big").record();
        assertThat(record.owners().uid()).isEqualTo(VacName.of("g"));
        assertThat(record.owners().mid()).isEqualTo(VacName.of("g"));
        assertThat(check(GoldenHistoryTest.history(), root)).isNotEmpty();
    }

    @Test
    void differencesOfDaysAreThoseOfTheFiles() throws IOException {
        History copied = VacHistory.ofArchive(target, copy(GoldenHistoryTest.history(), "state"), folder,
                StopSignal.NEVER);
        List<String> changes = new ArrayList<>();

        new HistoryDiff((change, path, file) -> changes.add(change.letter() + " " + path),
                (path, reason) -> changes.add(reason), StopSignal.NEVER)
                .run("", copied.open(Day.parse("2004/0611")), copied.open(Day.parse("2004/0612")));

        assertThat(changes).containsExactly("d /big", "c /mbox", "a /old", "a /old/big");
    }

    @Test
    void daysAreReadInEveryFormAndBeginInStandardTime() throws IOException {
        assertThat(Day.of("2004", "06112")).isEqualTo(Day.of("2004", "0611.2")).isPresent();
        assertThat(Day.parse("2004/0229")).hasToString("2004/0229");
        for (String[] wrong : new String[][] {{"2005", "0229"}, {"2004", "1301"}, {"2004", "061"}, {"204", "0611"},
            {"2004", "0611.0"}, {"2004", "0611x"}, {"2004", "06110"}}) {
            assertThat(Day.of(wrong[0], wrong[1])).as("%s/%s", wrong[0], wrong[1]).isEqualTo(Optional.empty());
        }
        assertThat(Day.parse("2004/0611").midnight(ZoneId.of("UTC"))).isEqualTo(1086912000L);
        assertThat(Day.parse("2004/0611").midnight(ZoneId.of("Europe/Berlin"))).isEqualTo(1086912000L - 3600);
        assertThat(Day.parse("2004/1231.10")).isGreaterThan(Day.parse("2004/1231.9"))
                .isLessThan(Day.parse("2005/0101"));
    }

    @Test
    void theFirstDayOfAPeriodIsTaken() {
        ScriptedHistory dump = GeneratedDump.make(4, 3, 40, 1);
        DayChoice monthly = new DayChoice(Optional.empty(), Optional.empty(), DayChoice.Every.MONTH);
        DayChoice weekly = new DayChoice(Day.of("2005", "0103"), Day.of("2005", "0117"), DayChoice.Every.WEEK);

        assertThat(monthly.of(dump.days())).extracting(Day::toString)
                .containsExactly("2004/1228", "2005/0101");
        assertThat(weekly.of(dump.days())).extracting(Day::toString)
                .containsExactly("2005/0103", "2005/0110", "2005/0117");
    }
}
