package org.arenavault.changer;

import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.Spares;

/**
 * How a drive is to be used.
 *
 * @param options of the drive
 * @param spares that blank discs get
 */
public record DriveUse(DriveOptions options, Spares spares) {

    /** Nothing out of the ordinary. */
    public static final DriveUse DEFAULT = new DriveUse(DriveOptions.DEFAULTS, Spares.NONE);
}
