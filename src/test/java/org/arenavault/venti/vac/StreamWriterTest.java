package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** What is written can be read, and lies where fossil would have put it. */
class StreamWriterTest {

    private static final int POINTERS = StreamWriter.PSIZE / Score.SIZE;

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final BlockSink sink = (type, block) -> blocks.put(type, ZeroTruncation.truncate(type, block));

    private Entry write(byte[] content, int piece) throws IOException {
        StreamWriter writer = StreamWriter.ofData(sink);
        for (int at = 0; at < content.length; at += piece) {
            writer.write(ByteBuffer.wrap(content, at, Math.min(piece, content.length - at)));
        }
        return writer.finish();
    }

    @Test
    void everySizeComesBackWithTheDepthThatItNeeds() throws IOException {
        Random random = new Random(1);
        int full = StreamWriter.DSIZE * POINTERS;
        for (int size : new int[] {0, 1, 8191, 8192, 8193, 16384, 100_000, full - 1, full, full + 1, 2 * full + 5}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            Entry entry = write(content, 1 + random.nextInt(30_000));

            ByteBuffer read = ByteBuffer.allocate(size);
            new BlockFile(blocks, entry, "file").read(0, read);
            assertThat(read.array()).as("size %d", size).isEqualTo(content);
            assertThat(entry.reachesItsSize()).isTrue();
            assertThat(entry.depth()).as("size %d", size)
                    .isEqualTo(size <= StreamWriter.DSIZE ? 0 : size <= full ? 1 : 2);
            assertThat(entry.flags() & Entry.LOCAL).isZero();
        }
    }

    @Test
    void zerosAreNotStored() throws IOException {
        Entry entry = write(new byte[5_000_000], 8192);

        assertThat(blocks.count()).isZero();
        assertThat(entry.score()).isEqualTo(Score.ZERO);
        assertThat(entry.depth()).isEqualTo(2);
        assertThat(entry.size()).isEqualTo(5_000_000);
    }

    private static DirectoryRecord record(String name, boolean directory) {
        VacName user = VacName.of("adm");
        return new DirectoryRecord(9, VacName.of(name), DirectoryRecord.Slots.UNSET, name.hashCode() & 0xFFFFL,
                new DirectoryRecord.Owners(user, user, user), new DirectoryRecord.Times(1, 2, 1, 1),
                new Mode(directory ? Mode.Bit.DIRECTORY.mask() | 0775 : 0644), QidSpace.INHERITED);
    }

    @Test
    void aDirectoryOfManyBlocksIsListedInItsOrder() throws IOException {
        Entry content = write("content".getBytes(StandardCharsets.US_ASCII), 100);
        DirectoryWriter writer = new DirectoryWriter(sink, "/d");
        DirectoryWriter.Streams empty = new DirectoryWriter(sink, "/d/e").finish();
        for (int i = 0; i < 1000; i++) {
            String name = "%04d%s".formatted(i, "x".repeat(i % 200));
            if (i % 3 == 0) {
                writer.addDirectory(record(name, true), empty);
            } else {
                writer.addFile(record(name, false), content);
            }
        }
        DirectoryWriter.Streams streams = writer.finish();
        DirectoryRecord root = record("root", true).withQidSpace(new QidSpace(0, 1 << 20));
        Score score = RootWriter.write(sink, root, streams, Score.ZERO);

        List<String> problems = new ArrayList<>();
        VacArchive archive = VacArchive.open(blocks, score, StopSignal.NEVER);
        DirectoryReader reader = archive.list(archive.top(), "/", problems::add);
        int next = 0;
        for (Optional<VacFile> file = reader.next(); file.isPresent(); file = reader.next()) {
            assertThat(file.get().name().text()).startsWith("%04d".formatted(next));
            assertThat(file.get().isDirectory()).isEqualTo(next % 3 == 0);
            assertThat(file.get().entry().score()).isEqualTo(next % 3 == 0 ? Score.ZERO : content.score());
            next++;
        }
        assertThat(next).isEqualTo(1000);
        assertThat(problems).isEmpty();
        long slots = 1334;
        assertThat(streams.entries().size()).isEqualTo(8192 * (slots / 204) + 40 * (slots % 204));
        assertThat(archive.root().prev()).isEqualTo(Score.ZERO);
    }

    @Test
    void metadataBlocksLeaveRoomForWhoGoesOn() throws IOException {
        DirectoryWriter writer = new DirectoryWriter(sink, "/d");
        Entry empty = StreamWriter.ofData(sink).finish();
        for (int i = 0; i < 82; i++) {
            writer.addFile(record("f%02d".formatted(i), false), empty);
        }
        Entry meta = writer.finish().meta();

        assertThat(meta.size()).isEqualTo(2 * 8192);
        byte[] first = new BlockFile(blocks, meta, "metadata").block(0);
        ByteBuffer b = ByteBuffer.wrap(first);
        assertThat(b.getInt(0)).isEqualTo(0x5656FC7A);
        assertThat(b.getShort(6)).isZero();
        assertThat(b.getShort(8)).isEqualTo((short) 81);
        assertThat(b.getShort(10)).isEqualTo((short) 81);
        assertThat(b.getShort(12)).isEqualTo((short) 336);
        assertThat(b.getShort(4)).isLessThanOrEqualTo((short) 6553);
    }

    @Test
    void namesOutOfOrderAndRecordsThatDoNotFitAreRefused() throws IOException {
        DirectoryWriter writer = new DirectoryWriter(sink, "/d");
        Entry empty = StreamWriter.ofData(sink).finish();
        writer.addFile(record("b", false), empty);

        assertThatThrownBy(() -> writer.addFile(record("a", false), empty)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> writer.addFile(record("b", false), empty)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> writer.addFile(record("c".repeat(6200), false), empty))
                .isInstanceOf(RefusedException.class).hasMessageContaining("/d/ccc");
        writer.addFile(record("d".repeat(6100), false), empty);
        assertThat(writer.finish().meta().type()).isEqualTo(BlockType.ofTree(false, 1));
    }
}
