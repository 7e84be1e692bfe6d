package org.arenavault.ninep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.arenavault.Keeps;
import org.arenavault.io.Disks;
import org.arenavault.io.DisksContractTest;
import org.arenavault.io.FileKey;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.OwnedRange;
import org.arenavault.io.PeerException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of servers among those of this machine. */
class NineDisksTest {

    static final NineOptions QUICK = new NineOptions(Duration.ofSeconds(2), Duration.ofSeconds(2), 3,
            Duration.ofMillis(10));

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private ExportedFiles server;
    private NineDisks disks;

    @BeforeEach
    void serve() throws IOException {
        server = new ExportedFiles();
        disks = new NineDisks(Disks.REAL, QUICK, new SystemClock(), StopSignal.NEVER, note -> { });
    }

    @AfterEach
    void stop() throws IOException {
        disks.close();
        server.close();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private abstract class AServedFile extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            server.put("arenas", new MemoryStorage(content));
            return disks.openToRead(NinePath.parse(server.name("arenas")));
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    @Nested
    @Keeps("ninep.NineStorage")
    class AFile extends AServedFile {
    }

    @Nested
    @Keeps("ninep.NineStorage")
    class AFileInSmallPieces extends AServedFile {

        @BeforeEach
        void smallMessages() {
            server.inMessagesOf(4096 + 24, 1000);
        }
    }

    private abstract class AWrittenFile extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            server.put("arenas", new MemoryStorage(content));
            return disks.writingAfar().openToWrite(NinePath.parse(server.name("arenas")));
        }

        @Override
        protected Writing writing() {
            return Writing.KEPT;
        }
    }

    @Nested
    @Keeps("ninep.NineTarget")
    class AFileToBeWritten extends AWrittenFile {
    }

    @Nested
    @Keeps("ninep.NineTarget")
    class AFileToBeWrittenInSmallPieces extends AWrittenFile {

        @BeforeEach
        void smallMessages() {
            server.inMessagesOf(4096 + 24, 1000);
        }
    }

    private abstract class LocalFiles extends DisksContractTest {

        @Override
        protected Path folder() {
            return folder;
        }

        @Override
        protected void put(Path path, byte[] bytes) throws IOException {
            Files.write(path, bytes);
        }

        @Override
        protected byte[] get(Path path) throws IOException {
            return Files.readAllBytes(path);
        }

        @Override
        protected boolean exists(Path path) {
            return Files.exists(path);
        }
    }

    @Nested
    @Keeps("ninep.NineDisks")
    class FilesOfThisMachine extends LocalFiles {

        @Override
        protected Disks disks() {
            return disks;
        }
    }

    @Nested
    @Keeps("ninep.NineDisks$1")
    class FilesOfThisMachineWhereThoseOfServersAreWritten extends LocalFiles {

        @Override
        protected Disks disks() {
            return disks.writingAfar();
        }
    }

    @Test
    void aNameLeadsToItsServerUserTreeAndFile() throws IOException {
        server.put("dev/sdC0/arenas", new MemoryStorage(random(1000)));
        String port = "127.0.0.1:" + server.port();
        String[][] names = {
            {"9p:glenda@" + port + "/main/archive//dev/sdC0/arenas", "glenda main/archive"},
            {"9p:glenda@tcp!127.0.0.1!" + server.port() + "//dev//sdC0/./arenas", "glenda "},
            {"9p:" + port + "//dev/sdC0/x/../arenas", System.getProperty("user.name") + " "},
            {"9p:" + port + "/t/////dev/sdC0/arenas", System.getProperty("user.name") + " t"}};
        for (String[] name : names) {
            NinePath path = NinePath.parse(name[0]);
            try (Storage storage = disks.openToRead(path)) {
                assertThat(storage.read(0, 1000)).isEqualTo(random(1000));
                assertThat(server.attached()).as(name[0]).isEqualTo(name[1]);
                assertThat(NinePath.parse(path.toString())).isEqualTo(path);
            }
        }
    }

    @Test
    void aSocketOfThisMachineIsAServerToo() throws IOException {
        Path socket = folder.resolve("fossil.srv");
        try (ExportedFiles posted = new ExportedFiles(socket)) {
            posted.put("disk/arenas", new MemoryStorage(random(300_000)));
            for (String tree : new String[] {"", "!main/active"}) {
                try (Storage storage = disks.openToRead(NinePath.parse("9p:unix!" + socket + tree + "//disk/arenas"))) {
                    assertThat(storage.read(0, 300_000)).isEqualTo(random(300_000));
                    assertThat(posted.attached()).endsWith(tree.isEmpty() ? " " : " main/active");
                }
            }
        }
    }

    @Test
    void aNameThatIsNoneIsRefusedInOneLine() {
        for (String text : new String[] {"9p:", "9p:host", "9p:host:564", "9p://x", "9p:@host//x", "9p:host:x//x",
            "9p:unix!//x", "9p:unix!!tree//x", "9p:a@//x", "9p:[::1//x", "9p:h\u001b[2J//x", "9p:[::1]x//y"}) {
            assertThatThrownBy(() -> NinePath.parse(text)).as(text).isInstanceOf(UsageException.class)
                    .message().contains(" is expected").doesNotContain("\n", "\u001b");
        }
    }

    @Test
    void whatLiesOnAServerNamesFilesOfThatServerAlone() throws IOException {
        NinePath conf = NinePath.parse("9p:[::1]:5640//cfg/venti.conf");
        Path folderThere = PlainFiles.folderOf(conf);
        assertThat(NinePath.in(folderThere, "/dev/sdC0/arenas")).hasToString("9p:[::1]:5640//dev/sdC0/arenas");
        assertThat(NinePath.in(folderThere, "arenas1")).hasToString("9p:[::1]:5640//cfg/arenas1");
        assertThat(NinePath.in(folderThere, "#S/sdC0/arenas")).hasToString("9p:[::1]:5640//dev/sdC0/arenas");
        assertThat(NinePath.in(folderThere, "../../../etc/passwd").normalize())
                .hasToString("9p:[::1]:5640//etc/passwd");
        assertThatThrownBy(() -> NinePath.in(folderThere, "9p:elsewhere//x")).isInstanceOf(UsageException.class);
        assertThat(NinePath.in(Path.of("/etc"), "9p:h//x")).hasToString("9p:h//x");
        assertThat(NinePath.in(Path.of("/etc"), "x")).isEqualTo(Path.of("/etc/x"));
    }

    /** Who reads the tail of an arena sees the rest as it is then, however much of it was read ahead before. */
    @Test
    void whatWasReadAheadOfAnArenaIsForgottenWithItsTail() throws IOException {
        SampleVenti.create(folder, 0, 8192, 5, 1);
        Path file = folder.resolve("arenas0");
        byte[] before = Files.readAllBytes(file);
        MemoryStorage content = new MemoryStorage(before);
        server.put("arenas0", content);
        NinePath far = NinePath.parse(server.name("arenas0"));
        for (Storage each : List.of(disks.openToRead(far), disks.writingAfar().openToWrite(far),
                OwnFiles.on(disks).openToRead(far))) {
            content.write(0, before);
            try (Storage storage = each; ArenaPartition partition = ArenaPartition.open(
                            new OwnedRange(storage, storage.slice(0, storage.size()), "arenas0"))) {
                Arena arena = partition.arenas().get(0);
                Storage image = arena.image();
                image.read(0, 256 << 10);
                image.read(256 << 10, 64 << 10);
                content.write(arena.dataStart() + (384 << 10), new byte[] {1, 2, 3});
                arena.readTail();

                long at = arena.dataStart() + (384 << 10) - arena.start();
                image.read(320 << 10, (int) at - (320 << 10));
                assertThat(image.read(at, 3)).containsExactly(1, 2, 3);
            }
        }
    }

    @Test
    void nothingTakesAFileOfAServerForOneOfThisMachine() throws IOException {
        NinePath path = NinePath.parse("9p:h//x");
        assertThatThrownBy(() -> disks.openToWrite(path)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> disks.openToCopy(path)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> disks.create(path, 10)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> PlainFiles.exists(path)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> OwnFiles.isFolder(path)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> PlainFiles.bytes(path)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Disks.REAL.openToRead(path)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Files.writeString(path, "x")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Files.delete(path)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aFileOfAServerIsKnownByItsName() throws IOException {
        assertThat(FileKey.of(NinePath.parse("9p:h//a/../x"))).isEqualTo(FileKey.of(NinePath.parse("9p:h//x")))
                .isNotEqualTo(FileKey.of(NinePath.parse("9p:h//y"))).isPresent();
    }

    @Test
    void whatIsNotThereOrIsADirectoryIsSaidInTheServersWords() throws IOException {
        server.put("dev/arenas", new MemoryStorage(random(1000)));
        assertThatThrownBy(() -> disks.openToRead(NinePath.parse(server.name("dev/none"))))
                .isInstanceOf(PeerException.class).hasMessageContaining("/dev/none").hasMessageContaining("not exist");
        assertThatThrownBy(() -> disks.openToRead(NinePath.parse(server.name("nothing/none"))))
                .isInstanceOf(PeerException.class).hasMessageContaining("file does not exist");
        assertThatThrownBy(() -> disks.openToRead(NinePath.parse(server.name("dev"))))
                .isInstanceOf(RefusedException.class).hasMessageContaining("directory");
        // the server itself is well
        try (Storage storage = disks.openToRead(NinePath.parse(server.name("dev/arenas")))) {
            assertThat(storage.size()).isEqualTo(1000);
        }
    }

    /** A server keeps what is not given back; a walk through a large tree would fill it. */
    @Test
    void whatCannotBeOpenedIsGivenBack() throws IOException {
        String deep = "a/".repeat(17) + "x";
        server.put(deep, new MemoryStorage(random(10))).put("endless", new MemoryStorage(10), 0, new NineQid(0, 1, 1));
        for (String path : new String[] {deep + "/none", "a"}) {
            assertThatThrownBy(() -> disks.openToRead(NinePath.parse(server.name(path)))).as(path)
                    .isInstanceOf(IOException.class);
        }
        for (int refused : new int[] {ExportedFiles.STAT, ExportedFiles.OPEN, ExportedFiles.READ}) {
            server.with((type, count, good) -> List.of(type != refused ? good
                    : ExportedFiles.refusal(ExportedFiles.tag(good), "permission denied")));
            assertThatThrownBy(() -> disks.openToRead(NinePath.parse(server.name("endless"))))
                    .hasMessageContaining("permission denied");
        }
        server.with((type, count, good) -> List.of(good));
        try (Storage storage = disks.openToRead(NinePath.parse(server.name(deep)))) {
            assertThat(storage.size()).isEqualTo(10);
            assertThat(server.held()).as("the root and this file").isEqualTo(2);
            assertThat(server.connections.get()).isEqualTo(1);
        }
    }

    @Test
    void whoIsNotThereIsSaidAtOnceAndOnlyOnce() throws IOException {
        server.close();
        NinePath path = NinePath.parse(server.name("x"));
        assertThatThrownBy(() -> disks.openToRead(path)).isInstanceOf(PeerException.class)
                .hasMessageContaining("127.0.0.1").hasMessageContaining("cannot be reached");
        assertThatThrownBy(() -> disks.openToRead(path)).isInstanceOf(PeerException.class);
        assertThatThrownBy(() -> disks.openToRead(NinePath.parse("9p:unix!" + folder + "/none//x")))
                .isInstanceOf(PeerException.class).hasMessageContaining("unix!");
    }
}
