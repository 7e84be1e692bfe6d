package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.scsi.Profile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An emulated medium has the figures that the description of its kind counts with. */
class MediumFiguresTest {

    @ParameterizedTest
    @EnumSource(value = MediumFamily.class, mode = EnumSource.Mode.EXCLUDE, names = "REMOVABLE")
    void anEmulatedMediumIsAsItIsDescribed(MediumFamily family) throws IOException {
        MediumDescription described = MediumDescription.read(new Descriptions(Path.of("nowhere")), family.label());
        assertThat(described.profiles()).contains(family.profile().code());
        assertThat(described.blocks()).isEqualTo(family.rawBlocks());
        assertThat(described.clusterBlocks()).isEqualTo(family.clusterBlocks());
        assertThat(described.spareBlocks()).isEqualTo(family.defaultSpare(family.rawBlocks()));
        if (!family.overwritable()) {
            assertThat(described.gapBlocks())
                    .isEqualTo(family.isPlusR() ? family.sessionGap(false) : family.trackGap());
        }
        // of a CD, 1x counts more bytes than those of its data
        assertThat(described.speedOneX())
                .isEqualTo(family.profile() == Profile.CD_R ? 75L * 2048 : Math.round(family.oneX() * 1000));
    }
}
