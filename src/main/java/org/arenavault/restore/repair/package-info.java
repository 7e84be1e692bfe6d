/** Arenas that are damaged in images of discs, made whole with the parity that lies in others; there is no set. */
@NullMarked
package org.arenavault.restore.repair;

import org.jspecify.annotations.NullMarked;
