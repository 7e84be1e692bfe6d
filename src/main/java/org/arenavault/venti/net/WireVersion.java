package org.arenavault.venti.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;

/** The versions of the protocol; all that differs is the length of the length (venti-protocol 2). */
public enum WireVersion {
    /** A message's length takes four bytes, the count of a read two or four. */
    V04("04", 4),
    /** What old servers speak: a message's length takes two bytes. */
    V02("02", 2);

    /** Both, in the order in which everybody announces them. */
    public static final List<WireVersion> ALL = List.of(V04, V02);

    /** A line may not be longer, its end included. */
    static final int MAX_LINE = 1024;

    private static final String PREFIX = "venti-";
    private static final String COMMENT = "-arenavault\n";

    private final String number;
    private final int lengthSize;

    WireVersion(String number, int lengthSize) {
        this.number = number;
        this.lengthSize = lengthSize;
    }

    /** As it is announced. */
    String number() {
        return number;
    }

    /** Bytes of a message's length. */
    int lengthSize() {
        return lengthSize;
    }

    /** The line that announces versions, with its line feed. */
    static byte[] announce(List<WireVersion> versions) {
        return (PREFIX + versions.stream().map(WireVersion::number).collect(Collectors.joining(":")) + COMMENT)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads the other side's line.
     *
     * @param line without its line feed
     * @return those of its versions that we know, in its order
     * @throws PeerException if it is no such line
     */
    static List<WireVersion> parse(String line, String peer) throws PeerException {
        boolean printable = line.chars().allMatch(c -> c >= 0x20 && c <= 0x7F);
        if (!line.startsWith(PREFIX) || line.length() >= MAX_LINE || !printable) {
            throw new PeerException(PeerException.Fault.MISBEHAVED,
                    "%s: is no venti: it begins with '%s'".formatted(peer, Plain.field(line)));
        }
        String rest = line.substring(PREFIX.length());
        int end = rest.indexOf('-');
        List<WireVersion> versions = new ArrayList<>();
        for (String number : (end < 0 ? rest : rest.substring(0, end)).split(":")) {
            for (WireVersion version : values()) {
                if (version.number.equals(number)) {
                    versions.add(version);
                }
            }
        }
        return versions;
    }

    /** What a side settles on: the first version of the other's list that it knows. */
    static Optional<WireVersion> choose(List<WireVersion> theirs, List<WireVersion> ours) {
        return theirs.stream().filter(ours::contains).findFirst();
    }
}
