package org.arenavault.media;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.optical.OpticalBench;
import org.arenavault.optical.Spares;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Tracks that are read keep the contract of a storage. */
class TrackReadersTest {

    @Nested
    @Keeps("media.PlainTrackReader")
    class ATrackOfAFile extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            MemoryStorage whole = new MemoryStorage(content.length + 2000);
            whole.write(777, content);
            return new PlainTrackReader(whole, whole.slice(777, 777L + content.length), "memory: track 1");
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }

        @Override
        protected String place(Storage storage) {
            return "memory";
        }
    }

    @Nested
    @Keeps("media.OpticalTrackReader")
    class ATrackOfADisc extends StorageContractTest {

        private static final long BLOCKS = 2048;
        private static final int CONTENTS = 150_001;

        @TempDir(factory = MemoryTempDir.class)
        private Path folder;

        private OpticalBench bench;
        private TrackPlan plan;

        @Override
        protected Storage open(byte[] content) throws IOException {
            bench = OpticalBench.with(folder.resolve("recorder"), MediumFamily.BD_R, BLOCKS);
            Medium medium = OpticalMedium.open(bench.open(), Spares.NONE);
            medium.begin(Burns.DISC);
            plan = Burns.plan(medium, medium.inspect(), "track", CONTENTS);
            try (TrackWriter writer = medium.append(plan)) {
                return medium.read(Burns.complete(writer, plan));
            }
        }

        /** Contents, zeros, label. */
        @Override
        protected byte[] shown(byte[] content) {
            return Burns.image(plan);
        }

        /** Of whole units, with one for the label. */
        @Override
        protected int size() {
            return (CONTENTS + 65_535) / 65_536 * 65_536 + 65_536;
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }

        @Override
        protected void switchOff() throws IOException {
            bench.close();
        }
    }
}
