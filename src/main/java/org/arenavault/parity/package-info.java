/**
 * An erasure code over the contents of tracks, and the track that carries its parity (protection 3). What is protected
 * are <em>members</em>: contents with a name, a size and a digest, cut into units of 64 KiB, which are laid out in k
 * columns. A row has one unit of each column, and m units of parity; any m of the k + m that are lost are solved from
 * the others, row by row.
 *
 * <p>This package knows bytes at places ({@link org.arenavault.io.Storage}) and nothing of discs, sets or devices.
 * Numbers in its formats are unsigned and big-endian; units, rows, columns and members count from 0.
 */
@NullMarked
package org.arenavault.parity;

import org.jspecify.annotations.NullMarked;
