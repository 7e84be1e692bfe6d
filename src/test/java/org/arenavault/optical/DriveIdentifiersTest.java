package org.arenavault.optical;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.arenavault.scsi.VitalProductData.Designator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which identifiers of a changer mean a drive. */
class DriveIdentifiersTest {

    private static final DriveIdentifiers DRIVE = new DriveIdentifiers("MAKER", "BD-RE 12", Set.of("DRVA1"),
            List.of(new Designator(1, 3, new byte[] {0x50, 1, 2, 3, 4, 5, 6, 7})));

    private static boolean means(String text) {
        return DRIVE.isMeantBy(new Designator(Designator.ASCII, Designator.T10_VENDOR_ID, text.getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DRVA1", "  DRVA1  ", "DRVA1\0\0\0", "MAKER   DRVA1", "MAKER   BD-RE 12        DRVA1",
        "MAKER   BD-RE 12        DRVA1   ", "MAKER   BD-RE 12          DRVA1"})
    void theWholeSerialNumberInItsFieldDoes(String text) {
        assertThat(means(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "DRVA10", "DRVA", "XDRVA1", "0DRVA1", "drva1", "MAKER   DRVA10", "MAKER   XDRVA1",
        "MAKER   BD-RE 12        DRVA10", "MAKER   BD-RE 12        DRVA11", "MAKER   BD-RE 1         2DRVA1",
        "MAKER   BD-RE 13        DRVA1", "OTHER   BD-RE 12        DRVA1", "OTHER   DRVA1", "MAKER   BD-RE 12",
        "MAKER", "MAKER   BD-RE 12        DRV A1", "MAKER   BD-RE 12        DRVA1 DRVA2"})
    void aPartOfItOrMoreThanItDoesNot(String text) {
        assertThat(means(text)).isFalse();
    }

    @Test
    void theSameIdentifierAsInPage83hDoes() {
        assertThat(DRIVE.isMeantBy(new Designator(1, 3, new byte[] {0x50, 1, 2, 3, 4, 5, 6, 7}))).isTrue();
        assertThat(DRIVE.isMeantBy(new Designator(1, 3, new byte[] {0x50, 1, 2, 3, 4, 5, 6, 8}))).isFalse();
        assertThat(DRIVE.isMeantBy(new Designator(1, 2, new byte[] {0x50, 1, 2, 3, 4, 5, 6, 7}))).isFalse();
        assertThat(DRIVE.isMeantBy(new Designator(1, 3, new byte[] {0x50, 1, 2, 3}))).isFalse();
    }

    @Test
    void aDriveWithoutSerialNumberIsMeantByNothing() {
        DriveIdentifiers nameless = new DriveIdentifiers("", "", Set.of(), List.of());
        for (String text : List.of("", "        ", "DRVA1", "                        ")) {
            assertThat(nameless.isMeantBy(new Designator(2, 1, text.getBytes(ISO_8859_1)))).as(text).isFalse();
        }
    }
}
