package org.arenavault.scsi.emulator;

/**
 * What a unit calls itself in INQUIRY.
 *
 * @param vendor at most 8 characters
 * @param product at most 16 characters
 * @param revision at most 4 characters
 * @param serial its serial number
 */
public record UnitIdentity(String vendor, String product, String revision, String serial) {

    /** An emulated recorder with this serial number. */
    public static UnitIdentity recorder(String serial) {
        return new UnitIdentity("ARENAVLT", "EMULATED BD-RE", "1.00", serial);
    }

    /** An emulated changer with this serial number. */
    public static UnitIdentity changer(String serial) {
        return new UnitIdentity("ARENAVLT", "EMULATED CHANGER", "1.00", serial);
    }

    /** Vendor, product and serial number, for people. */
    String name() {
        return "%s %s %s".formatted(vendor, product, serial).strip();
    }

    /** Vendor, product and serial number as page 83h has them: each as long as INQUIRY makes it. */
    String designator() {
        return "%-8s%-16s%s".formatted(vendor, product, serial);
    }
}
