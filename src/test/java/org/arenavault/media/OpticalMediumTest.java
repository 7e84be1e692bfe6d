package org.arenavault.media;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.optical.OpticalBench;
import org.arenavault.optical.Spares;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of recordable disc keeps the contract of a medium. */
class OpticalMediumTest {

    private abstract static class OnDisc extends MediumContractTest {

        private static final long SIXTEEN_MIB = 8192;

        private final MediumFamily family;
        private final Spares spares;

        @TempDir
        private Path folder;

        private OpticalBench bench;

        OnDisc(MediumFamily family, Spares spares) {
            this.family = family;
            this.spares = spares;
        }

        @Override
        protected Medium open() throws IOException {
            if (bench == null) {
                bench = OpticalBench.with(folder, family, 4 * SIXTEEN_MIB);
            }
            return OpticalMedium.open(bench.open(), spares);
        }

        @AfterEach
        void switchOff() throws IOException {
            bench.close();
        }
    }

    @Nested
    class OnBdR extends OnDisc {
        OnBdR() {
            super(MediumFamily.BD_R, Spares.NONE);
        }
    }

    @Nested
    class OnBdRDlWithSpares extends OnDisc {
        OnBdRDlWithSpares() {
            super(MediumFamily.BD_R_DL, Spares.DEFAULT);
        }
    }

    @Nested
    class OnBdRWithASizeOfSpares extends OnDisc {
        OnBdRWithASizeOfSpares() {
            super(MediumFamily.BD_R, Spares.sized(6 << 20));
        }
    }

    @Nested
    class OnBdRTl extends OnDisc {
        OnBdRTl() {
            super(MediumFamily.BD_R_TL, Spares.NONE);
        }
    }

    @Nested
    class OnBdRQl extends OnDisc {
        OnBdRQl() {
            super(MediumFamily.BD_R_QL, Spares.DEFAULT);
        }
    }

    @Nested
    class OnDvdPlusR extends OnDisc {
        OnDvdPlusR() {
            super(MediumFamily.DVD_PLUS_R, Spares.NONE);
        }
    }

    @Nested
    class OnDvdPlusRDl extends OnDisc {
        OnDvdPlusRDl() {
            super(MediumFamily.DVD_PLUS_R_DL, Spares.NONE);
        }
    }

    @Nested
    class OnDvdR extends OnDisc {
        OnDvdR() {
            super(MediumFamily.DVD_R, Spares.NONE);
        }
    }

    @Nested
    class OnCdR extends OnDisc {
        OnCdR() {
            super(MediumFamily.CD_R, Spares.NONE);
        }
    }
}
