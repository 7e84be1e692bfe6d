package org.arenavault.scsi;

/** An enumeration whose constants have a value on the wire, which is not their position in the source. */
public interface Coded {

    /** The value of the field. */
    int code();

    /**
     * The constant with this code.
     *
     * @throws IllegalArgumentException if there is none; a field that can hold codes without a constant is to be
     *     checked before
     */
    static <E extends Coded> E of(E[] constants, int code) {
        for (E constant : constants) {
            if (constant.code() == code) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no constant has the code " + code);
    }
}
