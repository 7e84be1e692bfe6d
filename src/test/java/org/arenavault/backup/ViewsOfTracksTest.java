package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.arenavault.Keeps;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.media.Disk;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What a backup reads through keeps the contract of a storage that is read only. */
class ViewsOfTracksTest {

    private abstract static class View extends StorageContractTest {

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    @Nested
    @Keeps("backup.PieceRates")
    class ATrackWhoseSpeedIsMeasured extends View {

        @Override
        protected Storage open(byte[] content) {
            return new PieceRates(new MemoryStorage(content), new ManualClock());
        }
    }

    @Nested
    @Keeps("backup.SummedImage")
    class AnArenaWithItsSum extends View {

        private final Score score = Score.ofBlock(ByteBuffer.wrap(new byte[] {1}));

        @Override
        protected Storage open(byte[] content) {
            return new SummedImage(new MemoryStorage(content), score);
        }

        @Override
        protected byte[] shown(byte[] content) {
            System.arraycopy(score.toBytes(), 0, content, content.length - Score.SIZE, Score.SIZE);
            return content;
        }
    }

    @Nested
    @Keeps("backup.TrackOnDisc")
    class ATrackThatIsOpenedWhenItIsRead extends View {

        @Override
        protected Storage open(byte[] content) {
            return new TrackOnDisc(this, "drive track 1", content.length,
                    () -> new MemoryStorage(content));
        }

        @Override
        protected String place(Storage storage) {
            return new MemoryStorage(0).name();
        }
    }

    @Nested
    @Keeps("backup.ReadDisc$1")
    class ATrackOfADiscThatMayBeChanged extends View {

        @TempDir(factory = MemoryTempDir.class)
        private Path folder;

        @Override
        protected Storage open(byte[] content) throws IOException {
            return ReadDisc.of(Disk.folder(folder, Disks.REAL)).watched(new MemoryStorage(content));
        }
    }
}
