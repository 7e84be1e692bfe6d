package org.arenavault.restore.placing;

/**
 * What may be done to partitions.
 *
 * @param format whether those that are missing or blank may be made into what the configuration names
 * @param add whether arenas may be added to those that hold others
 */
public record Permissions(boolean format, boolean add) {
}
