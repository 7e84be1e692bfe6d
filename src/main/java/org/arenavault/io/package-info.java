/**
 * The seams between Arenavault and the world: clock, storage, durable files, digests, progress, the
 * operator's terminal, the request to stop; and the errors, by cause.
 *
 * <p>This is the ground floor: it imports nothing of the project. Whatever a test must be able to make
 * fail, stall or be killed goes through one of the small interfaces here.
 */
@NullMarked
package org.arenavault.io;

import org.jspecify.annotations.NullMarked;
