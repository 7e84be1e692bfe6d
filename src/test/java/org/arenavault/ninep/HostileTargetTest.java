package org.arenavault.ninep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.CancelledException;
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

/** Servers that are written to and die, forget, refuse or lie: all is there, or one line says what is not. */
class HostileTargetTest {

    private static final long SEED = 20261201;
    private static final int SIZE = 5_000_003;
    private static final NineQid QID = new NineQid(0, 7, 99);

    private final byte[] content = new byte[SIZE];
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<String> notes = new ArrayList<>();
    private MemoryStorage there;
    private ExportedFiles server;
    private NineDisks disks;

    @BeforeEach
    void serve() throws IOException {
        new Random(SEED).nextBytes(content);
        there = new MemoryStorage(SIZE);
        server = new ExportedFiles();
        server.put("arenas", there, SIZE, QID);
        disks = new NineDisks(Disks.REAL, NineDisksTest.QUICK, new SystemClock(), stop::get, notes::add);
    }

    @AfterEach
    void end() throws IOException {
        disks.close();
        server.close();
    }

    private Storage open() throws IOException {
        return disks.writingAfar().openToWrite(NinePath.parse(server.name("arenas")));
    }

    private void write(Storage storage, int from, int to) throws IOException {
        for (int at = from; at < to; at += 100_000) {
            storage.write(at, Arrays.copyOfRange(content, at, Math.min(to, at + 100_000)));
        }
    }

    private void writeAll() throws IOException {
        try (Storage storage = open()) {
            write(storage, 0, SIZE);
            storage.force();
            assertThat(Arrays.equals(there.read(0, SIZE), content)).isTrue();
        }
    }

    @Test
    void eachByteIsSentOnceReadBackOnceAndPutOnStableStorage() throws IOException {
        writeAll();
        assertThat(server.written.get()).isEqualTo(SIZE);
        assertThat(server.bytes.get()).isEqualTo(SIZE);
        assertThat(server.syncs.get()).isEqualTo(1);
        assertThat(notes).isEmpty();
    }

    @Test
    void manyAreSentBeforeTheFirstIsAnswered() throws IOException {
        List<byte[]> kept = new ArrayList<>();
        Random random = new Random(SEED);
        server.with((type, count, good) -> {
            if (type != ExportedFiles.WRITE) {
                return List.of(good);
            }
            kept.add(good);
            if (server.written.get() < SIZE) {
                return List.of();
            }
            List<byte[]> all = new ArrayList<>(kept);
            kept.clear();
            Collections.shuffle(all, random);
            return all;
        });
        writeAll();
    }

    @Test
    void whatIsWrittenTwiceEndsAsItWasWrittenLast() throws IOException {
        Random random = new Random(SEED);
        try (Storage storage = open()) {
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(SIZE - 200_000);
                byte[] piece = new byte[1 + random.nextInt(200_000)];
                random.nextBytes(piece);
                System.arraycopy(piece, 0, content, from, piece.length);
                storage.write(from, piece);
            }
            write(storage, 0, SIZE);
            storage.force();
        }
        assertThat(Arrays.equals(there.read(0, SIZE), content)).isTrue();
    }

    @Test
    void aServerThatTakesLittleAtATimeGetsTheRest() throws IOException {
        Random random = new Random(SEED);
        server.with((type, count, good) -> type != ExportedFiles.WRITE ? List.of(good)
                : List.of(saying(good, Math.min(512 + random.nextInt(30_000), said(good)))));
        writeAll();
        assertThat(server.written.get()).isGreaterThan(SIZE);
    }

    private static int said(byte[] good) {
        return ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(7);
    }

    private static byte[] saying(byte[] good, int count) {
        byte[] other = good.clone();
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(7, count);
        return other;
    }

    @Test
    void aServerThatTakesNothingOrSaysMoreThanItGotIsNotBelieved() throws IOException {
        server.with((type, count, good) -> List.of(type == ExportedFiles.WRITE ? saying(good, 0) : good));
        assertThatThrownBy(this::writeAll).isInstanceOf(MediumFaultException.class)
                .hasMessageContaining("takes no bytes at 0");
        for (int more : new int[] {1, 1 << 20, Integer.MIN_VALUE, -1 - 65536}) {
            server.with((type, count, good) ->
                    List.of(type == ExportedFiles.WRITE ? saying(good, said(good) + more) : good));
            assertThatThrownBy(() -> {
                try (NineDisks other = new NineDisks(Disks.REAL, NineDisksTest.QUICK, new SystemClock(), stop::get,
                        notes::add);
                        Storage storage = other.writingAfar().openToWrite(NinePath.parse(server.name("arenas")))) {
                    storage.write(0, new byte[100_000]);
                    storage.force();
                }
            }).as("%d more", more).isInstanceOf(PeerException.class).hasMessageContaining("an answer to a write")
                    .hasMessageContaining("were sent");
        }
    }

    @Test
    void aServerThatDropsOrSpoilsWhatItSaysIsWrittenIsFoundOut() throws IOException {
        List<ExportedFiles.Writer> spoilers = List.of((file, at, bytes) -> { }, (file, at, bytes) -> {
            bytes[bytes.length - 1] ^= 1;
            file.write(at, bytes);
        }, (file, at, bytes) -> file.write(at, Arrays.copyOf(bytes, bytes.length / 2)));
        for (ExportedFiles.Writer spoiler : spoilers) {
            AtomicInteger writes = new AtomicInteger();
            server.writingBy((file, at, bytes) -> {
                if (writes.incrementAndGet() == 40) {
                    spoiler.write(file, at, bytes);
                } else {
                    file.write(at, bytes);
                }
            });
            try (Storage storage = open()) {
                write(storage, 0, SIZE);
                assertThatThrownBy(storage::force).isInstanceOf(MediumFaultException.class)
                        .hasMessageContaining("do not read back equal").hasMessageContaining(storage.name());
                // it is not forgotten
                assertThatThrownBy(storage::force).isInstanceOf(MediumFaultException.class);
            }
        }
    }

    @Test
    void anErrorInTheMiddleIsToldInTheServersWordsAndStays() throws IOException {
        server.writingBy((file, at, bytes) -> {
            if (at > 1_000_000) {
                throw new IOException("i/o error: bad sector");
            }
            file.write(at, bytes);
        });
        try (Storage storage = open()) {
            assertThatThrownBy(() -> {
                write(storage, 0, SIZE);
                storage.force();
            }).isInstanceOf(MediumFaultException.class).hasMessageContaining("i/o error: bad sector")
                    .hasMessageContaining(storage.name()).hasMessageContaining("write error between bytes 10");
            assertThatThrownBy(() -> storage.write(0, new byte[1])).hasMessageContaining("bad sector");
            assertThatThrownBy(storage::force).hasMessageContaining("bad sector");
        }
        assertThat(server.syncs.get()).isZero();
    }

    @Test
    void aConnectionThatBreaksIsMadeAgainAndWhatWasNotAnsweredSentAgain() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        AtomicInteger version = new AtomicInteger();
        server.with((type, count, good) -> {
            if (type == ExportedFiles.WRITE) {
                server.put("arenas", there, SIZE, new NineQid(0, version.incrementAndGet(), 99));
                if (writes.incrementAndGet() % 20 == 0) {
                    throw new IOException("dies");
                }
            }
            return List.of(good);
        });
        writeAll();
        assertThat(server.connections.get()).isGreaterThan(3);
    }

    /** A machine that goes down forgets what it has answered and not yet put on its disk. */
    @Test
    void aServerThatForgetsWhatItAnsweredBeforeItDiedIsFoundOut() throws IOException {
        try (Storage storage = open()) {
            write(storage, 0, 1_000_000);
            storage.force();
            write(storage, 1_000_000, 3_000_000);
            storage.read(0, 1);
            there.write(2_000_000, new byte[1000]);
            server.hangUp();
            write(storage, 3_000_000, SIZE);
            assertThatThrownBy(storage::force).isInstanceOf(MediumFaultException.class)
                    .hasMessageContaining("do not read back equal").hasMessageContaining("run the command again");
        }
        writeAll();
    }

    @Test
    void anotherFileInItsPlaceIsNotWrittenTo() throws IOException {
        List<NineQid> others = List.of(new NineQid(0, 7, 100), new NineQid(0x40, 7, 99), QID);
        for (NineQid other : others) {
            server.put("arenas", there, SIZE, QID);
            MemoryStorage stranger = new MemoryStorage(other.equals(QID) ? SIZE + 1 : SIZE);
            try (Storage storage = open()) {
                write(storage, 0, 1_000_000);
                storage.force();
                server.put("arenas", stranger, stranger.size(), other);
                server.hangUp();
                assertThatThrownBy(() -> {
                    write(storage, 1_000_000, SIZE);
                    storage.force();
                }).isInstanceOf(RefusedException.class).hasMessageContaining("was changed");
            }
            assertThat(Arrays.equals(stranger.read(0, SIZE), new byte[SIZE])).as("%s", other).isTrue();
        }
    }

    @Test
    void aServerThatDoesNotComeBackIsGivenUp() throws IOException {
        try (Storage storage = open()) {
            write(storage, 0, 1_000_000);
            storage.force();
            server.close();
            assertThatThrownBy(() -> {
                write(storage, 1_000_000, SIZE);
                storage.force();
            }).isInstanceOf(PeerException.class).hasMessageContaining("127.0.0.1");
            assertThatThrownBy(storage::force).isInstanceOf(PeerException.class);
        }
    }

    @Test
    void aServerThatAnswersNoMoreIsWaitedForNoLongerThanItsTime() throws IOException {
        server.with((type, count, good) -> type == ExportedFiles.WRITE && server.written.get() > 2_000_000 ? List.of()
                : List.of(good));
        assertThatThrownBy(this::writeAll).isInstanceOf(PeerException.class).hasMessageContaining("did not answer");
    }

    @Test
    void whoWantsToStopWaitsForNoServer() throws IOException {
        try (Storage storage = open()) {
            write(storage, 0, 1_000_000);
            stop.set(true);
            assertThatThrownBy(storage::force).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void aServerThatPutsNothingOnStableStorageIsNamedOnce() throws IOException {
        server.with((type, count, good) -> List.of(type == ExportedFiles.WSTAT
                ? ExportedFiles.refusal(ExportedFiles.tag(good), "wstat prohibited") : good));
        writeAll();
        writeAll();
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0)).contains("127.0.0.1", "wstat prohibited", "stable storage");
    }

    @Test
    void whatTakesBytesOnlyBehindItsEndIsNoPartition() {
        server.put("arenas", there, SIZE, new NineQid(0x40, 7, 99));
        assertThatThrownBy(this::open).isInstanceOf(RefusedException.class).hasMessageContaining("behind its end");
    }

    @Test
    void nothingGrows() throws IOException {
        server.put("arenas", new MemoryStorage(2 * SIZE), SIZE, QID);
        try (Storage storage = open()) {
            for (int over : new int[] {1, 100, SIZE}) {
                assertThatThrownBy(() -> storage.write(SIZE - 100, new byte[100 + over]))
                        .hasMessageContaining("ends at byte " + SIZE);
            }
            assertThatThrownBy(() -> storage.truncate(10)).isInstanceOf(RefusedException.class);
            storage.force();
        }
        assertThat(server.written.get()).isZero();
    }
}
