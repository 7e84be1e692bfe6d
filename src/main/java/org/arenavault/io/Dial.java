package org.arenavault.io;

/**
 * Where a server is: {@code host}, {@code host:port}, {@code tcp!host} or {@code tcp!host!port}
 * (venti-protocol 1). A port is a number, or {@code venti} for {@value #VENTI_PORT}; an IPv6 address with a port stands
 * in brackets, or between exclamation marks.
 *
 * @param host name or address; {@code *} for all addresses of this machine, where a server listens
 * @param port 0 to 65535; 0 only where a server listens, for any that is free
 */
public record Dial(String host, int port) {

    /** The port of a server that names none. */
    public static final int VENTI_PORT = 17034;

    /** All addresses of this machine. */
    public static final String ANY_HOST = "*";

    private static final String SERVICE = "venti";
    private static final int MAX_PORT = 65535;

    /**
     * Parses the text of a protocol address.
     *
     * @throws UsageException if it is none
     */
    public static Dial parse(String text) throws UsageException {
        return parse(text, VENTI_PORT);
    }

    /**
     * Parses the text, with another port where it names none.
     *
     * @throws UsageException if it is none
     */
    public static Dial parse(String text, int defaultPort) throws UsageException {
        String[] parts = text.split("!", -1);
        if (parts.length == 1) {
            return parseWithColon(text, defaultPort);
        }
        if (parts.length > 3 || !(parts[0].equals("tcp") || parts[0].equals("net"))) {
            throw wrong(text);
        }
        return of(text, parts[1], parts.length == 3 ? port(text, parts[2]) : defaultPort);
    }

    private static Dial parseWithColon(String text, int defaultPort) throws UsageException {
        int colon = text.lastIndexOf(':');
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            boolean alone = close == text.length() - 1;
            if (close < 0 || (!alone && colon != close + 1)) {
                throw wrong(text);
            }
            return of(text, text.substring(1, close), alone ? defaultPort : port(text, text.substring(colon + 1)));
        }
        // more than one colon without brackets is an IPv6 address
        if (colon < 0 || text.indexOf(':') != colon) {
            return of(text, text, defaultPort);
        }
        return of(text, text.substring(0, colon), port(text, text.substring(colon + 1)));
    }

    private static Dial of(String text, String host, int port) throws UsageException {
        if (host.isEmpty() || !host.chars().allMatch(c -> c > ' ' && c < 0x7F && "/@[]\"'".indexOf(c) < 0)) {
            throw wrong(text);
        }
        return new Dial(host, port);
    }

    private static int port(String text, String port) throws UsageException {
        if (port.equals(SERVICE)) {
            return VENTI_PORT;
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw wrong(text);
        }
        return Integer.parseInt(port);
    }

    private static UsageException wrong(String text) {
        return new UsageException("'%s' is no address of a server: tcp!host!port, host:port or host is expected"
                .formatted(Plain.field(text)));
    }

    /** In the form that the stock tools take. */
    @Override
    public String toString() {
        return "tcp!" + host + "!" + port;
    }
}
