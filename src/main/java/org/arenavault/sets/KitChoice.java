package org.arenavault.sets;

/**
 * Whether the discs of a set get a kit, and what is in it ({@code [kit]} of {@code set.toml}).
 *
 * @param when {@code full}: on a disc that is full or is completed; {@code never}
 * @param ledger {@code yes}, or {@code no}: the kit tells nothing of the set but its name and its discs
 */
public record KitChoice(String when, String ledger) {

    static final String FULL = "full";
    static final String NEVER = "never";
    static final String YES = "yes";
    static final String NO = "no";

    public KitChoice {
        when = when == null ? FULL : when;
        ledger = ledger == null ? YES : ledger;
    }

    /** As usual, or none at all. */
    public static KitChoice of(boolean wanted) {
        return new KitChoice(wanted ? FULL : NEVER, YES);
    }

    /** Whether a disc gets one when it is full or is completed. */
    public boolean onFullDiscs() {
        return when.equals(FULL);
    }

    /** Whether the set's description and its ledger are in it. */
    public boolean tellsOfSet() {
        return ledger.equals(YES);
    }
}
