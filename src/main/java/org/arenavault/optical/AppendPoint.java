package org.arenavault.optical;

/**
 * Where the next track begins.
 *
 * @param number it gets
 * @param start its first block
 * @param free blocks that can be written from there
 */
public record AppendPoint(int number, long start, long free) {
}
