package org.arenavault.scsi;

/** Sense is decoded from any bytes, and what was decoded can be sent again in either format. */
public final class SenseDataFuzz {

    private SenseDataFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        SenseData sense = SenseData.decode(data);
        SenseData again = SenseData.decode(sense.encode(SenseData.Format.DESCRIPTOR));
        if (again.key() != sense.key() || again.asc() != sense.asc() || again.keySpecific() != sense.keySpecific()) {
            throw new IllegalStateException(sense + " became " + again);
        }
        if (sense.describe().isBlank() || sense.fieldPointer().bit() > 7 || sense.progress() > 0xFFFF) {
            throw new IllegalStateException("nonsense out of " + sense);
        }
    }
}
