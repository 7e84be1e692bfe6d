package org.arenavault.venti.increment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.arenavault.Fuzzing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An increment that is read back is what its label says, or refused with one line. */
class IncrementTest {

    private MemoryStorage image;
    private RecordedIncrement label;

    @BeforeEach
    void make() throws IOException {
        ActiveArena active = new SampleLog(512, 5, 30).append(60).flush().read();
        ClumpRun run = active.run(ClumpPlace.START, Long.MAX_VALUE, Long.MAX_VALUE, SampleLog.SILENT);
        NewIncrement made = new NewIncrement(active, run, "arenas0", SampleLog.CHAIN, 8);
        image = new MemoryStorage(Math.toIntExact(made.size()));
        made.write(image, SampleLog.SILENT, StopSignal.NEVER);
        label = new RecordedIncrement(8, made.origin());
    }

    private static void verify(MemoryStorage storage, RecordedIncrement label) throws IOException {
        Increment.open(storage, label).verify(SampleLog.SILENT, StopSignal.NEVER);
    }

    private static void assertRefused(MemoryStorage storage, RecordedIncrement label) {
        assertThatThrownBy(() -> verify(storage, label)).isInstanceOf(UnusableBytesException.class)
                .satisfies(e -> Fuzzing.requireOneLine(e.getMessage()));
    }

    @Test
    void itIsWhatItsLabelSays() throws IOException {
        verify(image, label);
        byte[] longer = new byte[(int) image.size() + 100_000];
        image.read(0, ByteBuffer.wrap(longer, 0, (int) image.size()));
        verify(new MemoryStorage(longer), label);
    }

    /** Labels that say something else, one field each. */
    static List<UnaryOperator<IncrementOrigin>> otherLabels() {
        return List.of(
                o -> of(o, "arena8", SampleLog.SIZE, 512, 5, 0),
                o -> of(o, "a\nb", SampleLog.SIZE, 512, 5, 0),
                o -> of(o, "", SampleLog.SIZE, 512, 5, 0),
                o -> of(o, "arena7", 1024, 512, 5, 0),
                o -> of(o, "arena7", SampleLog.SIZE + 1, 512, 5, 0),
                o -> of(o, "arena7", SampleLog.SIZE, 1024, 5, 0),
                o -> of(o, "arena7", SampleLog.SIZE, 1000, 5, 0),
                o -> of(o, "arena7", SampleLog.SIZE, 0, 5, 0),
                o -> of(o, "arena7", SampleLog.SIZE, 512, 4, 0),
                o -> of(o, "arena7", SampleLog.SIZE, 512, 6, 0),
                o -> of(o, "arena7", SampleLog.SIZE, 512, 5, 1),
                o -> of(o, "arena7", SampleLog.SIZE, 512, 5, 1L << 33),
                o -> of(o, 40, o.to() + 40, o.clumps()),
                o -> of(o, o.to(), 0, o.clumps()),
                o -> of(o, 0, o.to() - 1, o.clumps()),
                o -> of(o, 0, 1L << 62, o.clumps()),
                o -> of(o, 0, o.to(), o.clumps() - 1),
                o -> of(o, 0, o.to(), 0),
                o -> of(o, 0, o.to(), Long.MAX_VALUE));
    }

    private static IncrementOrigin of(IncrementOrigin o, String arena, long size, int blockSize, int version,
            long otherMagic) {
        ArenaForm form = new ArenaForm(arena, size, blockSize, version, o.form().clumpMagic() + otherMagic);
        return new IncrementOrigin(form, "arenas0", 0, 0, o.to(), o.clumps(), o.chain(), o.entries());
    }

    private static IncrementOrigin of(IncrementOrigin o, long from, long to, long clumps) {
        return new IncrementOrigin(o.form(), "arenas0", 0, from, to, clumps, o.chain(), o.entries());
    }

    @ParameterizedTest
    @MethodSource("otherLabels")
    void oneOfAnotherLabelIsRefused(UnaryOperator<IncrementOrigin> change) {
        assertRefused(image, new RecordedIncrement(8, change.apply(label.origin())));
    }

    @Test
    void oneOfAnotherNameIsRefused() {
        assertThatThrownBy(() -> Increment.open(image, new RecordedIncrement(9, label.origin())))
                .isInstanceOf(CorruptException.class)
                .hasMessage("memory: increment of arena7, clumps at 0-%d: its name is 'arena7@0.8', its label says "
                        .formatted(label.origin().to()) + "'arena7@0.9'");
    }

    @Test
    void oneThatIsCutShortIsRefusedWhereverItEnds() throws IOException {
        for (int length = 0; length < image.size(); length += 509) {
            assertRefused(new MemoryStorage(image.read(0, length)), label);
        }
        assertRefused(new MemoryStorage(image.read(0, (int) image.size() - 1)), label);
    }

    @Test
    void everyBitIsCovered() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            MemoryStorage copy = MemoryStorage.copyOf(image);
            copy.flip(random.nextInt((int) copy.size()), random.nextInt(8));
            assertRefused(copy, label);
        }
    }

    /** A seal proves the bytes, and nothing of what they say. */
    @Test
    void oneWhoseSealIsRightAndWhoseClumpsAreNotIsRefused() throws IOException {
        image.flip(512 + 38 + 5, 0);
        reseal();

        assertThatThrownBy(() -> verify(image, label)).isInstanceOf(CorruptException.class)
                .hasMessageEndingWith("holds a clump that is not whole, and not marked");
    }

    @Test
    void aDirectoryThatLeadsElsewhereIsRefused() throws IOException {
        // the size of the first entry, then that of the last
        for (long at : List.of(image.size() - 1024 + 1, image.size() - 512 * 4 + 19 * 25 + 1)) {
            MemoryStorage before = MemoryStorage.copyOf(image);
            image.write(at, new byte[] {(byte) 0x7F, (byte) 0xFF});
            reseal();
            assertRefused(image, label);
            image = before;
        }
    }

    @Test
    void oneThatIsNotSealedIsRefused() throws IOException {
        Arena arena = Arena.ofImage(image, 0);
        ArenaTail tail = arena.readTail();
        ArenaStats stats = tail.disk();
        ArenaStats open = new ArenaStats(stats.clumps(), stats.cclumps(), stats.used(), stats.uncsize(), false);
        image.write(arena.tailStart(), new ArenaTail(5, tail.name(), 1, 1, tail.clumpMagic(), open, open, tail.score())
                .encode(512));

        assertThatThrownBy(() -> Increment.open(image, label)).isInstanceOf(CorruptException.class)
                .hasMessageEndingWith("is not sealed");
    }

    private void reseal() throws IOException {
        Arena arena = Arena.ofImage(image, 0);
        Score seal = ArenaSeal.compute(image, SampleLog.SILENT, StopSignal.NEVER);
        ByteBuffer bytes = ByteBuffer.allocate(Score.SIZE);
        seal.put(bytes, 0);
        image.write(arena.end() - Score.SIZE, bytes);
    }

    @Test
    void anyBytesAreRefusedOrMakeAnArenaOfWholeClumps() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] data = new byte[random.nextInt(1500)];
            random.nextBytes(data);
            for (int i = random.nextInt(60); i > 0; i--) {
                // runs of zeros get further than noise
                int at = random.nextInt(data.length + 1);
                Arrays.fill(data, at, Math.min(data.length, at + random.nextInt(40)), (byte) 0);
            }
            IncrementFuzz.fuzzerTestOneInput(data);
        }
    }

    @Test
    void textIsOneLineWhateverTheLabelSays() {
        Stream.of("a\u001b[2Jb", "x\ny", "é").forEach(name -> assertThatThrownBy(() -> Increment.open(image,
                new RecordedIncrement(8, of(label.origin(), name, SampleLog.SIZE, 512, 5, 0))))
                .satisfies(e -> Fuzzing.requireOneLine(e.getMessage())));
        assertThat(label.origin().text()).isEqualTo("arena7, clumps at 0-%d".formatted(label.origin().to()));
    }
}
