package org.arenavault.sets;

import org.arenavault.io.Bytes;
import org.arenavault.io.UsageException;

/**
 * Whether a set's backups record what is new in arenas that are not sealed ({@code [increments]} of {@code set.toml}).
 *
 * @param when {@code always} or {@code never}
 * @param atLeast bytes, as people say them ({@code 1m}): less that is new is left, unless it holds a root block
 * @param share the most of a disc that increments take, {@code 10%}
 */
public record IncrementChoice(String when, String atLeast, String share) {

    static final String ALWAYS = "always";
    static final String NEVER = "never";
    static final String USUAL_LEAST = "1m";
    static final String USUAL_SHARE = "10%";

    public IncrementChoice {
        when = when == null ? ALWAYS : when;
        atLeast = atLeast == null ? USUAL_LEAST : atLeast;
        share = share == null ? USUAL_SHARE : share;
    }

    /** As usual, or none at all. */
    public static IncrementChoice of(boolean wanted) {
        return new IncrementChoice(wanted ? ALWAYS : NEVER, USUAL_LEAST, USUAL_SHARE);
    }

    IncrementChoice withWhen(String other) {
        return new IncrementChoice(other, atLeast, share);
    }

    IncrementChoice withAtLeast(String other) {
        return new IncrementChoice(when, other, share);
    }

    IncrementChoice withShare(String other) {
        return new IncrementChoice(when, atLeast, other);
    }

    /** Whether backups record increments. */
    public boolean wanted() {
        return when.equals(ALWAYS);
    }

    /** The fewest bytes of clumps that are worth an increment. */
    public long leastBytes() {
        try {
            return Bytes.parse(atLeast);
        } catch (UsageException e) {
            throw new IllegalStateException("was checked when it was read", e);
        }
    }

    /** How much of a disc increments may take, 0 to 1. */
    public double shareOfDisc() {
        return Share.of(share);
    }
}
