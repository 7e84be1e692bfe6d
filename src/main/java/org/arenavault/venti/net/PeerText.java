package org.arenavault.venti.net;

/** Text from the other side, for messages. */
final class PeerText {

    private static final int LONGEST = 200;

    private PeerText() {
    }

    /** One line that disturbs no terminal. */
    static String printable(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        StringBuilder shown = new StringBuilder();
        cut.chars().forEach(c -> shown.append(c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0)
                && Character.getType(c) != Character.FORMAT && c != 0x2028 && c != 0x2029 ? (char) c : '?'));
        return shown.toString();
    }
}
