/**
 * Arenas that came back damaged, or not at all, are mended with the parity that lies on the discs: after all discs were
 * read, what is whole in the store, what could be read of the others, and parity give the missing units. An arena goes
 * to its place only once it is whole; the seal judges.
 */
@NullMarked
package org.arenavault.restore.mending;

import org.jspecify.annotations.NullMarked;
