package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.arenavault.ContractTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link Storage} keeps. An implementation's test extends this class and says how it is opened. */
public abstract class StorageContractTest extends ContractTest {

    private static final long SEED = 20261130;
    private static final int PIECES = 60;
    private static final int THREADS = 4;

    /** What becomes of writes. */
    protected enum Writing { REFUSED, KEPT, GROWING, DROPPED }

    private final Random random = new Random(SEED);
    private Storage opened;

    /** Opens a storage of just these bytes, {@link #size} of them. */
    protected abstract Storage open(byte[] content) throws IOException;

    /** What becomes of writes to it. */
    protected abstract Writing writing();

    /** How large it is when it is tried, in bytes; on no edge if it can be so. */
    protected int size() {
        return 150_001;
    }

    /** What it shows of the bytes that it was made of. */
    protected byte[] shown(byte[] content) {
        return content;
    }

    /** What messages name that tell where bytes are missing: by rule its name, else that of what it shows. */
    protected String place(Storage storage) {
        return storage.name();
    }

    /** What it fails with where it has no bytes. */
    protected Class<? extends Throwable> outside() {
        return CorruptException.class;
    }

    /** What a write fails with that would make a file larger than its system can have one. */
    protected Class<? extends Throwable> tooLarge() {
        return MediumFaultException.class;
    }

    /** Whether it waits for a device to force what was written: an interrupt ends that wait, and nothing else. */
    protected boolean waits() {
        return false;
    }

    /** Puts away what the storage was made of, once it is closed. */
    protected void switchOff() throws IOException {
        // most are made of nothing that stays
    }

    @Override
    protected Object implementation() throws IOException {
        return open();
    }

    private Storage open() throws IOException {
        opened = open(content());
        return opened;
    }

    @AfterEach
    void closeWhatWasOpened() throws IOException {
        // an interrupt that a test left would be the next one's
        Thread.interrupted();
        if (opened != null) {
            opened.close();
        }
        switchOff();
    }

    /** Random bytes with a run of zeros in the middle. */
    private byte[] content() {
        byte[] content = new byte[size()];
        new Random(SEED).nextBytes(content);
        Arrays.fill(content, content.length / 3, content.length / 3 * 2, (byte) 0);
        return content;
    }

    /** What is there. */
    private byte[] expected() {
        return shown(content());
    }

    /** A buffer of this length: on the heap, a part of a larger one, outside of the heap, or aligned. */
    private static ByteBuffer memory(int length, int kind) {
        return switch (kind) {
            case 0 -> ByteBuffer.allocate(length);
            case 1 -> ByteBuffer.allocate(length + 11).position(7).slice().limit(length);
            case 2 -> ByteBuffer.allocateDirect(length + 1).position(1).slice();
            default -> Disks.memory(length);
        };
    }

    private static int edge(Random random, int value) {
        return switch (random.nextInt(3)) {
            case 0 -> value / 4096 * 4096;
            case 1 -> value / 65536 * 65536;
            default -> value;
        };
    }

    private static void assertRead(Storage storage, byte[] expected, Random random, int from, int to)
            throws IOException {
        if (from == to) {
            return;
        }
        int position = Math.max(from, edge(random, from + random.nextInt(to - from)));
        int length = Math.min(edge(random, random.nextInt(to - from)), to - position);
        ByteBuffer target = memory(length + 2, random.nextInt(4));
        target.position(1).limit(1 + length);
        storage.read(position, target);
        assertThat(target.position()).as("%d bytes at %d", length, position).isEqualTo(target.limit())
                .isEqualTo(1 + length);
        assertThat(target.position(1)).as("%d bytes at %d", length, position)
                .isEqualTo(ByteBuffer.wrap(expected, position, length));
        assertThat(target.clear().get(0)).isZero();
        assertThat(target.get(1 + length)).isZero();
    }

    private static void write(Storage storage, byte[] expected, Random random, int from, int to) throws IOException {
        if (from == to) {
            return;
        }
        int position = Math.max(from, edge(random, from + random.nextInt(to - from)));
        byte[] piece = new byte[Math.min(edge(random, random.nextInt(to - from)), to - position)];
        random.nextBytes(piece);
        ByteBuffer source = memory(piece.length + 2, random.nextInt(4));
        source.position(1).limit(1 + piece.length);
        source.duplicate().put(piece);
        storage.write(position, source);
        assertThat(source.hasRemaining()).isFalse();
        assertThat(source.limit()).isEqualTo(1 + piece.length);
        System.arraycopy(piece, 0, expected, position, piece.length);
    }

    private void assertHolds(Storage storage, byte[] expected) throws IOException {
        assertThat(storage.size()).isEqualTo(expected.length);
        assertThat(expected.length == 0 || Arrays.equals(storage.read(0, expected.length), expected)).isTrue();
    }

    @Test
    void itHasANameInOneLineAndItsSize() throws IOException {
        Storage storage = open();
        assertThat(storage.name()).isNotBlank().doesNotContain("\n");
        assertThat(storage.size()).isEqualTo(expected().length);
    }

    @Test
    void anyPieceIsReadWholeIntoAnyMemoryAndNothingBesideIt() throws IOException {
        Storage storage = open();
        for (int i = 0; i < PIECES; i++) {
            assertRead(storage, expected(), random, 0, size());
        }
        assertHolds(storage, expected());
    }

    @Test
    protected void aReadOfNothingIsNothing() throws IOException {
        Storage storage = open();
        for (long at : new long[] {0, 1, size()}) {
            assertThat(storage.read(at, 0)).isEmpty();
        }
    }

    /** Positions of eight bytes that it does not have, all or some of them. */
    private long[] nowhere() {
        return new long[] {-1, -8, Long.MIN_VALUE, size() - 7L, size(), size() + 1L, Integer.MAX_VALUE, 1L << 40,
            Long.MAX_VALUE - 8, Long.MAX_VALUE - 7, Long.MAX_VALUE};
    }

    @Test
    void whatItDoesNotHaveIsNeverReadAndThePlaceIsNamed() throws IOException {
        Storage storage = open();
        for (long at : nowhere()) {
            for (int kind = 0; kind < 4; kind++) {
                ByteBuffer target = memory(8, kind);
                assertThatThrownBy(() -> storage.read(at, target)).as("at %d", at).isInstanceOf(outside())
                        .message().contains(place(storage)).containsPattern("[0-9]");
            }
        }
        // more than it can have, from within
        assertThatThrownBy(() -> storage.read(1, Disks.memory(2 * size()))).isInstanceOf(outside())
                .hasMessageContaining(place(storage));
        assertHolds(storage, expected());
    }

    @Test
    void whatIsWrittenIsThereAtOnceOrRefusedAndNothingElseChanges() throws IOException {
        Storage storage = open();
        byte[] expected = expected();
        for (int i = 0; i < PIECES; i++) {
            if (writing() == Writing.REFUSED) {
                assertThatThrownBy(() -> write(storage, new byte[size()], random, 0, size()))
                        .isInstanceOf(RefusedException.class).hasMessageContaining(storage.name());
            } else {
                write(storage, writing() == Writing.DROPPED ? new byte[size()] : expected, random, 0, size());
                assertRead(storage, expected, random, 0, size());
            }
        }
        storage.force();
        assertHolds(storage, expected);
    }

    @Test
    void aWriteWhereItHasNoBytesIsRefusedWithThePlaceAndChangesNothing() throws IOException {
        Storage storage = open();
        for (long at : nowhere()) {
            boolean possible = at >= 0 && at <= 1L << 40;
            if (writing() == Writing.DROPPED || (writing() == Writing.GROWING && possible)) {
                continue;
            }
            Class<? extends Throwable> fault = writing() == Writing.REFUSED ? RefusedException.class : outside();
            assertThatThrownBy(() -> storage.write(at, new byte[8])).as("at %d", at)
                    .isInstanceOfAny(fault, at == Long.MAX_VALUE - 8 ? tooLarge() : fault)
                    .hasMessageContaining(fault == RefusedException.class ? storage.name() : place(storage));
        }
        assertHolds(storage, expected());
    }

    @Test
    void aFileGrowsByWhatIsWrittenBehindItsEnd() throws IOException {
        Storage storage = open();
        if (writing() == Writing.GROWING) {
            byte[] expected = Arrays.copyOf(expected(), size() + 1000);
            storage.write(size() + 990, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
            for (int i = 0; i < 10; i++) {
                expected[size() + 990 + i] = (byte) (i + 1);
            }
            assertHolds(storage, expected);
        }
    }

    @Test
    void itIsCutToALengthOrRefusesThat() throws IOException {
        Storage storage = open();
        byte[] expected = expected();
        try {
            storage.truncate(size() + 100L);
            assertHolds(storage, expected);
            storage.truncate(1000);
            assertHolds(storage, Arrays.copyOf(expected, 1000));
            assertThatThrownBy(() -> storage.read(999, 2)).isInstanceOf(outside());
        } catch (RefusedException e) {
            assertThat(e).hasMessageContaining(storage.name());
            assertThatThrownBy(() -> storage.truncate(1000)).isInstanceOf(RefusedException.class);
            assertHolds(storage, expected);
        }
    }

    @Test
    void nothingLiesBetweenAPlaceAndTheNextData() throws IOException {
        Storage storage = open();
        byte[] expected = expected();
        for (int i = 0; i <= 64; i++) {
            int from = (int) ((long) size() * i / 64);
            long next = storage.nextData(from);
            assertThat(next).as("from %d", from).isBetween((long) from, (long) size());
            for (int at = from; at < next; at++) {
                assertThat(expected[at]).as("from %d: at %d", from, at).isZero();
            }
        }
    }

    @Test
    void aSliceIsAStorageOfItsOwnThatEndsWhereItEnds() throws IOException {
        Storage storage = open();
        byte[] expected = expected();
        int from = size() / 5;
        int to = size() / 5 * 4;
        for (long[] range : new long[][] {{-1, 5}, {6, 5}, {0, size() + 1L}, {size() + 1L, size() + 1L},
            {0, Long.MAX_VALUE}, {Long.MIN_VALUE, Long.MAX_VALUE}, {Long.MAX_VALUE, Long.MIN_VALUE}}) {
            assertThatThrownBy(() -> storage.slice(range[0], range[1])).as(Arrays.toString(range))
                    .isInstanceOf(CorruptException.class).hasMessageContaining(storage.name());
        }
        assertThat(storage.slice(size(), size()).size()).isZero();
        if (size() == 0) {
            return;
        }
        try (Storage slice = storage.slice(from, to); Storage inner = slice.slice(100, to - from - 100L)) {
            assertHolds(slice, Arrays.copyOfRange(expected, from, to));
            assertHolds(inner, Arrays.copyOfRange(expected, from + 100, to - 100));
            for (long at : new long[] {-1, Long.MIN_VALUE, to - from, to - from - 7L, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> slice.read(at, 8)).as("at %d", at).isInstanceOf(CorruptException.class)
                        .hasMessageContaining(storage.name());
            }
            assertThat(inner.nextData(0)).isBetween(0L, inner.size());
        }
        assertHolds(storage, expected);
    }

    @Test
    void itIsClosedTwiceAndThenNamesItselfOrGoesOn() throws IOException {
        Storage storage = open();
        assertRead(storage, expected(), random, 0, size());
        storage.close();
        storage.close();
        if (size() == 0) {
            return;
        }
        for (int kind = 0; kind < 4; kind++) {
            ByteBuffer target = memory(8, kind);
            try {
                storage.read(0, target);
                assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(expected(), 0, 8));
            } catch (IOException | OwnFileException e) {
                assertClosed(storage, e);
            }
        }
        try {
            assertThat(storage.size()).isEqualTo(size());
            storage.write(0, Arrays.copyOf(expected(), 8));
            storage.force();
        } catch (IOException | OwnFileException e) {
            if (!(e instanceof RefusedException)) {
                assertClosed(storage, e);
            }
        }
    }

    private void assertClosed(Storage storage, Exception e) {
        assertThat(e).isInstanceOfAny(MediumFaultException.class, OwnFileException.class)
                .hasMessageContaining(place(storage)).hasMessageContaining("closed");
    }

    private static void together(List<Callable<Void>> works) throws IOException {
        List<Meanwhile<Void>> team = new ArrayList<>();
        for (Callable<Void> work : works) {
            team.add(Meanwhile.begin("contract", work));
        }
        for (Meanwhile<Void> member : team) {
            member.get();
        }
    }

    @Test
    void severalThreadsReadAndWriteAtOnce() throws IOException {
        Storage storage = open();
        byte[] expected = expected();
        boolean writable = writing() == Writing.KEPT || writing() == Writing.GROWING;
        List<Callable<Void>> works = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random own = new Random(SEED + i);
            int from = size() / THREADS * i;
            int to = size() / THREADS * (i + 1);
            works.add(() -> {
                for (int piece = 0; piece < PIECES; piece++) {
                    if (writable) {
                        // its own quarter of the bytes
                        write(storage, expected, own, from, to);
                    }
                    assertRead(storage, expected, own, writable ? from : 0, writable ? to : size());
                }
                return null;
            });
        }
        together(works);
        assertHolds(storage, expected);
    }

    @Test
    void anInterruptEndsNoCallAndClosesNothing() throws IOException {
        Storage storage = open();
        byte[] expected = expected();
        boolean writable = writing() == Writing.KEPT || writing() == Writing.GROWING;
        for (int i = 0; i < 8; i++) {
            Thread.currentThread().interrupt();
            assertRead(storage, expected, random, 0, size());
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            if (writable) {
                write(storage, expected, random, 0, size());
                try {
                    storage.force();
                } catch (CancelledException e) {
                    assertThat(waits()).as(e.getMessage()).isTrue();
                }
                assertThat(Thread.interrupted()).isTrue();
            }
        }
        Thread.interrupted();
        assertHolds(storage, expected);
    }

    @Test
    void whoIsInterruptedWhileHeReadsSpoilsItForNobody() throws IOException {
        Storage storage = open();
        byte[] expected = expected();
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        Callable<Void> reader = () -> {
            Random own = new Random(SEED);
            synchronized (readers) {
                readers.add(Thread.currentThread());
            }
            while (!done.get()) {
                assertRead(storage, expected, own, 0, size());
                Thread.interrupted();
            }
            return null;
        };
        Callable<Void> disturber = () -> {
            try {
                for (int i = 0; i < 200; i++) {
                    synchronized (readers) {
                        readers.forEach(Thread::interrupt);
                    }
                    Thread.sleep(0, 100_000);
                }
            } finally {
                done.set(true);
            }
            return null;
        };
        together(List.of(reader, reader, disturber));
        assertHolds(storage, expected);
    }
}
