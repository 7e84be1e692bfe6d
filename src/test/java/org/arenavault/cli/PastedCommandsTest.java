package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.fossil.GoldenArchive;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the program says at work is pasted: in a folder whose name a shell takes for two words, and of a set that has
 * another name here than on its labels.
 */
class PastedCommandsTest {

    /** What somebody is to fill in. */
    private static final Pattern BLANK = Pattern.compile("[A-Z][A-Z.-]+");

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private final Set<String> seen = new LinkedHashSet<>();

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(Files.createDirectory(temp.resolve("my site")));
        conf = SampleVenti.create(site.path("venti"), 3, 8192, 5, 7);
    }

    /** Runs a command, and then every command that it prints, unless it writes where it is run or lacks a word. */
    private Site.Outcome say(String... words) throws IOException {
        Site.Outcome outcome = site.run(words);
        String said = outcome.out() + "\n" + outcome.said();
        for (List<String> command : PrintedCommands.pasted(said)) {
            String text = String.join(" ", command);
            String[] typed = command.toArray(String[]::new);
            assertThatCode(() -> ManPages.commandLine().parseArgs(typed)).as("%s%n%s", text, said)
                    .doesNotThrowAnyException();
            seen.add(command.get(0) + " " + (command.size() > 1 ? command.get(1) : ""));
            boolean here = text.startsWith("vac get ");
            if (!here && command.stream().noneMatch(word -> BLANK.matcher(word).matches())) {
                Site.Outcome pasted = site.run(typed);
                assertThat(pasted.code()).as("%s%n%s%n%s", text, said, pasted).isNotEqualTo(ExitCode.USAGE);
                assertThat(pasted.said()).as(text).doesNotContain("there is no set").doesNotContain("no such file");
            }
        }
        return outcome;
    }

    private String begin(String set, String recorder, int discs) {
        String device = site.recorder(recorder, "bd-r", discs, 5_000_000);
        site.done("init", set, "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        return device;
    }

    @Test
    void theBeginningOfASet() throws IOException {
        say("status");
        say("drive", "info", "emu:" + site.path("nowhere"));
        say("changer", "status", "emu:" + site.path("nowhere"));
        String device = site.recorder("recorder", "bd-r", 3, 5_000_000);
        say("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none");
        say("disc", "list", "home");
        say("backup", "home", "-d", device, "--no-verify");
        String multi = Golden.unpack("multi", site.path("")).resolve("venti.conf").toString();
        say("init", "away", "--conf", multi, "--medium", "bd-r", "--spare", "none", "--device",
                site.recorder("other", "bd-r", 3, 5_000_000));
        say("status");
        say("restore", "away", "--conf", target("new").toString(), "--format");
        say("score", "list");
        say("score", "print");
        assertThat(seen).contains("init SET", "drive emulate", "changer emulate", "backup home", "backup away",
                "verify home", "vac ls", "score record");
    }

    private Path target(String name) throws IOException {
        return Files.writeString(Files.createDirectories(site.path(name)).resolve("venti.conf"),
                "index main\nisect isect\narenas arenas\n");
    }

    /** Commands of a set that was taken in under another name are about that one, not about its namesake. */
    @Test
    void aSetUnderAnotherName() throws IOException {
        String device = begin("home", "recorder", 2);
        site.done("backup", "home", "--discs", "1");
        site.done("set", "export", "home", site.path("bundle").toString());
        say("set", "import", site.path("bundle").toString(), "--as", "parents");
        assertThat(say("status", "parents").out()).as("nobody has tried to read it").doesNotContain("cannot be read");
        say("set", "adopt", "parents", "--conf", conf.toString(), "--device", device);

        Path ledger = site.ledger("parents");
        byte[] whole = Files.readAllBytes(ledger);
        Files.writeString(ledger, Files.readAllLines(ledger).get(0) + "\n");
        for (String[] words : List.of(new String[] {"status", "parents"}, new String[] {"backup", "parents"},
                new String[] {"verify", "parents"})) {
            assertAboutParents(site.run(words));
        }
        Files.write(ledger, whole);

        Path stranger = SampleVenti.create(site.path("stranger"), "other", 2, 8192, 5, 4);
        Files.copy(stranger.resolveSibling("arenas0"), conf.resolveSibling("arenas0"),
                StandardCopyOption.REPLACE_EXISTING);
        for (String[] words : List.of(new String[] {"status", "parents"}, new String[] {"backup", "parents"},
                new String[] {"backup", "parents", "--dry-run"})) {
            assertAboutParents(site.run(words));
        }
    }

    private static void assertAboutParents(Site.Outcome outcome) {
        String said = outcome.out() + "\n" + outcome.said();
        List<List<String>> commands = PrintedCommands.pasted(said);
        assertThat(commands).as(said).isNotEmpty().allSatisfy(command ->
                assertThat(command).as(said).doesNotContain("home").containsAnyOf("parents", "SET"));
    }

    @Test
    void whatIsDamagedOrNotThere() throws IOException {
        begin("home", "recorder", 2);
        try (ArenaPartition partition = ArenaPartition.open(Disks.REAL.openToRead(conf.resolveSibling("arenas0")));
                RandomAccessFile file = new RandomAccessFile(conf.resolveSibling("arenas0").toFile(), "rw")) {
            Arena arena = partition.arenas().get(1);
            file.seek((arena.start() + arena.end()) / 2);
            file.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        }
        say("backup", "home");
        say("arenas", "extract", conf.resolveSibling("arenas0").toString(), "nosuch");
        say("status", "home");
        Files.delete(site.ledger("home"));
        say("status", "home");
        say("backup", "home");
        assertThat(seen).contains("arenas check", "arenas list", "set rebuild");
    }

    @Test
    void aChangerWithoutADisc() throws IOException {
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r", "--discs", "1", "--capacity",
                "2000000", "--slots", "2");
        String changer = "emu:" + site.path("juke");
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                changer + "/0");
        say("backup", "home", "--changer", changer, "--changer-drive", "0");
        say("drive", "list");
        assertThat(seen).contains("changer inventory");
    }

    @Test
    void aFossilThatIsReset() throws IOException {
        Path fossil = Files.write(site.path("fossil"), new byte[32 << 20]);
        try (VentiServer server = VentiServer.readOnly(GoldenArchive.blocks(), new Dial("127.0.0.1", 0),
                ServerOptions.DEFAULT, new SystemClock())) {
            say("--yes", "fossil", "reset", GoldenArchive.ROOT.toString(), fossil.toString(), "--host",
                    server.address().toString());
            say("vac", "cat", GoldenArchive.ROOT.toString(), "active", "--host", server.address().toString());
        }
        assertThat(seen).contains("fossil undo");
    }
}
