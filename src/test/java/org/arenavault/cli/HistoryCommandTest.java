package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories as a user moves them. */
class HistoryCommandTest {

    @TempDir
    private Path folder;

    private String dump;
    private String conf;
    private String state;

    @BeforeEach
    void write() throws IOException {
        Path file = Golden.unpack("multi", folder).resolve("venti.conf");
        // at a port where nobody can be listening
        Files.writeString(file, Files.readString(file).replaceAll("addr tcp!.*", "addr tcp!127.0.0.1!1"));
        conf = file.toString();
        dump = folder.resolve("dump").toString();
        state = folder.resolve("state").toString();
        for (String day : new String[] {"0611", "06111", "0612"}) {
            Path lib = Files.createDirectories(folder.resolve("dump/2004").resolve(day).resolve("lib"));
            Files.writeString(lib.resolve("same"), "same");
            Files.writeString(lib.resolve("log"), "one\ntwo\n".substring(0, day.equals("0611") ? 4 : 8));
        }
        Files.delete(folder.resolve("dump/2004/0612/lib/same"));
    }

    private CommandRun run(int exit, String... args) {
        CommandRun command = new CommandRun();
        assertThat(command.run(args)).as("%s", command.said()).isEqualTo(exit);
        return command;
    }

    @Test
    void aFolderOfDaysIsCopiedOnceCheckedListedAndCompared() throws IOException {
        CommandRun copied = run(ExitCode.DONE, "history", "copy", dump, "--conf", conf, "--state", state, "--json");
        assertThat(copied.json().get("days")).hasSize(3);
        assertThat(copied.json().get("days").get(0).has("root")).isFalse();
        assertThat(run(ExitCode.DONE, "history", "copy", dump, "--conf", conf, "--state", state).printed())
                .contains("0 days copied, 3 in all.");

        assertThat(run(ExitCode.DONE, "history", "check", dump, "state:" + state, "--conf", conf).printed())
                .contains("0 violations");
        assertThat(run(ExitCode.DONE, "history", "list", "state:" + state, "--conf", conf).printed())
                .isEqualToIgnoringNewLines("2004/0611\n2004/0611.1\n2004/0612\n");
        assertThat(run(ExitCode.DONE, "history", "diff", "2004/0611.1", "2004/0612", "state:" + state, "--conf",
                conf).printed()).contains("d /lib/same").doesNotContain("/lib/log");

        Path log = folder.resolve("dump/2004/0612/lib/log");
        FileTime written = Files.getLastModifiedTime(log);
        Files.writeString(log, "other");
        Files.setLastModifiedTime(log, written);
        assertThat(run(ExitCode.FAILED, "history", "check", dump, "state:" + state, "--conf", conf).printed())
                .contains("2004/0612/lib/log: has 5 bytes, in the target 8").contains("1 violation.");
    }

    @Test
    void aCopyWithoutSomeFilesIsProvedWithoutThese() throws IOException {
        run(ExitCode.DONE, "history", "copy", dump, "--conf", conf, "--state", state, "--exclude", "lib/lo*");
        assertThat(run(ExitCode.DONE, "history", "check", dump, "state:" + state, "--conf", conf).printed())
                .contains("0 violations").contains("3 files and directories");
        Files.writeString(folder.resolve("dump/2004/0612/lib/new"), "new");
        assertThat(run(ExitCode.FAILED, "history", "check", dump, "state:" + state, "--conf", conf).printed())
                .contains("/lib/new: is missing");
    }

    @Test
    void aDayThatWasLeftOutIsNotMissedWhereThatIsSaid() {
        run(ExitCode.DONE, "history", "copy", dump, "--conf", conf, "--state", state, "--skip", "2004/06111");
        String[] check = {"history", "check", dump, "state:" + state, "--conf", conf};
        assertThat(run(ExitCode.FAILED, check).printed()).contains("2004/0611.1: this day is missing in the target")
                .contains(": 1 violation.");
        String[] skipping = {"history", "check", dump, "state:" + state, "--conf", conf, "--skip", "2004/06111"};
        assertThat(run(ExitCode.DONE, skipping).printed()).contains("2 days, ").contains("0 violations")
                .contains("Left out by --skip, and not compared: 2004/06111.");
        skipping[skipping.length - 1] = "2004/0612";
        assertThat(run(ExitCode.FAILED, skipping).printed())
                .contains("2004/0612: this day was to be left out, and is in the target");
        skipping[skipping.length - 1] = "1999/0101";
        run(ExitCode.USAGE, skipping);
    }

    /** What a copy was asked for is proved when the check is told the same, and a missing day of it is found. */
    @ParameterizedTest
    @ValueSource(strings = {"--from 2004/0612", "--to 2004/06111", "--from 2004/06111 --to 2004/06111", "--every week",
        "--every month", "--every week --to 2004/0611", "--from 2004/0701"})
    void daysThatWereNotAskedForAreNotMissed(String choice) throws IOException {
        Files.createDirectories(folder.resolve("dump/2004/0701"));
        List<String> options = List.of(choice.split(" "));
        List<String> copy = new ArrayList<>(List.of("history", "copy", dump, "--conf", conf, "--state", state));
        copy.addAll(options);
        run(ExitCode.DONE, copy.toArray(String[]::new));
        List<String> check = new ArrayList<>(List.of("history", "check", dump, "state:" + state, "--conf", conf));
        assertThat(run(ExitCode.FAILED, check.toArray(String[]::new)).printed()).contains("is missing in the target");
        check.addAll(options);
        assertThat(run(ExitCode.DONE, check.toArray(String[]::new)).printed()).contains(": 0 violations")
                .contains("of the source not asked for");
        Files.createDirectories(folder.resolve("dump/2005/0801"));
        boolean open = !choice.contains("--to");
        CommandRun later = run(open ? ExitCode.FAILED : ExitCode.DONE, check.toArray(String[]::new));
        assertThat(later.printed().contains("2005/0801: this day is missing in the target")).isEqualTo(open);
    }

    @Test
    void whatIsToldOfACopyWithoutSomeFilesHoldsInBothDirections() throws IOException {
        run(ExitCode.DONE, "history", "copy", dump, "--conf", conf, "--state", state);
        // the copy has what is to be left out: that is a violation, and not passed over
        assertThat(run(ExitCode.FAILED, "history", "check", dump, "state:" + state, "--conf", conf, "--exclude",
                "same").printed()).contains("/lib/same: is in the target alone");
        Files.delete(folder.resolve("dump/2004/0611/lib/log"));
        assertThat(run(ExitCode.FAILED, "history", "check", dump, "state:" + state, "--conf", conf).printed())
                .contains("2004/0611/lib/log: is in the target alone");
        Files.createDirectories(folder.resolve("dump/2004/0611/lib/log"));
        assertThat(run(ExitCode.FAILED, "history", "check", dump, "state:" + state, "--conf", conf).printed())
                .contains("2004/0611/lib/log: ");
        Files.createDirectories(folder.resolve("dump/2005/0101"));
        assertThat(run(ExitCode.FAILED, "history", "check", dump, "state:" + state, "--conf", conf).printed())
                .contains("2005/0101: this day is missing in the target");
    }

    @Test
    void aFolderWithoutDaysIsNoHistory() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty/other"));
        CommandRun copy = run(ExitCode.FAILED, "history", "copy", "dir:" + empty.getParent(), "--conf", conf,
                "--state", state);
        assertThat(copy.said()).anyMatch(line -> line.contains("holds no day") && line.contains("2004/0611"));
    }

    @Test
    void whatIsWrongHasItsExitCode() {
        run(ExitCode.USAGE, "history", "copy", dump);
        run(ExitCode.USAGE, "history", "copy", dump, "--conf", conf, "--state", state, "--zone", "Nowhere/Else");
        run(ExitCode.USAGE, "history", "list", "state:" + state, "--conf", conf);
        run(ExitCode.USAGE, "history", "diff", "2004/0611", "2004/1301", dump);
    }
}
