package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.FormatCapacities.State;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.FormatUnitParameters;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SpareInformation;
import org.arenavault.scsi.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** READ FORMAT CAPACITIES and FORMAT UNIT ({@code optical-emulator.md} 5). */
class FormatCommandsTest {

    private static final FormatDescriptor DEFAULT = new FormatDescriptor(0, FormatDescriptor.FULL,
            FormatDescriptor.SRM, 0);

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"BD_R, 11826176, 393216", "BD_R_DL, 23652352, 786432", "BD_R_TL, 47305728, 1572864"})
    void theDefaultFormatSetsAsideSpares(MediumFamily family, long capacity, long spare) throws Exception {
        try (Rig rig = Rig.of(temp, family, 0)) {
            Host host = rig.host();
            Host.good(host.format(DEFAULT, Immed.OFF));
            assertThat(host.track(1).free()).isEqualTo(capacity);
            assertThat(host.formats().state()).isEqualTo(State.FORMATTED);
            assertThat(host.formats().blocks()).isEqualTo(capacity);
            assertThat(host.disc().status()).isEqualTo(Status.INCOMPLETE);
            assertThat(host.disc().lastSession()).isEqualTo(LastSession.EMPTY);
            assertThat(host.capacity().blocks()).isZero();
            byte[] structure = host.in(Cdb.readDiscStructure(StructureMedium.BD, DiscStructure.BD_SPARE_AREA, 16), 16);
            assertThat(SpareInformation.decode(DiscStructure.decode(structure).payload()))
                    .isEqualTo(new SpareInformation(spare, spare));
            host.write(0, 32);
            host.assertHolds(0, 32);
        }
    }

    @Test
    void aFormattedAndWrittenBdRAnswersAsARealOneDoes() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 0)) {
            Host host = rig.host();
            Host.good(host.format(new FormatDescriptor(12_088_320, FormatDescriptor.BD_R_SPARES, FormatDescriptor.SRM,
                    0), Immed.OFF));
            rig.quirk(Quirk.CAPACITY_OPEN, "area");
            host.burn(32);
            host.burn(32);
            host.write(64, 32);
            Vector.real("rdi_appendable_bdr_r2").assertMatchedBy(host.in(Cdb.readDiscInformation(34), 34));
            Vector.real("readcap_formatted_bdr_r2").assertMatchedBy(host.in(Cdb.readCapacity(), 8));
        }
    }

    @Test
    void theChosenAmountOfSparesLiesBetweenTheDescriptors() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 0)) {
            Host host = rig.host();
            List<FormatDescriptor> formats = host.formats().formats();
            long min = formats.get(2).blocks();
            long max = formats.get(3).blocks();
            for (long wrong : new long[] {min - 32, max + 32, max - 1, 12_219_392}) {
                SenseData sense = Host.failed(host.format(new FormatDescriptor(wrong, FormatDescriptor.BD_R_SPARES, 1,
                        0), Immed.OFF));
                assertThat(sense).as("%d blocks", wrong).hasToString("5/26/00");
            }
            Host.good(host.format(new FormatDescriptor(max, FormatDescriptor.BD_R_SPARES, 1, 0), Immed.OFF));
            assertThat(host.track(1).size()).isEqualTo(max);
        }
    }

    @Test
    void smallDiscsOfferTheSameShares() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R_DL, 32_768)) {
            List<FormatDescriptor> formats = rig.host().formats().formats();
            assertThat(formats.get(0).blocks()).isEqualTo(32_768 - 1024);
            for (FormatDescriptor format : formats) {
                assertThat(format.blocks()).isPositive().isLessThan(32_768);
                assertThat(format.blocks() % 32).isZero();
            }
            Host.good(rig.host().format(DEFAULT, Immed.OFF));
            assertThat(rig.host().track(1).size()).isEqualTo(formats.get(0).blocks());
        }
    }

    @Test
    void onlyABlankUnformattedBdRIsFormatted() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host.good(rig.host().format(DEFAULT, Immed.OFF));
            assertThat(Host.failed(rig.host().format(DEFAULT, Immed.OFF))).hasToString("5/2C/00");
        }
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            rig.host().write(0, 32);
            assertThat(Host.failed(rig.host().format(DEFAULT, Immed.OFF))).hasToString("5/2C/00");
            rig.quirk(Quirk.FORMAT_INCOMPATIBLE);
            assertThat(Host.failed(rig.host().format(DEFAULT, Immed.OFF))).hasToString("5/30/06");
            assertThat(rig.host().formats().state()).as("the first write fixed no spares, for ever")
                    .isEqualTo(State.UNFORMATTED);
            assertThat(rig.host().formats().formats()).isEmpty();
        }
    }

    @Test
    void pseudoOverwriteIsGivenAndRandomRecordingIsNot() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            Host host = rig.host();
            assertThat(Host.failed(host.format(new FormatDescriptor(0, 0, FormatDescriptor.RRM, 0), Immed.OFF)))
                    .hasToString("5/26/00");
            assertThat(Host.failed(host.format(new FormatDescriptor(0, 0x15, 0, 0), Immed.OFF)))
                    .hasToString("5/26/00");
            Host.good(host.format(new FormatDescriptor(0, 0, FormatDescriptor.SRM_POW, 0), Immed.OFF));
            Configuration configuration = Configuration.decode(
                    host.in(Cdb.getConfiguration(Cdb.FeatureRequest.ALL, 0, 1024), 1024));
            assertThat(configuration.current(Feature.BD_R_PSEUDO_OVERWRITE)).isTrue();
            host.burn(32);
            assertThat(host.closeFails(CloseFunction.SESSION, 0)).hasToString("5/24/00");
        }
    }

    @Test
    void bdReOffersItsFormatsAndTakesThem() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_RE, 0)) {
            Host host = rig.host();
            assertThat(host.formats().formats()).containsExactly(
                    new FormatDescriptor(11_826_176, 0x00, 0, 0x3000),
                    new FormatDescriptor(11_826_176, 0x30, 0, 0x3000),
                    new FormatDescriptor(11_564_032, 0x30, 0, 0x5000),
                    new FormatDescriptor(12_088_320, 0x30, 0, 0x1000), new FormatDescriptor(12_219_392, 0x31, 0, 2048));
            for (FormatDescriptor format : host.formats().formats()) {
                Host.good(host.format(format, Immed.OFF));
                assertThat(host.capacity().blocks()).isEqualTo(format.blocks());
                assertThat(host.formats().state()).isEqualTo(State.FORMATTED);
            }
            assertThat(Host.failed(host.format(new FormatDescriptor(12_088_352, 0x30, 0, 0), Immed.OFF)))
                    .hasToString("5/26/00");
        }
    }

    @Test
    void theParameterListHasTwelveBytes() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            byte[] list = FormatUnitParameters.of(DEFAULT, Immed.OFF).encode();
            assertThat(Host.failed(rig.host().out(Cdb.formatUnit(), Arrays.copyOf(list, 8))))
                    .hasToString("5/1A/00");
            list[3] = 7;
            assertThat(Host.failed(rig.host().out(Cdb.formatUnit(), list))).hasToString("5/26/00");
            byte[] cdb = Cdb.formatUnit();
            cdb[1] = 0x01;
            assertThat(rig.host().fails(cdb)).hasToString("5/24/00");
        }
    }

    @Test
    void aLongFormatReportsItsProgress() throws Exception {
        VirtualClock clock = new VirtualClock();
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096, clock, Timing.REAL)) {
            clock.advance(Duration.ofSeconds(9));
            rig.host().hearAttentions();
            Host.good(rig.host().format(DEFAULT, Immed.ON));
            clock.advance(Duration.ofSeconds(5));
            SenseData sense = rig.host().turSense();
            assertThat(sense).hasToString("2/04/04");
            assertThat(sense.progress()).isBetween(0x7000, 0x9000);
            assertThat(rig.host().fails(Cdb.removal(Cdb.Removal.PREVENT))).hasToString("2/04/04");
            clock.advance(Duration.ofSeconds(6));
            rig.host().ok(Cdb.testUnitReady());
            assertThat(rig.host().formats().state()).isEqualTo(State.FORMATTED);
        }
    }

    @Test
    void aFormatMayRaiseAnAttention() throws Exception {
        try (Rig rig = Rig.of(temp, MediumFamily.BD_R, 4096)) {
            rig.quirk(Quirk.FORMAT_ATTENTION);
            Host.good(rig.host().format(DEFAULT, Immed.OFF));
            assertThat(rig.host().turSense()).hasToString("6/28/00");
            rig.host().ok(Cdb.testUnitReady());
        }
    }

    @Test
    void withoutADiscTheCapacitiesSaySo() throws Exception {
        EmulatedDrive drive = new EmulatedDrive(UnitIdentity.recorder("X"), new VirtualClock(), Timing.INSTANT);
        assertThat(Host.ready(drive).formats().state()).isEqualTo(State.NO_MEDIUM);
    }
}
