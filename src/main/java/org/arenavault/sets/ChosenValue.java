package org.arenavault.sets;

import java.time.Instant;

/**
 * What was chosen by command for a policy.
 *
 * @param value as it stands in the ledger
 * @param time when; advisory
 * @param done whether it is in {@code set.toml} for certain
 */
public record ChosenValue(String value, Instant time, boolean done) {
}
