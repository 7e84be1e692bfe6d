package org.arenavault.backup;

import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.LabelCluster;
import org.arenavault.sets.SetConfig;

/**
 * What is recorded behind the arenas of an optical disc before it is full: the kit and the parity (protection 3.2 and
 * 6).
 *
 * @param kit whether it gets a kit
 * @param parityShare how much parity is kept room for, as a share of what is protected; 0 for none
 */
record Protection(boolean kit, double parityShare) {

    /** A kit takes no more than this part of a disc; else the disc has none. */
    static final int KIT_PART = 50;

    /** What is kept free for a kit, in blocks with its label: more than any takes by now. */
    static final long KIT = ((20L << 20) + LabelCluster.SIZE) / MediumDescription.BLOCK;

    /** How much of the share is kept where spares stand in for what is bad from the beginning: an arena more fits. */
    private static final double WITH_SPARES = 0.75;

    /** What a set has chosen. */
    static Protection of(SetConfig config) {
        double share = config.parityChoice().onFullDiscs() ? config.parityChoice().shareOfMembers() : 0;
        return new Protection(config.kitChoice().onFullDiscs(),
                config.medium().spare().isNone() ? share : share * WITH_SPARES);
    }

    /** Whether a disc gets either. */
    boolean isWanted() {
        return kit || parityShare > 0;
    }

    /** Blocks of a disc of so many that arenas do not take. */
    long reserve(long capacity) {
        long parity = (long) Math.ceil(capacity * parityShare / (1 + parityShare));
        return parity + (kit && KIT <= capacity / KIT_PART ? KIT : 0);
    }
}
