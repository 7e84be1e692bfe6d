package org.arenavault.mirror;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.Dial;

/**
 * How a mirror behaves.
 *
 * @param client how servers are talked to
 * @param sourceServer the source's own server, asked to write what it holds in memory; nobody if it does not run
 * @param limit bytes of blocks a second to each target; 0 for as fast as it goes
 * @param totalLimit the same to all targets together
 * @param patience how long an unreachable target is tried again without any progress
 * @param batch bytes of blocks after which the target is asked to make them durable
 * @param interval the same by time
 * @param verify what is done about roots at the end
 * @param roots to check on every target besides the newest that was seen
 */
public record MirrorOptions(ClientOptions client, Optional<Dial> sourceServer, long limit, long totalLimit,
                            Duration patience, long batch, Duration interval, Verify verify, List<Score> roots) {

    /** What is done about roots at the end. */
    public enum Verify {
        /** Nothing. */
        NONE,
        /** Everything below the newest root must be there (venti-protocol 14, level 1). */
        STRUCTURE,
        /** Everything below the newest root is read (level 2). */
        FULL
    }

    /** 32 MiB or 5 seconds a batch, a minute of patience, no limits, the newest root checked. */
    public static final MirrorOptions DEFAULT = new MirrorOptions(ClientOptions.DEFAULT, Optional.empty(), 0, 0,
            Duration.ofMinutes(1), 32 << 20, Duration.ofSeconds(5), Verify.STRUCTURE, List.of());

    public MirrorOptions {
        roots = List.copyOf(roots);
        if (limit < 0 || totalLimit < 0 || batch < 1) {
            throw new IllegalArgumentException("limits %d and %d, batch %d".formatted(limit, totalLimit, batch));
        }
    }

    /** The same with another way to talk to servers. */
    public MirrorOptions with(ClientOptions other) {
        return new MirrorOptions(other, sourceServer, limit, totalLimit, patience, batch, interval, verify, roots);
    }

    /** The same with the source's own server. */
    public MirrorOptions withSourceServer(Dial other) {
        return new MirrorOptions(client, Optional.of(other), limit, totalLimit, patience, batch, interval, verify,
                roots);
    }

    /** The same with other limits. */
    public MirrorOptions withLimits(long each, long total) {
        return new MirrorOptions(client, sourceServer, each, total, patience, batch, interval, verify, roots);
    }

    /** The same with another patience. */
    public MirrorOptions with(Duration other) {
        return new MirrorOptions(client, sourceServer, limit, totalLimit, other, batch, interval, verify, roots);
    }

    /** The same with batches of another length. */
    public MirrorOptions withBatch(long other) {
        return new MirrorOptions(client, sourceServer, limit, totalLimit, patience, other, interval, verify, roots);
    }

    /** The same with another care for roots. */
    public MirrorOptions with(Verify other, List<Score> otherRoots) {
        return new MirrorOptions(client, sourceServer, limit, totalLimit, patience, batch, interval, other, otherRoots);
    }
}
