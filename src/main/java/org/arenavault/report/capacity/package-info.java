/**
 * How much of everything a site needs (replication 6): from what its users are expected to do, or from what its store
 * has done so far. Arithmetic only; sizes are bytes, in the seeds' convention of 1 G = 1000 M = 10^6 k.
 */
@NullMarked
package org.arenavault.report.capacity;

import org.jspecify.annotations.NullMarked;
