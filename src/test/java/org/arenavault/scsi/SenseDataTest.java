package org.arenavault.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.arenavault.scsi.SenseData.FieldPointer;
import org.arenavault.scsi.SenseData.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SenseDataTest {

    private static final SenseData LONG_WRITE = SenseData.of(SenseKey.NOT_READY, 0x04, 0x08);

    @Test
    void fixedFormatHasItsFieldsWhereTheSpecificationSays() {
        byte[] bytes = SenseData.of(SenseKey.MEDIUM_ERROR, 0x11, 0x00).withInformation(0x01020304).encode(Format.FIXED);
        assertThat(bytes).containsExactly(0xF0, 0, 3, 1, 2, 3, 4, 10, 0, 0, 0, 0, 0x11, 0, 0, 0, 0, 0);
    }

    @Test
    void descriptorFormatHasItsFieldsWhereTheSpecificationSays() {
        byte[] bytes = LONG_WRITE.asDeferred().withInformation(7).withProgress(0x8000).encode(Format.DESCRIPTOR);
        assertThat(bytes).containsExactly(0x73, 2, 4, 8, 0, 0, 0, 20,
                0x00, 0x0A, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 7,
                0x02, 0x06, 0, 0, 0x80, 0x80, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everythingSurvivesTheWayThere(Format format) {
        SenseData progress = LONG_WRITE.withProgress(0x1234).withInformation(99);
        assertThat(SenseData.decode(progress.encode(format))).isEqualTo(progress);
        assertThat(progress.progress()).isEqualTo(0x1234);
        SenseData deferred = SenseData.of(SenseKey.MEDIUM_ERROR, 0x0C, 0x00).asDeferred();
        assertThat(SenseData.decode(deferred.encode(format))).isEqualTo(deferred);
    }

    @ParameterizedTest
    @CsvSource({"true, 7, 3", "false, 300, -1", "true, 0, 0"})
    void fieldPointersSurviveTheWayThere(boolean inCdb, int at, int bit) {
        FieldPointer pointer = new FieldPointer(inCdb, at, bit);
        SenseData sense = SenseData.of(SenseKey.ILLEGAL_REQUEST, 0x24, 0x00).withFieldPointer(pointer);
        assertThat(SenseData.decode(sense.encode(Format.FIXED)).fieldPointer()).isEqualTo(pointer);
        assertThat(SenseData.decode(sense.encode(Format.DESCRIPTOR)).fieldPointer()).isEqualTo(pointer);
        assertThat(sense.hasProgress()).isFalse();
    }

    @Test
    void withoutSksvThereIsNoProgress() {
        byte[] bytes = LONG_WRITE.withProgress(77).encode(Format.FIXED);
        bytes[15] = 0;
        assertThat(SenseData.decode(bytes).hasProgress()).isFalse();
        assertThat(SenseData.decode(bytes).progress()).isZero();
    }

    @Test
    void theAdditionalLengthCutsWhatLiesBehind() {
        byte[] bytes = SenseData.of(SenseKey.MEDIUM_ERROR, 0x0C, 0x02).encode(Format.FIXED);
        bytes[7] = 5;
        assertThat(SenseData.decode(bytes)).hasToString("3/0C/00");
        bytes[7] = 0;
        assertThat(SenseData.decode(bytes)).hasToString("3/00/00");
    }

    @Test
    void whatIsNoSenseIsNone() {
        assertThat(SenseData.decode(new byte[0])).isEqualTo(SenseData.NONE);
        assertThat(SenseData.decode(new byte[18])).isEqualTo(SenseData.NONE);
        byte[] vendor = new byte[18];
        vendor[0] = 0x7F;
        vendor[2] = 3;
        assertThat(SenseData.decode(vendor)).isEqualTo(SenseData.NONE);
        CommandResult none = new CommandResult(CommandStatus.CHECK_CONDITION, 2, new byte[0], 0, Duration.ZERO, "");
        assertThat(SenseData.of(none).describe()).isEqualTo("no sense (0/00/00)");
    }

    @Test
    void descriptorsThatRunOffTheEndAreNotRead() {
        byte[] bytes = LONG_WRITE.withInformation(7).withProgress(9).encode(Format.DESCRIPTOR);
        SenseData cut = SenseData.decode(Arrays.copyOf(bytes, 24));
        assertThat(cut.information()).isEqualTo(7);
        assertThat(cut.hasProgress()).isFalse();
        bytes[9] = (byte) 0xFF;
        assertThat(SenseData.decode(bytes).hasProgress()).isFalse();
    }

    @Test
    void anyBytesAreDecoded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (0x70 + random.nextInt(4));
            }
            SenseData sense = SenseData.decode(bytes);
            assertThat(SenseData.decode(sense.encode(Format.DESCRIPTOR)).key()).as("seed %d", seed)
                    .isEqualTo(sense.key());
            assertThat(sense.describe()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 3A, 02, 'no medium, tray open'", "6, 28, 00, medium may have changed", "5, 24, 00, invalid field "
            + "in the command", "3, 0C, 80, write error", "B, 77, 77, aborted command", "0, 00, 00, no sense",
        "1, 73, 01, power calibration area almost full"})
    void text(String key, String asc, String ascq, String words) {
        SenseData sense = SenseData.of(SenseKey.of(Integer.parseInt(key, 16)), Integer.parseInt(asc, 16),
                Integer.parseInt(ascq, 16));
        assertThat(sense.describe()).isEqualTo(words + " (" + key + "/" + asc + "/" + ascq + ")");
    }
}
