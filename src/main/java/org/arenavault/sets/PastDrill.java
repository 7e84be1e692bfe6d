package org.arenavault.sets;

import java.time.Instant;

/**
 * A restore that was rehearsed.
 *
 * @param result what it came to
 * @param time when it ended; advisory
 */
public record PastDrill(LedgerEvent.Drilled result, Instant time) {
}
