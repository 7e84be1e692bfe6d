package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of files that somebody edited badly: the file, the key, what is allowed; never a class. */
class MalformedFilesTest {

    private static final List<String> OF_THE_PROGRAM =
            List.of("org.", "java.", "com.", "Exception", "line -1", "line 0", "class ", "null", "$");

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private Path toml;

    @BeforeEach
    void init() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 3);
        site.done("init", "s", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none");
        toml = temp.resolve("vault/sets/s/set.toml");
    }

    private static void check(List<String> wrong, String what, Site.Outcome outcome, Path file) {
        String said = outcome.said();
        // the example of an iSCSI name has "org.example"
        String own = said.replace(file.toString(), "").replace("org.example", "");
        boolean leaks = OF_THE_PROGRAM.stream().anyMatch(own::contains);
        if (outcome.code() == ExitCode.DONE || leaks || !said.contains(file.toString()) || said.contains("\n")) {
            wrong.add("%s: exit %d: %s".formatted(what, outcome.code(), said));
        }
    }

    @Test
    void setTomlsAreRefusedByFileKeyAndWhatIsAllowed() throws IOException {
        String good = Files.readString(toml);
        List<String> wrong = new ArrayList<>();
        List<String> texts = new ArrayList<>(List.of("", " \n", "# nothing\n", "foo = 1\n" + good, "= 1\n", "[", "a = ",
                "\u0000", good + "\n[source]\n", good + "foo.bar = 1\n", "[[source]]\n",
                "version = 'x'\n", "name = [1]"));
        String[] lines = good.split("\n");
        for (int i = 0; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            if (equals > 0) {
                for (String value : List.of("'x'", "[[1]]", "{a = 1}", "1e99", "''", "1979-05-27", "'unterminated")) {
                    String[] changed = lines.clone();
                    changed[i] = lines[i].substring(0, equals + 1) + " " + value;
                    texts.add(String.join("\n", changed) + "\n");
                }
            }
        }
        for (String text : texts) {
            Files.writeString(toml, text);
            Site.Outcome outcome = site.run("set", "show", "s");
            if (outcome.code() != ExitCode.DONE) {
                check(wrong, text, outcome, temp.resolve("vault/sets/s"));
            }
        }
        assertThat(wrong).isEmpty();
        Files.writeString(toml, "foo = 1\n" + good);
        assertThat(site.run("set", "show", "s").said()).contains("set.toml:1: there is no key 'foo'", "medium");
        Files.writeString(toml, good.replaceFirst("(?m)^(name = .*)$", "$1\n$1"));
        assertThat(site.run("set", "show", "s").said()).contains("set.toml:3: Duplicate key");
        Files.writeString(toml, "");
        assertThat(site.run("set", "show", "s").said()).contains("the file is empty");
    }

    /** Exit 2 is for the command line alone: a cron job that reads a bad file has not been called wrongly. */
    @Test
    void whatAFileSaysIsNoFaultOfTheCommandLine() throws IOException {
        Path file = temp.resolve("venti/said");
        String good = Files.readString(conf);
        String whole = "venti/wrarena -h tcp!127.0.0.1!1 -o 12345 /dev/arenas 0x0\n";
        Files.write(temp.resolve("venti/isect0"), new byte[4 << 20]);
        site.done("index", "build", conf.toString());
        site.done("drive", "emulate", temp.resolve("emu").toString(), "--medium", "bd-r", "--discs", "1");
        List<String> wrong = new ArrayList<>();
        for (String text : List.of("", "x\n", "venti/wrarena -h a!b!c!d -o 1 /dev/arenas 0x0\n", whole, "\0\n",
                whole.replace("/dev/arenas", "/dev/ar\0enas"), whole + whole.replace("-h", "-x"),
                "y".repeat(1 << 16))) {
            said(wrong, file, text, "mirror", "--conf", conf.toString(), "--import-wrcmd", file.toString());
        }
        for (String text : List.of("2004/0611\n", "2004/0611 vac\n", "yesterday " + "a".repeat(40) + "\n",
                ("2004/0611 " + "a".repeat(40) + "\n").repeat(2))) {
            said(wrong, file, text, "history", "list", "--conf", conf.toString(), "list:" + file);
        }
        for (String text : List.of("", "x\n", "vac:" + "a".repeat(39) + "\n", ("a".repeat(40) + "\n").repeat(2))) {
            said(wrong, file, text, "vac", "check", file.toString(), "--conf", conf.toString());
            said(wrong, file, text, "mirror", "--conf", conf.toString(), "--root", file.toString(), "127.0.0.1:1");
        }
        for (String line : List.of("addr il!there!17034\n", "addr tcp!*!none\n", "httpaddr tcp!*!none\n")) {
            said(wrong, file, good + line, "serve", "--writable", file.toString());
            said(wrong, file, good + line, "history", "copy", "--conf", file.toString(), "--state",
                    temp.resolve("st").toString(), "dir:" + temp);
        }
        said(wrong, file, good + "addr il!there!17034\n", "mirror", "--conf", file.toString(), "127.0.0.1:1");
        Path state = temp.resolve("emu/drive.state");
        said(wrong, state, Files.readString(state).replaceFirst("(medium\\W+)\\w+\\S*", "$1clay"), "drive", "info",
                "emu:" + temp.resolve("emu"));
        for (String device : List.of("iscsi://nowhere", "robot:none@/dev/ttyS0")) {
            String plain = Files.readString(toml);
            said(wrong, toml, plain + "medium.device = '" + device + "'\n", "verify", "s");
            Files.writeString(toml, plain);
        }
        assertThat(wrong).isEmpty();
    }

    private void said(List<String> wrong, Path file, String text, String... command) throws IOException {
        Files.writeString(file, text);
        Site.Outcome outcome = site.run(command);
        check(wrong, List.of(command) + " " + (text.length() > 99 ? text.length() : text), outcome, file);
        if (outcome.code() != ExitCode.FAILED) {
            wrong.add("%s: exit %d: %s".formatted(List.of(command), outcome.code(), outcome.said()));
        }
    }

    /** As some editors save it: with a mark before the text, and two signs at the end of a line. */
    @Test
    void aSetTomlOfAnotherEditorIsReadAndKeepsItsLines() throws IOException {
        String text = "# mine\r\n" + Files.readString(toml).replace("\n", "\r\n");
        Files.writeString(toml, "\uFEFF" + text);
        site.done("set", "config", "s", "medium.tracks_per_disc=7");
        String changed = Files.readString(toml);
        assertThat(changed).startsWith("# mine\r\n").contains("tracks_per_disc = 7\r\n");
        assertThat(changed.replace("\r\n", "")).doesNotContain("\n", "\uFEFF");
    }

    @Test
    void printedCommandsNameTheSetAndTheDrive() throws IOException {
        Path ledger = site.ledger("s");
        assertThat(site.done("status", "s")).contains("next: arenavault backup s -d DEVICE");
        byte[] good = Files.readAllBytes(ledger);
        Files.writeString(ledger, "nothing\n");
        assertThat(site.run("status", "s").said()).contains("'arenavault set rebuild s'");
        Path bundle = temp.resolve("s.tar.gz");
        Files.delete(ledger);
        assertThat(site.run("set", "show", "s").said()).contains("no such file").contains("'arenavault set rebuild s'");
        Files.write(ledger, good);
        site.done("set", "export", "s", bundle.toString());
        Files.writeString(toml, "");
        Site.Outcome outcome = site.run("set", "import", bundle.toString(), "--as", "t");
        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(outcome.said()).contains("set s").contains("note: whether that is the same set as 't'");
    }
}
