package org.arenavault.venti.net;

import java.time.Duration;
import java.util.List;

/**
 * How a client behaves.
 *
 * @param window requests under way at the same time, 1 to 255
 * @param connectTimeout until a connection is made and both sides have said hello
 * @param requestTimeout the longest silence while an answer is due; no request waits longer than this times the window
 * @param syncTimeout the same while the server makes blocks durable
 * @param attempts connections that may fail one after the other, without an answer in between, before the client
 *     gives up
 * @param pause before the second attempt; doubled before each further one
 * @param maxUnsynced bytes of blocks that may be accepted but not durable; the client holds them, and asks the server
 *     to make them durable when there are more
 * @param versions of the protocol, the preferred one first
 */
public record ClientOptions(int window, Duration connectTimeout, Duration requestTimeout, Duration syncTimeout,
                            int attempts, Duration pause, long maxUnsynced, List<WireVersion> versions) {

    /** What venti-protocol 6 recommends. */
    public static final ClientOptions DEFAULT = new ClientOptions(64, Duration.ofSeconds(10), Duration.ofSeconds(60),
            Duration.ofSeconds(300), 4, Duration.ofSeconds(1), 32 << 20, WireVersion.ALL);

    private static final int MAX_WINDOW = 255;

    public ClientOptions {
        versions = List.copyOf(versions);
        if (window < 1 || window > MAX_WINDOW || attempts < 1 || versions.isEmpty()) {
            throw new IllegalArgumentException("window %d, attempts %d, versions %s"
                    .formatted(window, attempts, versions));
        }
    }

    /** The same with another window. */
    public ClientOptions withWindow(int other) {
        return new ClientOptions(other, connectTimeout, requestTimeout, syncTimeout, attempts, pause, maxUnsynced,
                versions);
    }

    /** The same with one version of the protocol only. */
    public ClientOptions withOnly(WireVersion version) {
        return new ClientOptions(window, connectTimeout, requestTimeout, syncTimeout, attempts, pause, maxUnsynced,
                List.of(version));
    }

    /** The same with all waits bounded by this, and this pause: for tests and for the impatient. */
    public ClientOptions withPatience(Duration longest, Duration otherPause) {
        return new ClientOptions(window, longest, longest, longest, attempts, otherPause, maxUnsynced, versions);
    }

    /** The same with another bound for what is not durable. */
    public ClientOptions withMaxUnsynced(long other) {
        return new ClientOptions(window, connectTimeout, requestTimeout, syncTimeout, attempts, pause, other, versions);
    }
}
