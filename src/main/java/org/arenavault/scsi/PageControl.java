package org.arenavault.scsi;

/** MODE SENSE, PC: which values of a page. */
public enum PageControl implements Coded {
    CURRENT(0), CHANGEABLE(1), DEFAULT(2), SAVED(3);

    private final int code;

    PageControl(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
