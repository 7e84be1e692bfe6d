package org.arenavault.mirror;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Dial;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;

/**
 * How a mirror behaves.
 *
 * @param client how servers are talked to
 * @param sourceServer the source's own server, asked to write what it holds in memory; nobody if it does not run
 * @param limits how fast blocks are sent at the most
 * @param patience how long an unreachable target is tried again without any progress
 * @param batch when a target is asked to make blocks durable
 * @param verify what is done about roots at the end
 * @param roots to check on every target besides the newest that was seen
 */
public record MirrorOptions(ClientOptions client, Optional<Dial> sourceServer, Limits limits, Duration patience,
                            Batch batch, Verify verify, List<Score> roots) {

    /**
     * How fast blocks are sent at the most, in bytes a second; 0 for as fast as it goes.
     *
     * @param each to each target
     * @param total to all targets together
     */
    public record Limits(long each, long total) {

        /** As fast as it goes. */
        public static final Limits NONE = new Limits(0, 0);

        public Limits {
            if (each < 0 || total < 0) {
                throw new IllegalArgumentException("limits %d and %d".formatted(each, total));
            }
        }
    }

    /**
     * When a target is asked to make blocks durable.
     *
     * @param bytes of blocks after which it is asked
     * @param interval the same by time
     */
    public record Batch(long bytes, Duration interval) {

        public Batch {
            if (bytes < 1) {
                throw new IllegalArgumentException("a batch of %d bytes".formatted(bytes));
            }
        }
    }

    /** What is done about roots at the end. */
    public enum Verify {
        /** Nothing. */
        NONE,
        /** Everything below the newest root must be there (venti-protocol 14, level 1). */
        STRUCTURE,
        /** Everything below the newest root is read (level 2). */
        FULL
    }

    /** Bytes of blocks that are not durable anywhere, and so held in memory for all targets together. */
    private static final long MOST_UNSYNCED = 128 << 20;

    /** 32 MiB or 5 seconds a batch, a minute of patience, no limits, the newest root checked. */
    public static final MirrorOptions DEFAULT = new MirrorOptions(ClientOptions.DEFAULT, Optional.empty(),
            Limits.NONE, Duration.ofMinutes(1), new Batch(32 << 20, Duration.ofSeconds(5)), Verify.STRUCTURE,
            List.of());

    public MirrorOptions {
        roots = List.copyOf(roots);
    }

    /** The same with another way to talk to servers. */
    public MirrorOptions with(ClientOptions other) {
        return new MirrorOptions(other, sourceServer, limits, patience, batch, verify, roots);
    }

    /** The same with the source's own server. */
    public MirrorOptions withSourceServer(Dial other) {
        return new MirrorOptions(client, Optional.of(other), limits, patience, batch, verify, roots);
    }

    /** The same with other limits. */
    public MirrorOptions with(Limits other) {
        return new MirrorOptions(client, sourceServer, other, patience, batch, verify, roots);
    }

    /** The same with another patience. */
    public MirrorOptions with(Duration other) {
        return new MirrorOptions(client, sourceServer, limits, other, batch, verify, roots);
    }

    /** The same with batches of so many bytes. */
    public MirrorOptions withBatch(long bytes) {
        return new MirrorOptions(client, sourceServer, limits, patience, new Batch(bytes, batch.interval()), verify,
                roots);
    }

    /** The same for one of so many targets: what is not durable yet is held in memory for all of them. */
    MirrorOptions withShareOf(int targets) {
        return withBatch(Math.max(1, Math.min(batch.bytes(), MOST_UNSYNCED / targets)));
    }

    /** The same with another care for roots. */
    public MirrorOptions with(Verify other, List<Score> otherRoots) {
        return new MirrorOptions(client, sourceServer, limits, patience, batch, other, otherRoots);
    }
}
