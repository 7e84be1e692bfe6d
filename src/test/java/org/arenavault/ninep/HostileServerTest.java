package org.arenavault.ninep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.PeerException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that die, hang, lie and talk nonsense: the right bytes, or one line. */
class HostileServerTest {

    private static final long SEED = 20261130;
    private static final int SIZE = 3_000_001;
    private static final NineQid QID = new NineQid(0, 7, 99);

    private final byte[] content = new byte[SIZE];
    private final AtomicBoolean stop = new AtomicBoolean();
    private ExportedFiles server;
    private NineDisks disks;

    @BeforeEach
    void serve() throws IOException {
        new Random(SEED).nextBytes(content);
        server = new ExportedFiles();
        server.put("arenas", new MemoryStorage(content), SIZE, QID);
        disks = disks(NineDisksTest.QUICK);
    }

    private NineDisks disks(NineOptions options) {
        return new NineDisks(Disks.REAL, options, new SystemClock(), stop::get, note -> { });
    }

    @AfterEach
    void end() throws IOException {
        disks.close();
        server.close();
    }

    private Storage open() throws IOException {
        return disks.openToRead(NinePath.parse(server.name("arenas")));
    }

    /** Reads all in pieces of 100,000 bytes. */
    private byte[] readAll() throws IOException {
        try (Storage storage = open()) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(storage.size()));
            while (all.position() < all.capacity()) {
                storage.read(all.position(), all.limit(Math.min(all.capacity(), all.position() + 100_000)));
            }
            return all.array();
        }
    }

    private void assertAllComes() throws IOException {
        assertThat(Arrays.equals(readAll(), content)).isTrue();
    }

    @Test
    void eachByteIsAskedForOnceAndMuchAtATime() throws IOException {
        assertAllComes();
        assertThat(server.bytes.get()).isEqualTo(SIZE);
        assertThat(server.reads.get()).isLessThan(SIZE / 60_000 + 10);
        assertThat(server.connections.get()).isEqualTo(1);
    }

    @Test
    void whoReadsHereAndThereGetsLittleMoreThanHeAsksFor() throws IOException {
        try (Storage storage = open()) {
            Random random = new Random(SEED);
            for (int i = 0; i < 100; i++) {
                int at = random.nextInt(SIZE - 512);
                assertThat(storage.read(at, 512)).isEqualTo(Arrays.copyOfRange(content, at, at + 512));
            }
        }
        assertThat(server.bytes.get()).isLessThan(100 * 64 * 1024);
    }

    @Test
    void whoReadsAPlaceAgainSeesWhatIsThereNow() throws IOException {
        MemoryStorage changing = new MemoryStorage(SIZE);
        server.put("arenas", changing, SIZE, QID);
        try (Storage storage = open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(storage.read(131072, 512)).isEqualTo(changing.read(131072, 512));
                changing.flip(131072 + i, i);
            }
        }
    }

    @Test
    void answersComeInAnyOrder() throws IOException {
        List<byte[]> kept = new ArrayList<>();
        Random random = new Random(SEED);
        server.with((type, count, good) -> {
            if (type != ExportedFiles.READ) {
                return List.of(good);
            }
            kept.add(good);
            if (kept.size() < 3 && server.bytes.get() < SIZE && server.bytes.get() > 2_000_000) {
                return List.of();
            }
            List<byte[]> all = new ArrayList<>(kept);
            kept.clear();
            Collections.shuffle(all, random);
            return all;
        });
        assertAllComes();
    }

    @Test
    void aServerThatGivesLittleAtATimeIsReadToTheEnd() throws IOException {
        for (int most : new int[] {8192, 1000, 100}) {
            Random random = new Random(SEED);
            server.with((type, count, good) -> type != ExportedFiles.READ ? List.of(good)
                    : List.of(shortened(good, 1 + random.nextInt(most))));
            disks = disks(NineDisksTest.QUICK);
            try (Storage storage = open()) {
                assertThat(storage.read(1000, 200_000)).as("%d at a time", most)
                        .isEqualTo(Arrays.copyOfRange(content, 1000, 201_000));
            }
        }
    }

    private static byte[] shortened(byte[] read, int most) {
        int length = Math.min(most, read.length - 11);
        byte[] cut = Arrays.copyOf(read, 11 + length);
        ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(0, cut.length).putInt(7, length);
        return cut;
    }

    @Test
    void aConnectionThatBreaksIsMadeAgain() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        server.with((type, count, good) -> {
            if (type == ExportedFiles.READ && reads.incrementAndGet() % 20 == 0) {
                throw new IOException("dies");
            }
            return List.of(good);
        });
        assertAllComes();
        assertThat(server.connections.get()).isGreaterThan(1);
    }

    @Test
    void aFileThatIsAnotherAfterwardsIsNotReadOn() throws IOException {
        for (NineQid other : List.of(new NineQid(0, 8, 99), new NineQid(0, 7, 100), new NineQid(0x40, 7, 99))) {
            server.put("arenas", new MemoryStorage(content), SIZE, QID);
            try (Storage storage = open()) {
                assertThat(storage.read(0, 10)).isEqualTo(Arrays.copyOf(content, 10));
                server.put("arenas", new MemoryStorage(content), SIZE, other);
                server.hangUp();
                assertThatThrownBy(() -> storage.read(2_000_000, 10)).isInstanceOf(RefusedException.class)
                        .hasMessageContaining("was changed").hasMessageContaining("run the command again");
            }
        }
        // others of the server can be read
        assertAllComes();
    }

    @Test
    void aServerThatDoesNotComeBackIsGivenUpAndSoForAllThatFollow() throws IOException {
        try (Storage storage = open()) {
            storage.read(0, 10);
            server.close();
            assertThatThrownBy(() -> storage.read(2_000_000, 10)).isInstanceOf(PeerException.class);
            assertThatThrownBy(() -> storage.read(0, 10)).isInstanceOf(PeerException.class);
        }
        assertThatThrownBy(this::open).isInstanceOf(PeerException.class).hasMessageContaining("127.0.0.1");
    }

    @Test
    void aServerThatDiesAtEveryReadIsGivenUp() {
        server.with((type, count, good) -> {
            if (type == ExportedFiles.READ) {
                throw new IOException("dies");
            }
            return List.of(good);
        });
        assertThatThrownBy(this::readAll).isInstanceOf(PeerException.class).hasMessageContaining("127.0.0.1");
        assertThat(server.connections.get()).isLessThan(10);
    }

    @Test
    void aServerThatHangsIsWaitedForOnce() {
        for (int silent : new int[] {100, ExportedFiles.ATTACH, ExportedFiles.WALK, ExportedFiles.STAT,
            ExportedFiles.OPEN, ExportedFiles.READ}) {
            server.with((type, count, good) -> type == silent ? List.of() : List.of(good));
            disks = disks(new NineOptions(Duration.ofSeconds(2), Duration.ofMillis(300), 3, Duration.ofMillis(10)));
            assertThatThrownBy(this::readAll).as("type %d", silent).isInstanceOf(PeerException.class)
                    .hasMessageContaining("127.0.0.1").hasMessageContaining("did not answer");
        }
    }

    @Test
    void aServerThatTricklesIsNoBetterThanOneThatHangs() {
        server.with((type, count, good) -> {
            if (type == ExportedFiles.READ) {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return List.of(shortened(good, 1));
            }
            return List.of(good);
        });
        disks = disks(new NineOptions(Duration.ofSeconds(2), Duration.ofMillis(400), 3, Duration.ofMillis(10)));
        assertThatThrownBy(this::readAll).isInstanceOf(PeerException.class).hasMessageContaining("did not answer");
    }

    @Test
    void whoWantsToStopIsNotKeptByAServer() {
        server.with((type, count, good) -> {
            stop.set(type == ExportedFiles.READ);
            return type == ExportedFiles.READ ? List.of() : List.of(good);
        });
        disks = disks(NineOptions.DEFAULT);
        assertThatThrownBy(this::readAll).isInstanceOf(CancelledException.class);
    }

    @Test
    void aFileThatIsShorterThanItsServerSaysEndsInALine() throws IOException {
        for (long told : new long[] {SIZE + 1L, SIZE + 100_000L, 1L << 40, Long.MAX_VALUE}) {
            server.put("arenas", new MemoryStorage(content), told, QID);
            try (Storage storage = open()) {
                assertThat(storage.size()).isEqualTo(told);
                assertThat(storage.read(SIZE - 1000L, 1000)).isEqualTo(Arrays.copyOfRange(content, SIZE - 1000, SIZE));
                assertThatThrownBy(() -> storage.read(SIZE - 1000L, 1001)).isInstanceOf(CorruptException.class)
                        .hasMessageContaining("ends at byte 3000001").hasMessageContaining("arenas");
            }
        }
        server.put("arenas", new MemoryStorage(content), SIZE - 5, QID);
        try (Storage storage = open()) {
            assertThatThrownBy(() -> storage.read(SIZE - 10, 10)).isInstanceOf(CorruptException.class);
        }
        server.put("arenas", new MemoryStorage(content), -1, QID);
        assertThatThrownBy(this::open).isInstanceOf(PeerException.class);
    }

    @Test
    void aDeviceWithoutALengthIsMeasured() throws IOException {
        for (int size : new int[] {0, 1, 2, 511, 512, 513, 1024, 1025, 65536, 100_000, SIZE}) {
            for (boolean refusing : new boolean[] {false, true}) {
                server.put("arenas", new MemoryStorage(Arrays.copyOf(content, size)), 0, QID);
                server.with((type, count, good) -> List.of(refusing && type == ExportedFiles.READ && good.length == 11
                        ? ExportedFiles.refusal(ExportedFiles.tag(good), "i/o error") : good));
                if (size == 0 && refusing) {
                    continue;
                }
                try (Storage storage = open()) {
                    assertThat(storage.size()).isEqualTo(size);
                    assertThat(Arrays.equals(storage.read(0, size), Arrays.copyOf(content, size))).isTrue();
                }
            }
        }
    }

    @Test
    void aDeviceThatNeverEndsIsNoDisk() {
        server.put("arenas", new MemoryStorage(content), 0, QID);
        server.with((type, count, good) -> List.of(type == ExportedFiles.READ
                ? ExportedFiles.message(117, ExportedFiles.tag(good), new byte[] {1, 0, 0, 0, 'x'}) : good));
        assertThatThrownBy(this::open).isInstanceOf(RefusedException.class).hasMessageContaining("does not end");
    }

    @Test
    void anErrorInTheMiddleIsOneOfItsPlaceAlone() throws IOException {
        int bad = 1_500_000 / 512 * 512;
        byte[] mark = Arrays.copyOfRange(content, bad, bad + 16);
        server.with((type, count, good) -> List.of(type == ExportedFiles.READ && contains(good, mark)
                ? ExportedFiles.refusal(ExportedFiles.tag(good), "i/o error\n\u001b[2J") : good));
        try (Storage storage = open()) {
            assertThat(storage.read(bad - 1000, 1000)).isEqualTo(Arrays.copyOfRange(content, bad - 1000, bad));
            assertThatThrownBy(() -> storage.read(bad, 512)).isInstanceOf(MediumFaultException.class)
                    .hasMessageContaining("i/o error").hasMessageContaining(Integer.toString(bad)).message()
                    .doesNotContain("\n", "\u001b");
            assertThat(storage.read(bad + 512, 100_000))
                    .isEqualTo(Arrays.copyOfRange(content, bad + 512, bad + 512 + 100_000));
        }
    }

    private static boolean contains(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (all[i] == part[0] && Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void nonsenseEndsTheConnectionInALine() {
        byte[][] nonsense = {
            // another tag, no tag, another type, an answer of no type
            ExportedFiles.message(117, 4711, new byte[4]), ExportedFiles.message(117, 0xFFFF, new byte[4]),
            // longer than was agreed, shorter than can be, negative
            {0, 0, 2, 0, 117, 0, 0}, {6, 0, 0, 0, 117, 0, 0}, {-1, -1, -1, -1, 117, 0, 0}, {0, 0, 0, 0}};
        for (byte[] wrong : nonsense) {
            assertMisbehaves(wrong.length, (type, count, good) ->
                    type == ExportedFiles.READ ? List.of(wrong) : List.of(good));
        }
        assertMisbehaves(1, (type, count, good) -> type == ExportedFiles.READ
                ? List.of(ExportedFiles.message(121, ExportedFiles.tag(good), new byte[0])) : List.of(good));
        // more than was asked for, more than there is, twice
        assertMisbehaves(2, (type, count, good) -> type == ExportedFiles.READ
                ? List.of(ExportedFiles.message(117, ExportedFiles.tag(good), longer(good))) : List.of(good));
        assertMisbehaves(3, (type, count, good) -> type == ExportedFiles.READ
                ? List.of(ExportedFiles.message(117, ExportedFiles.tag(good), new byte[] {9, 0, 0, 0, 1}))
                : List.of(good));
        assertMisbehaves(4, (type, count, good) -> type == ExportedFiles.READ ? List.of(good, good) : List.of(good));
        for (int type : new int[] {ExportedFiles.ATTACH, ExportedFiles.WALK, ExportedFiles.OPEN, ExportedFiles.STAT}) {
            assertMisbehaves(type, (asked, count, good) -> asked == type
                    ? List.of(ExportedFiles.message(99, ExportedFiles.tag(good), new byte[3])) : List.of(good));
        }
        for (int type : new int[] {ExportedFiles.OPEN, ExportedFiles.STAT}) {
            assertMisbehaves(type, (asked, count, good) -> asked == type
                    ? List.of(ExportedFiles.message(type + 1, ExportedFiles.tag(good), new byte[3])) : List.of(good));
        }
        assertMisbehaves(100, (type, count, good) -> type == 100
                ? List.of(ExportedFiles.message(101, 0xFFFF, hello(1 << 18, "9P2000")))
                : List.of(good));
        assertMisbehaves(101, (type, count, good) -> type == 100
                ? List.of(ExportedFiles.message(101, 0xFFFF, hello(4096, "unknow\n"))) : List.of(good));
    }

    private static byte[] hello(int size, String dialect) {
        return ByteBuffer.allocate(6 + dialect.length()).order(ByteOrder.LITTLE_ENDIAN).putInt(size)
                .putShort((short) dialect.length()).put(dialect.getBytes(StandardCharsets.UTF_8)).array();
    }

    private static byte[] longer(byte[] read) {
        byte[] body = Arrays.copyOfRange(read, 7, read.length + 1);
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putInt(0, body.length - 4);
        return body;
    }

    private void assertMisbehaves(int what, ExportedFiles.Mischief mischief) {
        server.with(mischief);
        disks = disks(NineDisksTest.QUICK);
        assertThatThrownBy(this::readAll).as("%d", what).isInstanceOfSatisfying(PeerException.class, e ->
                assertThat(e.fault()).as(e.getMessage()).isEqualTo(PeerException.Fault.MISBEHAVED))
                .message().contains("127.0.0.1").doesNotContain("\n");
        disks.close();
    }

    @Test
    void answersThatNobodyAskedForNeverEndAndAreNotHeldOn() {
        byte[] endless = new byte[60_000];
        server.with((type, count, good) -> {
            List<byte[]> many = new ArrayList<>(List.of(good));
            for (int i = 0; type == ExportedFiles.READ && i < 1000; i++) {
                many.add(ExportedFiles.message(117, i, endless));
            }
            return many;
        });
        assertThatThrownBy(this::readAll).isInstanceOf(PeerException.class).hasMessageContaining("127.0.0.1");
    }
}
