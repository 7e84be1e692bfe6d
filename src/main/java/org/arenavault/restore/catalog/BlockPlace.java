package org.arenavault.restore.catalog;

import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;
import org.arenavault.venti.format.BlockType;

/**
 * Where a block lies, as a catalog has it.
 *
 * @param disc the disc
 * @param track the track on it, of an arena or an increment
 * @param type what it was stored as
 */
public record BlockPlace(DiscRecord disc, TrackRecord track, BlockType type) {
}
