/**
 * Trees of blocks: what hangs below a root score, whether all of it is there, and the files in it
 * ("venti-protocol N" in comments cites the protocol's specification by section).
 *
 * <pre>
 * root block -> directory block -> entries -> pointer blocks -> data blocks
 *                                          -> pointer blocks -> directory blocks -> entries ...
 * </pre>
 *
 * <p>Everything here stands on a {@link org.arenavault.venti.format.BlockSource}: partitions and their index,
 * a server, the discs of a set. A source checks what it hands out against its score, but a score says nothing of
 * what the block means: every field of a block is hostile until it has been checked.
 */
@NullMarked
package org.arenavault.venti.vac;

import org.jspecify.annotations.NullMarked;
