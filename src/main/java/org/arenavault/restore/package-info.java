/**
 * Discs to arena partitions to index: what turns a pile of discs back into a running venti.
 *
 * <p>It asks for discs, by a set's ledger or as they come, finds what each holds
 * ({@code org.arenavault.restore.reading}), brings every arena to its place ({@code org.arenavault.restore.placing}),
 * keeps account of what came back and what did not, and builds the index. A drill does the same in a folder that goes
 * away again.
 */
@NullMarked
package org.arenavault.restore;

import org.jspecify.annotations.NullMarked;
