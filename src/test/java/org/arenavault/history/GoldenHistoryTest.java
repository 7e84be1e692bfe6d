package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.arenavault.history.ScriptedHistory.Node;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.World;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden vector of history 5: real flfmt and fossil accepted these roots. */
class GoldenHistoryTest {

    private static final long T = 1086800000L;
    private static final String USERS = """
            adm:adm:adm:sys
            glenda:glenda:glenda:
            none:none::
            noworld:noworld::
            sys:sys::
            """;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private static World world() {
        return new World(new ManualClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
    }

    private static byte[] big() {
        byte[] bytes = new byte[20000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    private static void adm(Node top) {
        top.add("adm", 5, 1, ScriptedHistory.DIRECTORY | 0775, "adm sys adm", T, "")
                .add("users", 6, 0, 0664, "adm sys adm", T, USERS);
    }

    static ScriptedHistory history() {
        ScriptedHistory history = new ScriptedHistory();
        Node first = history.day("2004/0611", 10, T + 1000);
        adm(first);
        first.add("big", 8, 1, 0644, "glenda glenda glenda", T, big());
        first.add("mbox", 7, 3, Mode.Bit.APPEND.mask() | 0622, "glenda glenda none", T + 1000, "From a\n");
        Node second = history.day("2004/0612", 11, T + 90000);
        adm(second);
        second.add("mbox", 7, 4, Mode.Bit.APPEND.mask() | 0622, "glenda glenda none", T + 90000,
                "From a\nFrom b\n");
        second.add("old", 9, 0, ScriptedHistory.DIRECTORY | 0775, "glenda glenda glenda", T + 90000, "")
                .add("big", 8, 1, 0644, "glenda glenda glenda", T, big());
        return history;
    }

    @Test
    void rootsAreTheGoldenOnesAndTheRenamedFileIsNotReadAgain() throws IOException {
        ScriptedHistory history = history();
        MemoryTarget target = new MemoryTarget();
        List<HistoryCopy.DayResult> results = new ArrayList<>();
        HistoryCopy copy = new HistoryCopy(history, target, folder.resolve("state"),
                new HistoryCopy.Choices(ZoneId.of("UTC"), UserNames.always(UserMap.NONE), "none"), world());

        Score root = copy.run(history.days(), results::add);

        assertThat(results.get(0).root()).hasToString("a853989c33b388c28927207bc00100897b5ba885");
        assertThat(results.get(0).work().blocks()).isEqualTo(19);
        assertThat(root).hasToString("679da2408af4ba222401580adf9c5cdff14f7d9a");
        assertThat(results.get(1).work().blocks()).isEqualTo(14);
        assertThat(history.reads()).isEqualTo(4);
        VacArchive archive = VacArchive.open(target, root, StopSignal.NEVER);
        assertThat(archive.find("active/old/big").entry().score())
                .hasToString("c07128644b03408040476796af05e0b30e50c5ae");
        assertThat(archive.find("active/adm").entry().score())
                .hasToString("f8cc1478bc042a368fb7feb6508b8de5f3cbb14a");
        assertThat(archive.find("active/adm").meta().score())
                .hasToString("60bb9ab8af7b64ae525bd3b1451a0fc8ecbfd2dc");
        assertThat(archive.find("active/old").entry().score())
                .hasToString("49a7ce339e0011e08b7bc0836b12cb0e82b8edd3");
        assertThat(archive.find("active/old").meta().score())
                .hasToString("9687128ada311344c75d2c11598ac142ea1db161");
        assertThat(archive.top().record().qidSpace().max()).isEqualTo(0x10000000aL);
    }
}
