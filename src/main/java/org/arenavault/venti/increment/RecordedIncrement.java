package org.arenavault.venti.increment;

/**
 * An increment that is recorded somewhere.
 *
 * @param sequence the ledger's line that announced it; of two increments the higher one is newer
 * @param origin which part of which arena it is
 */
public record RecordedIncrement(long sequence, IncrementOrigin origin) {
}
