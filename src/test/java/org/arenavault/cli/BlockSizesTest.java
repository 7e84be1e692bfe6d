package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arenas of several block sizes in one venti: the plan and the run agree, whatever is recorded on. */
class BlockSizesTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;

    @BeforeEach
    void makeSite() {
        site = new Site(temp);
    }

    /** Two sealed arenas of each block size. */
    private Path venti(List<Integer> blockSizes) throws IOException {
        StringBuilder conf = new StringBuilder("index main\nisect isect0\n");
        for (int size : blockSizes) {
            SampleVenti.create(temp.resolve("venti" + size), "b" + size + ".", 2, size, 5, size);
            conf.append("arenas ").append(temp.resolve("venti" + size).resolve("arenas0")).append('\n');
        }
        return Files.writeString(temp.resolve("venti.conf"), conf);
    }

    /** The names of the arenas of which a report says that they cannot be recorded. */
    private static List<String> refused(String report) {
        return report.lines().filter(line -> line.contains("has blocks of"))
                .map(line -> line.replaceAll(".*arena (\\S+) has blocks of.*", "$1")).sorted().distinct().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8192,65536", "65536,8192", "512,8192,65536"})
    void aDiskTakesThoseOfOneSizeAndNamesTheOthers(String sizes) throws IOException {
        List<Integer> all = List.of(sizes.split(",")).stream().map(Integer::valueOf).toList();
        List<String> others = all.subList(1, all.size()).stream()
                .flatMap(size -> List.of("b%d.0".formatted(size), "b%d.1".formatted(size)).stream()).sorted().toList();
        Path conf = venti(all);
        Files.write(temp.resolve("disk"), new byte[16 << 20]);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "removable-disk", "--device",
                "disk:" + temp.resolve("disk"));
        for (int run = 0; run < 2; run++) {
            Site.Outcome plan = site.run("backup", "home", "--dry-run");
            Site.Outcome status = site.run("status", "home");
            Site.Outcome backup = site.run("backup", "home");
            String context = plan.out() + status.out() + backup.out() + backup.said();
            assertThat(List.of(plan.code(), status.code(), backup.code())).as(context).containsOnly(ExitCode.FAILED);
            assertThat(refused(plan.out())).as(context).isEqualTo(others);
            assertThat(refused(status.out() + status.said())).as(context).isEqualTo(others);
            assertThat(refused(backup.out())).as(context).isEqualTo(others);
            assertThat(backup.out()).as(context).contains("the disk takes arenas with blocks of %d bytes alone"
                    .formatted(all.get(0)));
            if (run == 0) {
                assertThat(plan.out()).as(context).contains("2 arenas").contains("b%d.0".formatted(all.get(0)));
                assertThat(backup.out()).as(context).contains("2 tracks");
            }
        }
        assertThat(site.done("verify", "home")).contains("2 tracks read back, 0 damaged");
        assertThat(site.run("status", "home").out()).contains("on disc 2   verified 2");
    }

    @Test
    void aDiskThatIsNamedOnTheCommandLineTakesThoseOfOneSizeAsWell() throws IOException {
        Path conf = venti(List.of(8192, 65536));
        Files.write(temp.resolve("disk"), new byte[16 << 20]);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "removable-disk");
        Site.Outcome plan = site.run("backup", "home", "-d", "disk:" + temp.resolve("disk"), "--dry-run");
        assertThat(plan.code()).as(plan.out()).isEqualTo(ExitCode.FAILED);
        assertThat(refused(plan.out())).as("the plan knows what the run will do")
                .containsExactly("b65536.0", "b65536.1");
        assertThat(plan.out()).contains("2 arenas");
        Site.Outcome backup = site.run("backup", "home", "-d", "disk:" + temp.resolve("disk"));
        assertThat(backup.code()).as(backup.out() + backup.said()).isEqualTo(ExitCode.FAILED);
        assertThat(refused(backup.out())).containsExactly("b65536.0", "b65536.1");
        assertThat(backup.out()).contains("2 tracks");
    }

    @Test
    void aFolderThatIsNamedInPlaceOfADiskTakesAnySize() throws IOException {
        Path conf = venti(List.of(8192, 65536));
        site.done("init", "home", "--conf", conf.toString(), "--medium", "removable-disk", "--device",
                "disk:" + temp.resolve("disk"));
        String folder = "dir:" + Files.createDirectory(temp.resolve("images"));
        assertThat(site.done("backup", "home", "-d", folder, "--dry-run")).contains("4 arenas");
        assertThat(site.done("backup", "home", "-d", folder)).contains("4 tracks");
    }

    @Test
    void discsAndFoldersTakeAnySize() throws IOException {
        Path conf = venti(List.of(8192, 65536));
        String recorder = site.recorder("recorder", "bd-r", 1, 16 << 20);
        site.done("init", "discs", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                recorder);
        site.done("init", "folders", "--conf", conf.toString(), "--medium", "removable-disk", "--device",
                "dir:" + Files.createDirectory(temp.resolve("images")));
        for (String set : List.of("discs", "folders")) {
            assertThat(site.done("backup", set, "--dry-run")).contains("4 arenas");
            assertThat(site.done("backup", set)).contains("4 tracks");
            assertThat(site.done("verify", set)).contains("4 tracks read back, 0 damaged");
        }
    }
}
