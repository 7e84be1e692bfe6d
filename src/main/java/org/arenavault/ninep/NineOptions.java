package org.arenavault.ninep;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect until a connection stands, for each of its addresses
 * @param patience until something comes of what was asked
 * @param attempts how often a lost connection is made again before the file is given up
 * @param pause before the second of these attempts; twice as long before each that follows
 */
public record NineOptions(Duration connect, Duration patience, int attempts, Duration pause) {

    /** For servers in earnest: a disk may have to spin up, a machine to start its server again. */
    public static final NineOptions DEFAULT = new NineOptions(Duration.ofSeconds(10), Duration.ofSeconds(30), 4,
            Duration.ofSeconds(1));
}
