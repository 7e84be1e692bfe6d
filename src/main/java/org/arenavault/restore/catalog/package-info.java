/**
 * Where each block lies on the discs of a set: a file for each disc, beside the ledger, that can be made anew at any
 * time from the disc, or from the partitions that it was recorded from. It is a hint; every block is checked against
 * its score.
 */
@NullMarked
package org.arenavault.restore.catalog;

import org.jspecify.annotations.NullMarked;
