/**
 * From the venti to the discs, and from disc to disc: find sealed arenas, pack them onto discs, burn, verify,
 * record. Data flow one way: partition, {@link org.arenavault.backup.ReadyContent},
 * {@link org.arenavault.backup.DiscSpace}, {@link org.arenavault.media.TrackWriter}, a line in the ledger.
 */
@NullMarked
package org.arenavault.backup;

import org.jspecify.annotations.NullMarked;
