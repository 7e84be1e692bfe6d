/** Arenas that are damaged in images of discs, made whole with the parity that lies in others; there is no set. */
package org.arenavault.restore.repair;
