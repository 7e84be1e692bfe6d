package org.arenavault.scsi;

/** The kinds of places in a medium changer (7.1; SMC-3, element type code). */
public enum ElementType implements Coded {
    /** In a CDB: all of them. */
    ALL(0),
    /** The picker. */
    MEDIUM_TRANSPORT(1),
    /** A slot. */
    STORAGE(2),
    /** A mail slot, within the operator's reach. */
    IMPORT_EXPORT(3),
    /** A drive. */
    DATA_TRANSFER(4);

    private final int code;

    ElementType(int code) {
        this.code = code;
    }

    /** The value on the wire. */
    @Override
    public int code() {
        return code;
    }
}
