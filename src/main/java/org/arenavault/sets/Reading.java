package org.arenavault.sets;

import java.time.Instant;

/**
 * What one complete reading of a track came to.
 *
 * @param track its number
 * @param time when; advisory
 * @param drive which drive read it
 * @param sound whether it was what it should be
 * @param effort how hard it was
 * @param ranges where it was wrong: "from+length" in bytes of the track, with blanks between them; empty if nowhere, or
 *     if nobody knows
 */
public record Reading(int track, Instant time, String drive, boolean sound, ReadEffort effort, String ranges) {
}
