package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arenavault.io.UsageException;
import org.arenavault.scsi.Cdb;

/** A fault plan is understood or refused, and what was understood can strike. */
public final class FaultPlanFuzz {

    private FaultPlanFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            FaultPlan plan = FaultPlan.parse("faults", new String(data, UTF_8));
            for (int i = 0; i < 3; i++) {
                plan.strike(new FaultRule.Facts(Cdb.testUnitReady(), -1, 0, 0, 0, i));
                plan.strike(new FaultRule.Facts(Cdb.write10(5, 32, Cdb.Fua.OFF), 5, 32, 1, 1L << 40, 1L << 50));
            }
        } catch (UsageException e) {
            if (e.getMessage().contains("\n")) {
                throw new IllegalStateException("a message of several lines", e);
            }
        }
    }
}
