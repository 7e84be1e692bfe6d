package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Reason;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said is said whole and once; what venti refuses or leaves out is refused or told. */
class SaidAndRefusedTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    /** What the server's config.c and part.c refuse. */
    @ParameterizedTest
    @ValueSource(strings = {"queuewrites yes", "arenas name:", "isect name:", "bloom name:", "arenas a\fb c",
        "\farenas a", "mem\f10m", "mem lots", "bcmem x", "icmem -", "index two words", "arenas a b", "arenas dir:x/y",
        "index a\u00e9", "httpaddr", "addr", "webroot", "arenas a:5x", "arenas a:-x", "nonsense", "ARENAS a",
        "mem"})
    void aLineThatVentiRefuses(String line) {
        String text = "index main\nisect is\narenas ar\n" + line + "\n";
        assertThatThrownBy(() -> VentiConf.parse(text.getBytes(StandardCharsets.ISO_8859_1), temp.resolve("conf")))
                .isInstanceOf(CorruptException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queuewrites", "mgr whatever it is", "mgr", "mem 10m", "mem 10zebras", "icmem 0x10k",
        " \t arenas b \r", "bloom f:1m-2m", "arenas c:-512k", "arenas d:1g-", "arenas e:4m-0",
        "# remark", "webroot /var/www"})
    void aLineThatVentiTakes(String line) throws IOException {
        String text = "index main\nisect is\narenas ar\n" + line + "\n";
        VentiConf.parse(text.getBytes(StandardCharsets.ISO_8859_1), temp.resolve("conf"));
    }

    @Test
    void aPartitionOnALineThatDoesNotEndIsToldByEveryCommand() throws IOException {
        Site site = new Site(temp);
        Path conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", "emu:" + temp);
        Files.writeString(conf, Files.readString(conf) + "arenas more");
        for (List<String> command : List.of(List.of("status", "home"), List.of("status"),
                List.of("backup", "home", "--dry-run"), List.of("arenas", "list", conf.toString()),
                List.of("index", "check", conf.toString()), List.of("set", "show", "home"),
                List.of("vac", "check", "0".repeat(40), "--conf", conf.toString()))) {
            assertThat(site.run(command.toArray(String[]::new)).said()).as("%s", command)
                    .contains("'arenas more' does not end with a newline").contains("LEFT OUT");
        }
    }

    @Test
    void aBundleThatGoesOnBehindItsEndOrEndsTooEarlyIsRefusedWithAReason() throws IOException {
        Site site = new Site(temp);
        Path conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", "emu:" + temp);
        Path bundle = temp.resolve("home.tar.gz");
        site.done("set", "export", "home", bundle.toString());
        byte[] whole = Files.readAllBytes(bundle);
        byte[] longer = Arrays.copyOf(whole, whole.length + 5);
        Files.write(bundle, longer);
        assertThat(site.run("set", "import", bundle.toString(), "--as", "b").said()).contains("goes on behind the end");
        for (int length : new int[] {0, 5, whole.length / 2, whole.length - 1}) {
            Files.write(bundle, Arrays.copyOf(whole, length));
            Site.Outcome outcome = site.run("set", "import", bundle.toString(), "--as", "b");
            assertThat(outcome.code()).as("%d bytes", length).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).as("%d bytes", length).doesNotContain("null").doesNotContain("Exception");
        }
        Files.write(bundle, whole);
        site.done("set", "import", bundle.toString(), "--as", "b");
    }

    @Test
    void aReasonIsNeverEmptyAndNeverAClass() {
        assertThat(Reason.of(new EOFException())).isEqualTo("it ends too early");
        assertThat(Reason.of(new IOException((String) null))).isEqualTo("the system gives no reason");
        assertThat(Reason.of(new NoSuchFileException("/a"))).isEqualTo("/a: no such file");
        assertThat(ExitCode.text(new NoSuchFileException("/a"))).isEqualTo("/a: no such file");
    }

    @Test
    void anEmptyDriveIsToldOfOnce() throws IOException {
        Site site = new Site(temp);
        Path conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 3);
        site.done("drive", "emulate", site.path("recorder").toString(), "--medium", "bd-r", "--discs", "0",
                "--manual");
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device",
                "emu:" + site.path("recorder"));
        String said = site.run("backup", "home").said();
        assertThat(said.split("insert a ", -1)).as(said).hasSizeLessThanOrEqualTo(2);
    }
}
