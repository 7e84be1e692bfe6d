/** Where a thing is: an arena, a block, by the ledgers and the catalogs of all sets of a vault. */
@NullMarked
package org.arenavault.report.finding;

import org.jspecify.annotations.NullMarked;
