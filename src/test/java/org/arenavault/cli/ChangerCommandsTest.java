package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for changers, and backups with one, on an emulated changer that lives in a folder. */
class ChangerCommandsTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private String changer;

    @BeforeEach
    void make() throws IOException {
        site = new Site(temp);
        changer = "emu:" + site.path("juke");
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r", "--discs", "4", "--capacity",
                "1500000", "--slots", "5");
        Path conf = SampleVenti.create(temp.resolve("venti"), 3, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                changer + "/0");
    }

    private String status() {
        return site.done("changer", "status", changer);
    }

    @Test
    void discsStayWhereTheyWereCarried() {
        assertThat(status()).contains(":2 Drives, 6 Slots ( 1 Import/Export )");
        site.done("changer", "load", changer, "2", "1");
        assertThat(status()).contains("Data Transfer Element 1:Full (Storage Element 2 Loaded):VolumeTag = EMU002");
        assertThat(site.done("drive", "info", changer + "/1")).contains("BD-R");
        assertThat(site.run("changer", "load", changer, "3", "1").code()).isEqualTo(ExitCode.FAILED);
        assertThat(site.done("changer", "unload", changer, "home", "1")).contains("is in slot 2");
        site.done("changer", "transfer", changer, "1", "6");
        assertThat(site.done("changer", "inventory", changer)).contains("6 IMPORT/EXPORT:Full :VolumeTag=EMU001");
        assertThat(site.done("changer", "test", changer)).contains("drive 0: slot 2 to the drive and back: good")
                .contains("drive 1: ");
        assertThat(site.done("changer", "status", changer, "--json")).contains("arenavault.changer.status.2");
    }

    @Test
    void aSetIsBurnedVerifiedAndRestoredWithNobodyThere() throws IOException {
        assertThat(site.done("backup", "home", "--changer", changer)).contains("3 tracks");
        assertThat(site.done("verify", "home", "--changer", changer)).contains("3 tracks read back, 0 damaged");
        Path conf = temp.resolve("new/venti.conf");
        Files.createDirectories(conf.getParent());
        Files.writeString(conf, "index main\nisect isect0\narenas arenas0\n");
        assertThat(site.done("restore", "home", "--conf", conf.toString(), "--format", "--changer", changer))
                .contains("3 arenas restored");
    }

    @Test
    void aDiscThatReadsWrongIsPutOutAndTheLedgerSaysWhere() throws IOException {
        site.done("backup", "home", "--changer", changer);
        Path data = site.path("juke").resolve("002.disc/data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[500_000] ^= 1;
        Files.write(data, bytes);
        assertThat(site.run("verify", "home", "--changer", changer).code()).isEqualTo(ExitCode.FAILED);
        assertThat(status()).contains("6 IMPORT/EXPORT:Full :VolumeTag=EMU002");
        assertThat(site.done("disc", "show", "home", "2")).contains("mail slot 6 of " + changer);
    }

    @Test
    void whatMakesNoSenseIsSaid() throws IOException {
        assertThat(site.run("changer", "load", changer, "77").said()).contains("there is no slot 77; there are 1 to 6");
        assertThat(site.run("changer", "status", "emu:" + temp).code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("drive", "info", changer + "/7").said()).contains("there is no drive 7");
        assertThat(site.run("backup", "home", "-d", "emu:" + temp, "--changer", changer).said())
                .contains("is no drive of");
        assertThat(site.run("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r").said())
                .contains("is an emulated device already");
        assertThat(site.run("changer", "emulate", site.path("other").toString(), "--medium", "bd-r", "--drives", "99")
                .code()).isEqualTo(ExitCode.USAGE);
        Path state = site.path("juke").resolve("changer.state");
        Files.writeString(state, Files.readString(state).replace("slots=5", "slots=6"));
        Site.Outcome damaged = site.run("changer", "status", changer);
        assertThat(damaged.code()).isEqualTo(ExitCode.FAILED);
        assertThat(damaged.said()).contains("checksum").satisfies(said -> assertThat(said.lines()).hasSize(1));
    }
}
