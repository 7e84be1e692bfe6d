package org.arenavault.scsi.sgio;

import java.nio.file.Path;
import java.util.List;

/**
 * A drive or changer of this machine, as {@code /sys} and {@code /dev} show it without asking it anything.
 *
 * @param path the node to use: {@code /dev/sr0} for a drive, {@code /dev/sg1} for a changer
 * @param generic its {@code /dev/sg} node; the same as {@code path} where there is no other
 * @param kind what it is
 * @param vendor its maker
 * @param product its model
 * @param revision of its firmware
 * @param serial empty where the system does not know it
 * @param links names that stay the same whatever number the drive gets: those of {@code /dev/disk/by-id} first
 */
public record DeviceNode(Path path, Path generic, Kind kind, String vendor, String product, String revision,
                         String serial, List<Path> links) {

    /** What a unit is. */
    public enum Kind { DRIVE, CHANGER }

    public DeviceNode {
        links = List.copyOf(links);
    }

    /** Maker, model, and serial number where it is known. */
    public String name() {
        return "%s %s %s".formatted(vendor, product, serial).strip();
    }

    /** What stays the same while the unit does: its serial number, else a link, else the node. */
    public String identity() {
        if (!serial.isEmpty()) {
            return "%s %s %s".formatted(vendor, product, serial);
        }
        return links.isEmpty() ? path.toString() : links.get(0).toString();
    }
}
