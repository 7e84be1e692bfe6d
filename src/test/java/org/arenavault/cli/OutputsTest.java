package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people and scripts rely on does not change unseen: files, JSON, and what an operator reads. Where a change is
 * wanted, {@code -Doutputs.write=true} writes the texts in {@code src/test/resources/golden/outputs} anew; the
 * difference belongs into the same commit, and into the changelog.
 */
class OutputsTest {

    private static final Path TEXTS = Path.of("src/test/resources/golden/outputs");
    private static final int LABEL = 64 * 1024;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Transcript seen;

    @BeforeEach
    void makeVenti() throws IOException {
        SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3);
        seen = new Transcript(folder);
    }

    private void assertAsBefore(String name) throws IOException {
        Path text = TEXTS.resolve(name + ".txt");
        if (Boolean.getBoolean("outputs.write")) {
            Files.createDirectories(TEXTS);
            Files.writeString(text, seen.toString());
        }
        assertThat(seen.toString()).isEqualTo(Files.readString(text));
    }

    private Transcript begun() {
        return seen.run("drive", "emulate", "./recorder", "--medium", "bd-r", "--discs", "4", "--capacity", "4000000")
                .run("init", "home", "--conf", "./venti/venti.conf", "--medium", "bd-r", "--spare", "none", "--device",
                        "emu:./recorder");
    }

    @Test
    void whatAnOperatorReads() throws IOException {
        begun().run("status").run("backup", "home", "--dry-run").run("backup", "home").run("backup", "home")
                .run("verify", "home").run("disc", "list", "home").run("disc", "show", "home", "1")
                .run("status", "home").run("set", "show", "home").run("set", "check", "home")
                .run("set", "config", "home", "verify.every=6m", "medium.device=")
                .run("set", "config", "home", "verify.every=soon").run("set", "config", "home", "name=away")
                .run("set", "config", "home");
        assertAsBefore("operator");
    }

    @Test
    void whatIsWritten() throws IOException {
        begun().run("backup", "home").file("vault/sets/home/set.toml").file("vault/sets/home/ledger.jsonl")
                .file("vault/sets/home/sealed").file("vault/sets/home/ondisc").file("vault/sets/home/disc")
                .file("vault/sets/home/tracks");
        byte[] disc = seen.site().disc("recorder", 1);
        int label = 1 << 20;
        byte[] words = Arrays.copyOfRange(disc, label, label + LABEL);
        int end = 0;
        while (words[end] != 0) {
            end++;
        }
        seen.text("the label of track 1", Arrays.copyOf(words, end))
                .bytes("track 1", Arrays.copyOf(disc, label + LABEL))
                .bytes("the catalog of disc 1", Files.readAllBytes(folder.resolve("vault/sets/home/catalog/001.cat")));
        assertAsBefore("files");
    }

    @Test
    void whatScriptsRead() throws IOException {
        begun().run("--json", "status", "home").run("--json", "backup", "home", "--dry-run")
                .run("--json", "backup", "home").run("--json", "backup", "home").run("--json", "verify", "home")
                .run("--json", "status").run("--json", "set", "list").run("--json", "set", "show", "home")
                .run("--json", "set", "check", "home").run("--json", "set", "config", "home", "verify.every=6m")
                .run("--json", "disc", "list", "home")
                .run("--json", "disc", "show", "home", "1").run("--json", "disc", "mark", "home", "2", "lost")
                .run("--json", "disc", "mark", "home", "1", "lost").run("--json", "disc", "mark", "home", "1", "found")
                .run("--json", "disc", "move", "home", "1", "the safe").run("--json", "find", "arena0*")
                .run("--json", "status", "--check").run("--json", "find", "0123456789abcdef0123456789abcdef01234567")
                .run("--json", "set", "export", "home", "./home.tar.gz")
                .run("--json", "set", "import", "./home.tar.gz", "--as", "parents")
                .run("--json", "drive", "info", "emu:./recorder").run("--json", "arenas", "list", "./venti/venti.conf")
                .run("--json", "arenas", "check", "./venti/venti.conf").run("--json", "plan", "home")
                .run("--json", "restore", "home", "--conf", "./new/venti.conf", "--format")
                .run("--json", "index", "check", "./new/venti.conf").run("--json", "score", "list")
                .run("--json", "status", "nowhere");
        assertAsBefore("json");
    }
}
