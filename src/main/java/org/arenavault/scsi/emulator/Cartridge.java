package org.arenavault.scsi.emulator;

import java.nio.file.Path;

/**
 * A disc as a changer handles it.
 *
 * @param volumeTag the label on it, as the changer reads it; empty where it has none
 * @param folder the disc itself, see {@link EmulatedDisc}
 */
public record Cartridge(String volumeTag, Path folder) {
}
