package org.arenavault.optical;

/** How many layers a BD of a capacity has (4.0). */
public final class BdLayers {

    private static final long ONE = 12_219_392;
    private static final long TWO = 24_438_784;
    private static final long THREE = 48_878_592;

    private BdLayers() {
    }

    /** Layers of a disc of so many blocks, with or without spares. */
    public static int of(long blocks) {
        return blocks <= ONE ? 1 : blocks <= TWO ? 2 : blocks <= THREE ? 3 : 4;
    }
}
