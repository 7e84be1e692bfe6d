package org.arenavault.venti.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.Keeps;
import org.arenavault.io.Dial;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockStoreContractTest;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that takes blocks: what it keeps, where, and what is left of it after every kind of end. */
class ArenaStoreTest {

    private static final int BUCKETS = 100;
    /** So many blocks of {@link TinyVenti} all but fill one arena. */
    private static final int ALMOST_FULL = 130;

    @TempDir
    private Path folder;

    private CrashDisks disks;
    private TinyVenti venti;

    @BeforeEach
    void format() throws IOException {
        disks = new CrashDisks();
        venti = TinyVenti.format(folder.resolve("venti.conf"), disks, BUCKETS);
    }

    private static World world(CrashDisks disks) {
        return new World(new SystemClock(), disks, new Terminal() {
            @Override
            public boolean interactive() {
                return false;
            }

            @Override
            public void print(String line) {
                // nobody listens
            }

            @Override
            public String ask(String question) {
                throw new IllegalStateException(question);
            }
        }, Progress.SILENT, StopSignal.NEVER, UUID::randomUUID);
    }

    private ArenaStore open(CrashDisks on) throws IOException {
        return ArenaStore.open(venti.conf(), world(on));
    }

    @Nested
    @Keeps("venti.store.ArenaStore")
    class AsAStore extends BlockStoreContractTest {

        @Override
        protected BlockStore open() throws IOException {
            return ArenaStoreTest.this.open(disks);
        }
    }

    private static void write(ArenaStore store, long from, long to) throws IOException {
        for (long i = from; i < to; i++) {
            assertThat(store.write(TinyVenti.type(i), TinyVenti.block(i))).contains(TinyVenti.score(i));
        }
    }

    private static void assertHas(BlockSource source, long from, long to) throws IOException {
        for (long i = from; i < to; i++) {
            Optional<byte[]> block = source.read(TinyVenti.score(i), TinyVenti.type(i));
            assertThat(block).as("block %d", i).isPresent();
            assertThat(block.get()).as("block %d", i).isEqualTo(TinyVenti.block(i));
        }
    }

    @Test
    void whatIsWrittenCanBeReadAtOnceAndAfterReopening() throws IOException {
        try (ArenaStore store = open(disks)) {
            write(store, 0, 60);
            assertHas(store, 0, 60);
        }
        try (ArenaStore store = open(disks)) {
            assertHas(store, 0, 60);
        }
    }

    @Test
    void closingEntersEverythingIntoTheIndexWhereTheRealServerLooks() throws IOException {
        try (ArenaStore store = open(disks)) {
            write(store, 0, 60);
        }
        assertHas(venti.index(disks), 0, 60);
        assertThat(venti.tails(disks)).allMatch(tail -> tail.disk().equals(tail.memory()));
    }

    @Test
    void aBlockIsStoredOncePerType() throws IOException {
        try (ArenaStore store = open(disks)) {
            write(store, 0, 10);
            write(store, 0, 10);
            assertThat(store.pages().storage().clumps()).isEqualTo(10);
            store.write(BlockType.ROOT, TinyVenti.block(1));
            assertThat(store.pages().storage().clumps()).isEqualTo(11);
        }
        try (ArenaStore store = open(disks)) {
            write(store, 0, 10);
            assertThat(store.pages().storage().clumps()).isEqualTo(11);
        }
    }

    @Test
    void aFullArenaIsSealedWithItsScoreAndTheNextOneGoesOn() throws IOException {
        try (ArenaStore store = open(disks)) {
            write(store, 0, 200);
        }
        List<ArenaTail> tails = venti.tails(disks);
        assertThat(tails.get(0).disk().sealed()).isTrue();
        assertThat(tails.get(1).disk().sealed()).isFalse();
        assertThat(tails.get(1).disk().clumps()).isPositive();
        Arena first = venti.arenas(disks).get(0);
        assertThat(ArenaSeal.compute(first.image(), Progress.SILENT.begin("", 0), StopSignal.NEVER))
                .isEqualTo(tails.get(0).score());
    }

    @Test
    void aFullStoreSaysSoAndStillReads() throws IOException {
        long stored = 0;
        try (ArenaStore store = open(disks)) {
            while (store.write(TinyVenti.type(stored), TinyVenti.block(stored)).isPresent()) {
                stored++;
            }
            store.sync();
            assertThat(store.write(BlockType.DATA, new byte[] {1})).isEmpty();
            assertHas(store, 0, stored);
            // what is there already needs no room
            assertThat(store.write(TinyVenti.type(3), TinyVenti.block(3))).contains(TinyVenti.score(3));
        }
        assertThat(venti.tails(disks)).allMatch(tail -> tail.disk().sealed() && !tail.score().equals(Score.NONE));
        assertHas(venti.index(disks), 0, stored);
        try (ArenaStore store = open(disks)) {
            assertHas(store, 0, stored);
            assertThat(store.write(BlockType.DATA, new byte[] {1})).isEmpty();
        }
    }

    @Test
    void aBucketThatIsFullLosesNoBlock() throws IOException {
        CrashDisks small = new CrashDisks();
        venti = TinyVenti.format(folder.resolve("venti.conf"), small, 2);
        try (ArenaStore store = open(small)) {
            write(store, 0, 90);
            assertHas(store, 0, 90);
        }
        try (ArenaStore store = open(small)) {
            assertHas(store, 0, 90);
            write(store, 90, 100);
            assertHas(store, 0, 100);
        }
    }

    @Test
    void twoProcessesCannotHaveTheSameFiles() throws IOException {
        try (ArenaStore store = open(disks)) {
            assertThatThrownBy(() -> open(disks)).isInstanceOf(OperatorNeededException.class)
                    .hasMessageContaining("in use");
            write(store, 0, 1);
        }
    }

    @Test
    void afterAnErrorNothingIsTakenAnyMoreAndWhatIsThereCanBeRead() throws IOException {
        try (ArenaStore store = open(disks)) {
            write(store, 0, 20);
            store.sync();
            disks.failAt(disks.steps());
            assertThatThrownBy(() -> store.write(BlockType.DATA, new byte[] {1}))
                    .isInstanceOf(MediumFaultException.class);
            disks.failAt(Long.MAX_VALUE);
            assertThatThrownBy(() -> store.write(BlockType.DATA, new byte[] {2}))
                    .isInstanceOf(MediumFaultException.class).hasMessageContaining("storing has ended");
            assertThatThrownBy(store::sync).isInstanceOf(MediumFaultException.class);
            assertHas(store, 0, 20);
        }
        try (ArenaStore store = open(disks)) {
            assertHas(store, 0, 20);
        }
    }

    @Test
    void aPowerFailureAtAnyWriteLosesNothingThatWasSynced() throws IOException {
        try (ArenaStore store = open(disks)) {
            write(store, 0, ALMOST_FULL);
        }
        CrashDisks base = disks.kill();
        int crashes = 0;
        for (long step = 0; ; step++) {
            CrashDisks dying = base.kill();
            dying.failAt(step);
            long synced = writeUntilDeath(dying);
            if (dying.steps() <= step) {
                break;
            }
            crashes++;
            // the machine dies, or the process alone
            assertGoesOn(step % 3 == 0 ? dying.kill() : dying.crash(step), synced);
        }
        assertThat(crashes).as("the workload has that many steps").isGreaterThan(100);
    }

    /** Writes in batches, the first arena being sealed on the way; returns what a sync has answered for. */
    private long writeUntilDeath(CrashDisks dying) {
        long synced = ALMOST_FULL;
        try (ArenaStore store = open(dying)) {
            for (long i = ALMOST_FULL; i < ALMOST_FULL + 45; i++) {
                store.write(TinyVenti.type(i), TinyVenti.block(i));
                if (i % 7 == 0) {
                    store.sync();
                    synced = i + 1;
                }
            }
        } catch (IOException e) {
            // died, as it was told
            return synced;
        }
        return ALMOST_FULL + 45;
    }

    private void assertGoesOn(CrashDisks found, long synced) throws IOException {
        long end = ALMOST_FULL + 60;
        try (ArenaStore store = open(found)) {
            assertHas(store, ALMOST_FULL - 10, synced);
            write(store, synced, end);
        }
        assertHas(venti.index(found), 0, end);
        List<ArenaTail> tails = venti.tails(found);
        assertThat(tails).allMatch(tail -> tail.disk().equals(tail.memory()));
    }

    @Test
    void threadsReadWhileOthersWrite() throws Exception {
        try (ArenaStore store = open(disks)) {
            List<Thread> threads = new ArrayList<>();
            List<Throwable> faults = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                long first = t * 20L;
                threads.add(new Thread(() -> {
                    try {
                        for (long i = first; i < first + 20; i++) {
                            write(store, i, i + 1);
                            assertHas(store, first, i + 1);
                        }
                    } catch (IOException | AssertionError e) {
                        synchronized (faults) {
                            faults.add(e);
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(faults).isEmpty();
        }
        assertHas(venti.index(disks), 0, 80);
    }

    @Test
    void aClientStoresAndReadsThroughTheServer() throws IOException {
        SystemClock clock = new SystemClock();
        try (ArenaStore store = open(disks);
                VentiServer server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                        clock);
                VentiClient client = VentiClient.connect(server.address(), ClientOptions.DEFAULT, clock)) {
            for (long i = 0; i < 50; i++) {
                client.write(TinyVenti.type(i), TinyVenti.block(i));
            }
            client.sync();
            assertHas(client, 0, 50);
        }
    }
}
