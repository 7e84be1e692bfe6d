package org.arenavault.venti.increment;

/**
 * An increment that is recorded somewhere.
 *
 * @param sequence the number in its name, that of the line that was the ledger's next when it was made; of two
 *     increments the higher one is newer
 * @param origin which part of which arena it is
 */
public record RecordedIncrement(long sequence, IncrementOrigin origin) {
}
