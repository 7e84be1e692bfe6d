package org.arenavault.sets;

/**
 * Whether the discs of a set get parity ({@code [parity]} of {@code set.toml}); optical discs alone do.
 *
 * @param when {@code full}: on a disc that is full or is completed; {@code never}
 * @param share of what is protected: how much the parity of a disc takes that is completed early, and how much of a
 *     blank is kept free for it, {@code 3.2%}
 */
public record ParityChoice(String when, String share) {

    static final String FULL = "full";
    static final String NEVER = "never";
    static final String USUAL_SHARE = "3.2%";

    public ParityChoice {
        when = when == null ? FULL : when;
        share = share == null ? USUAL_SHARE : share;
    }

    /** As usual, or none at all. */
    public static ParityChoice of(boolean wanted) {
        return new ParityChoice(wanted ? FULL : NEVER, USUAL_SHARE);
    }

    /** Whether a disc gets parity when it is full or is completed. */
    public boolean onFullDiscs() {
        return when.equals(FULL);
    }

    /** How much parity is wanted, as a share of what is protected, 0 to 1. */
    public double shareOfMembers() {
        return Share.of(share);
    }
}
