/**
 * What a disc holds, before anything of it is copied: its arenas, how it is known what each must come to, and whether
 * the bytes that were read are those. Parts of an arena that no copy has as a whole are kept until they make one.
 *
 * <p>What an arena must come to is told by the ledger, else by the track's label, else by its own seal, else by its
 * clumps. Nothing here knows where arenas go.
 */
@NullMarked
package org.arenavault.restore.reading;

import org.jspecify.annotations.NullMarked;
