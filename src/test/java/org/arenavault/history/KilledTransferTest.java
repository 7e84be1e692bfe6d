package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.World;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program, killed at every boundary of days and in the midst of every day. */
@Timeout(180)
class KilledTransferTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @Test
    void aTransferThatIsKilledAtEveryBoundaryAndInEveryDayEndsWithTheSameRoot() throws Exception {
        ScriptedHistory dump = GeneratedDump.make(31, 400, 5, 32);
        World world = new World(new ManualClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT,
                StopSignal.NEVER, UUID::randomUUID);
        Score root = new HistoryCopy(dump, new MemoryTarget(), folder.resolve("whole"),
                new HistoryCopy.Choices(ZoneId.of("UTC"), UserNames.always(UserMap.NONE), "none"), world)
                .run(dump.days(), day -> { });
        Path conf = Golden.unpack("multi", folder).resolve("venti.conf");
        // at a port where nobody can be listening
        Files.writeString(conf, Files.readString(conf).replaceAll("addr tcp!.*", "addr tcp!127.0.0.1!1"));

        try (NineServer server = new NineServer(dump)) {
            KilledTransfer transfer = new KilledTransfer(dump, server, folder.resolve("state"),
                    List.of("--conf", conf.toString()));

            assertThat(transfer.run()).endsWith("Root: flfmt -v " + root + " FOSSIL-PARTITION");
            assertThat(transfer.kills()).isEqualTo(8);
            assertThat(transfer.check()).contains("5 days").contains(": 0 violations.");
        }
    }
}
