/**
 * Discs to running ventis: the tracks of a set, or of whatever is shown, go block by block to servers, each once. How
 * blocks get there is the mirror's affair; here is decided which tracks go, and what came of them.
 */
@NullMarked
package org.arenavault.restore.sending;

import org.jspecify.annotations.NullMarked;
