package org.arenavault.sets;

/**
 * When the discs of a set are read back ({@code [verify]} of {@code set.toml}).
 *
 * @param every an {@link Interval}
 */
record Scrub(String every) {

    static final String USUAL = "1y";

    Scrub {
        every = every == null ? USUAL : every;
    }
}
