package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Discs that are read back in several drives at the same time. */
@Timeout(60)
class VerifyBesideTest {

    @TempDir
    private Path folder;

    private Site site;
    private String one;
    private String two;

    /** A set of two discs, the second of which lies in another drive. */
    @BeforeEach
    void record() throws IOException {
        site = new Site(folder);
        one = site.recorder("one", "bd-r", 2, 5_242_880);
        site.done("init", "home", "--conf", Golden.unpack("multi", folder).resolve("venti.conf").toString(), "--medium",
                "bd-r", "--device", one);
        site.done("backup", "home");
        two = site.recorder("two", "bd-r", 0, 5_242_880);
        site.done("drive", "insert", one, "001");
        Files.move(folder.resolve("one/002.disc"), folder.resolve("two/002.disc"));
        site.done("drive", "insert", two, "002");
    }

    @Test
    void eachDriveReadsWhatItHasAndOneReportTellsAll() throws IOException {
        Site.Outcome both = site.run("verify", "home", "--deep", "-d", one, "-d", two);
        assertThat(both.code()).as("%s", both).isEqualTo(ExitCode.DONE);
        assertThat(both.out()).startsWith("5 tracks read back, 0 damaged.").contains("1,395 blocks decoded and hashed");
        assertThat(both.said()).contains("home-001 track 1: arena0, clean", "home-002 track 1: arenap1.0, clean");
        try (Stream<String> lines = Files.lines(site.ledger("home"))) {
            assertThat(lines.filter(line -> line.contains("\"verified\""))).as("by the backup, and now").hasSize(10);
        }
        site.done("set", "check", "home");
        assertThat(site.run("verify", "home", "-d", one, "-d", one).code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("verify", "home", "--due", "-d", one, "-d", two).code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aDriveWithoutADiscOfTheSetHidesNothingOfTheOthers() {
        String none = site.recorder("none", "bd-r", 1, 5_242_880);
        Site.Outcome read = site.run("verify", "home", "-d", none, "-d", two);
        assertThat(read.code()).as("%s", read).isEqualTo(ExitCode.DONE);
        assertThat(read.out()).contains("1 track read back, 0 damaged.", "PASSED OVER: " + none + ": ");
        assertThat(site.run("verify", "home", "-d", none, "-d", site.recorder("nil", "bd-r", 1, 5_242_880)).code())
                .isEqualTo(ExitCode.OPERATOR);
    }
}
