package org.arenavault.scsi.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Test;

/** Addresses of units attached to other hosts. */
class IscsiAddressTest {

    @Test
    void theUsualFormsAreUnderstood() throws IOException {
        assertThat(IscsiAddress.parse("iscsi://burner/iqn.2024-01.local.test:cd/1"))
                .isEqualTo(new IscsiAddress("burner", 3260, "iqn.2024-01.local.test:cd", 1));
        assertThat(IscsiAddress.parse("iscsi://10.0.0.7:3261/iqn.2024-01.local.test:cd/0").portal())
                .isEqualTo("10.0.0.7:3261");
        assertThat(IscsiAddress.parse("iscsi://[::1]:3261/iqn.2024-01.local.test:cd/2").portal())
                .isEqualTo("[::1]:3261");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String text : List.of("iscsi://", "iscsi://host", "iscsi://host/target", "iscsi://host/target/",
                "iscsi://host:0/target/1", "iscsi://host:70000/target/1", "iscsi://host/target/99999",
                "iscsi://host/tar get/1", "iscsi://ho\nst/target/1", "http://host/target/1")) {
            assertThatThrownBy(() -> IscsiAddress.parse(text)).as(text).isInstanceOf(UsageException.class)
                    .hasMessageContaining("is no iSCSI device");
        }
    }
}
