package org.arenavault.sets;

/**
 * When the discs of a set are read back ({@code [verify]} of {@code set.toml}).
 *
 * @param every an {@link Interval}
 */
record Scrub(String every) {

    Scrub {
        every = every == null ? Policy.VERIFY_EVERY.usual().orElseThrow() : every;
    }
}
