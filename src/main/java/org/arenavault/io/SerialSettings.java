package org.arenavault.io;

/**
 * How a serial line is set up.
 *
 * @param baud bits per second
 * @param dataBits of a byte, 7 or 8
 * @param parity its parity bit
 * @param stopBits behind it, 1 or 2
 * @param flow how one side holds the other up
 * @param dtr whether DTR is on
 * @param rts whether RTS is on; without meaning where the flow is held up by it
 */
public record SerialSettings(int baud, int dataBits, Parity parity, int stopBits, Flow flow, boolean dtr,
                             boolean rts) {

    /** The parity bit of a byte. */
    public enum Parity { NONE, EVEN, ODD }

    /** How one side of a line holds the other up. */
    public enum Flow { NONE, RTSCTS, XONXOFF }

    /** 8 bits, no parity, one stop bit, nobody held up. */
    public static SerialSettings plain(int baud) {
        return new SerialSettings(baud, 8, Parity.NONE, 1, Flow.NONE, true, true);
    }
}
