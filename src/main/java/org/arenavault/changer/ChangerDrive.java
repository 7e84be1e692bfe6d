package org.arenavault.changer;

import org.arenavault.drivers.DeviceName;

/**
 * A drive that a changer serves.
 *
 * @param changer the changer
 * @param number which of its drives it is, from 0; below 0 if that is to be found out by the drive's serial number
 * @param drive the drive itself
 */
public record ChangerDrive(DeviceName changer, int number, DeviceName drive) {
}
