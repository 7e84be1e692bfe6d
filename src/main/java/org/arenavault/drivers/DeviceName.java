package org.arenavault.drivers;

import java.nio.file.Path;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * A device as the operator names it: {@code /dev/sr0}, {@code iscsi://host[:port]/iqn/lun}, {@code emu:DIR},
 * {@code dir:DIR}, {@code disk:PATH} or {@code robot:NAME@PORT}.
 *
 * @param kind what it is
 * @param text as it was given
 * @param path of the device node, folder or file; for iSCSI and robots the text
 */
public record DeviceName(Kind kind, String text, Path path) {

    /** What a device is. */
    public enum Kind {
        /** A device node of an MMC drive. */
        NODE(""),
        /** An MMC drive attached to another host. */
        ISCSI("iscsi:"),
        /** An emulated recorder in a folder. */
        EMULATED("emu:"),
        /** A folder of images. */
        FOLDER("dir:"),
        /** A removable disk or a file. */
        DISK("disk:"),
        /** A robot on a serial line, by its description: {@code robot:rimage@/dev/ttyUSB0}. */
        ROBOT("robot:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * Parses the text; relative paths become absolute.
     *
     * @throws UsageException if it names no device
     */
    public static DeviceName parse(String text) throws UsageException {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.NODE && text.startsWith(kind.prefix) && text.length() > kind.prefix.length()) {
                String rest = text.substring(kind.prefix.length());
                return kind == Kind.ISCSI || kind == Kind.ROBOT ? new DeviceName(kind, text, Path.of(text))
                        : of(kind, Path.of(rest).toAbsolutePath().normalize());
            }
        }
        if (text.startsWith("/dev/")) {
            return of(Kind.NODE, Path.of(text));
        }
        throw new UsageException("'%s' is no device: /dev/sr0, iscsi://HOST/IQN/LUN, emu:DIR, dir:DIR and disk:PATH are"
                .formatted(Plain.field(text)));
    }

    private static DeviceName of(Kind kind, Path path) {
        return new DeviceName(kind, kind.prefix + path, path);
    }

    /** True for a drive that speaks MMC. */
    public boolean isDrive() {
        return kind == Kind.NODE || kind == Kind.ISCSI || kind == Kind.EMULATED;
    }

    @Override
    public String toString() {
        return text;
    }
}
