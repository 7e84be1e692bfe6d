package org.arenavault.optical;

/**
 * What a drive says it is.
 *
 * @param vendor at most 8 characters
 * @param product at most 16 characters
 * @param revision of its firmware, at most 4 characters
 * @param serial empty where it does not say
 */
public record DriveIdentity(String vendor, String product, String revision, String serial) {

    /** What stays the same: maker, model and serial number. */
    public String name() {
        return (vendor + " " + product + (serial.isEmpty() ? "" : " " + serial)).strip();
    }
}
