package org.arenavault.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

/** The record of a copy as text. */
class CopyJsonTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    static CopyRecord sample() {
        CopyPlan plan = new CopyPlan(7, NOW, "test", new DeviceIdentity("/dev/sdb", "device", 1L << 40, 0,
                List.of("ata-X_1", "wwn-0x5")), new DeviceIdentity("/m/\"x\n", "file", 5L << 30, 12, List.of()), 8192,
                new ByteRange(8192, 5L << 30), new CopyPlan.Manner(CopyPlan.ReadBack.AFTER, 1000));
        return new CopyRecord(plan, new CopyState(CopyStatus.PAUSED, CopyPhase.VERIFYING,
                new CopyState.Coverage(5L << 30, 8192, List.of(new ByteRange(8192, 16384)), List.of()), "a \"reason\"",
                "ab", 3, 4, NOW));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        assertThat(CopyJson.decode(CopyJson.encode(sample()), "x")).isEqualTo(sample());
    }

    @Test
    void aRecordThatContradictsItselfIsNoRecord() {
        String text = new String(CopyJson.encode(sample()), StandardCharsets.UTF_8);
        for (String[] change : new String[][] {{"\"position\" : 5368709120", "\"position\" : 5368709121"},
            {"\"position\" : 5368709120", "\"position\" : 100000"}, {"\"block\" : 8192", "\"block\" : 8193"},
            {"\"verified\" : 8192", "\"verified\" : 0"}, {"\"standing\" : \"paused\"", "\"standing\" : \"x\""},
            {"\"rate\" : 1000", "\"rate\" : -1"}, {"\"updated\"", "\"update\""}, {"{", "{{"},
            {"arenavault.copy.1", "other"}}) {
            assertThat(text).contains(change[0]);
            assertThatThrownBy(() -> CopyJson.decode(
                    text.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8), "x"))
                    .as(change[1]).isInstanceOf(CorruptException.class);
        }
        assertThatThrownBy(() -> CopyJson.decode(
                text.replace("copy.1", "copy.2").getBytes(StandardCharsets.UTF_8), "x"))
                .isInstanceOf(UnsupportedVersionException.class);
    }
}
