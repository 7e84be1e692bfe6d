package org.arenavault.backup.kit;

/**
 * A file of a kit.
 *
 * @param name its path, from the kit's folder on
 * @param size bytes
 */
public record KitFile(String name, long size) {
}
