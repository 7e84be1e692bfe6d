package org.arenavault.bench;

/** A program that does nothing: what is left is the start of Java itself. */
public final class Nothing {

    private Nothing() {
    }

    /** Ends. */
    public static void main(String[] arguments) {
    }
}
