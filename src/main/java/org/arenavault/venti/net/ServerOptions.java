package org.arenavault.venti.net;

import java.time.Duration;

/**
 * The bounds of a server.
 *
 * @param maxConnections at the same time; each costs up to 256 KiB
 * @param messageTimeout for a greeting, for a message from its first byte to its last, and for an answer to be taken;
 *     between messages a client may be silent for days, as fossil is
 * @param restBeforeEviction when there are too many connections, the one that has been silent the longest makes room
 *     for a new one, if it has been silent for so long
 */
public record ServerOptions(int maxConnections, Duration messageTimeout, Duration restBeforeEviction) {

    /** 64 connections; a minute for a message; ten minutes of silence. */
    public static final ServerOptions DEFAULT =
            new ServerOptions(64, Duration.ofMinutes(1), Duration.ofMinutes(10));
}
