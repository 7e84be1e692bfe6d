package org.arenavault.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.arenavault.Keeps;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.ninep.NineAddress;
import org.arenavault.ninep.NineClient;
import org.arenavault.ninep.NineOptions;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Dumps in folders, on a file server, in a venti and in a script keep the contract of a history. */
class HistoriesTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private static World world() {
        return new World(new ManualClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
    }

    /** The root of an archive of these days. */
    private Score copy(History history, MemoryTarget target, String state) throws IOException {
        return new HistoryCopy(history, target, folder.resolve(state),
                new HistoryCopy.Choices(ZoneId.of("UTC"), UserNames.always(UserMap.NONE), "none"), world())
                .run(history.days(), day -> { });
    }

    @Nested
    @Keeps("history.ScriptedHistory")
    class AScript extends HistoryContractTest {

        @Override
        protected History open() {
            return GoldenHistoryTest.history();
        }
    }

    @Nested
    @Keeps("history.FolderHistory")
    class ATreeOfFolders extends HistoryContractTest {

        @Override
        protected History open() throws IOException {
            Path tree = folder.resolve("tree");
            for (Map.Entry<String, String> file : files().entrySet()) {
                Path path = tree.resolve(file.getKey());
                if (file.getKey().endsWith("/")) {
                    Files.createDirectories(path);
                } else {
                    Files.writeString(path, file.getValue(), StandardCharsets.ISO_8859_1);
                }
            }
            return new FolderHistory(tree, folder);
        }
    }

    @Nested
    @Keeps("history.NineHistory")
    class AFileServer extends HistoryContractTest {

        private NineServer server;

        @Override
        protected History open() throws IOException {
            server = new NineServer(GoldenHistoryTest.history());
            return new NineHistory(server.source(), NineClient.attach(
                    NineAddress.parse("reader@127.0.0.1:%d/main/archive".formatted(server.port())),
                    NineOptions.DEFAULT, new SystemClock(), StopSignal.NEVER), folder);
        }

        @AfterEach
        void stop() throws IOException {
            server.close();
        }
    }

    @Nested
    @Keeps("history.VacHistory")
    class AnArchive extends HistoryContractTest {

        @Override
        protected History open() throws IOException {
            MemoryTarget target = new MemoryTarget();
            Score root = copy(GoldenHistoryTest.history(), target, "state");
            return VacHistory.ofArchive(target, root, folder, StopSignal.NEVER);
        }
    }
}
