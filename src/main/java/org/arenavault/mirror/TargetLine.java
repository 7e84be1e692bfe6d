package org.arenavault.mirror;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Dial;
import org.arenavault.io.IoFunction;
import org.arenavault.io.PeerException;
import org.arenavault.io.Progress;
import org.arenavault.io.World;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.VentiClient;

/** The way to one target: a connection, made again when it is lost, and the account of what went over it. */
final class TargetLine implements Closeable {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SLICE = Duration.ofMillis(200);

    private final Dial dial;
    private final TargetState state;
    private final MirrorOptions options;
    private final List<Throttle> throttles;
    private final AlternateSources alternates;
    private final World world;
    private final MirrorTally tally = new MirrorTally();
    private boolean staying;
    /** Open from the last use on, if it stays. */
    private Optional<VentiClient> open = Optional.empty();

    TargetLine(Dial dial, TargetState state, MirrorOptions options, Throttle total, AlternateSources alternates,
            World world) {
        this.dial = dial;
        this.state = state;
        this.options = options;
        this.throttles = List.of(total, new Throttle(options.limits().each(), world.clock(), world.stop()));
        this.alternates = alternates;
        this.world = world;
    }

    /** The connection stays from one use to the next. */
    TargetLine staying() {
        staying = true;
        return this;
    }

    Dial dial() {
        return dial;
    }

    TargetState state() {
        return state;
    }

    MirrorTally tally() {
        return tally;
    }

    /**
     * Does something with the target. When the target is lost, it is done again, as long as it comes on, or patience
     * lasts.
     *
     * @param title for the progress
     * @param bytes that are to be sent, as they are stored
     * @throws PeerException if the target refuses, or is lost for good
     */
    <T> T use(String title, IoFunction<TargetState, Long> bytes, IoFunction<Target, T> work) throws IOException {
        long pause = FIRST_PAUSE.toNanos();
        long deadline = world.clock().nanos() + options.patience().toNanos();
        while (true) {
            long before = tally.sent() + tally.presentCount();
            boolean old = open.isPresent();
            try {
                return once(title, bytes.apply(state), work);
            } catch (PeerException e) {
                boolean lost = e.fault() == PeerException.Fault.UNREACHABLE
                        || e.fault() == PeerException.Fault.SILENT;
                if (tally.sent() + tally.presentCount() > before) {
                    pause = FIRST_PAUSE.toNanos();
                    deadline = world.clock().nanos() + options.patience().toNanos();
                }
                if (lost && old) {
                    // it may have been dropped while nobody needed it
                    continue;
                }
                if (!lost || world.clock().nanos() + pause > deadline) {
                    throw e;
                }
                // several mirrors of one target must not come back in step
                sleep(pause + Math.floorMod(world.uuids().get().getLeastSignificantBits(), pause / 4));
                pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            }
        }
    }

    private void sleep(long nanos) throws CancelledException {
        long until = world.clock().nanos() + nanos;
        for (long left = nanos; left > 0; left = until - world.clock().nanos()) {
            world.stop().check();
            world.clock().sleep(left < SLICE.toNanos() ? Duration.ofNanos(left) : SLICE);
        }
    }

    private <T> T once(String title, long bytes, IoFunction<Target, T> work) throws IOException {
        VentiClient client = open.isPresent() ? open.get()
                : VentiClient.connect(dial, options.client().withMaxUnsynced(options.batch().bytes()), world);
        open = Optional.of(client);
        boolean done = false;
        try (Progress.Stage stage = world.progress().begin(title, bytes)) {
            alternates.open(dial.toString(), client);
            T result = work.apply(new Target(dial.toString(), client, state, options, throttles, alternates,
                    new Target.Observers(tally, stage), world.stop()));
            done = staying;
            return result;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** Ends the connection; the next use makes another. */
    @Override
    public void close() {
        alternates.close(dial.toString());
        open.ifPresent(VentiClient::close);
        open = Optional.empty();
    }

    /**
     * Asks the target for the last block of an arena that it was given. A target that does not have it any more was
     * replaced, or restored from an older state: the arena begins again.
     *
     * @param name what people call the arena
     */
    void checkEnd(VentiClient client, String key, String name) throws IOException {
        world.stop().check();
        Optional<ArenaCursor> cursor = state.cursor(key);
        if (cursor.isPresent() && !cursor.get().proof().score().equals(Score.NONE)
                && !client.contains(cursor.get().proof().score(), BlockType.fromDisk(cursor.get().proof().type()))) {
            tally.note("%s: lacks the last block of %s that it had; the arena is compared from its beginning"
                    .formatted(dial, name));
            state.forget(key);
        }
    }

    /** How far it came, when something has ended its turn. */
    static TargetReport.Outcome outcome(PeerException e) {
        return switch (e.fault()) {
            case FULL -> TargetReport.Outcome.FULL;
            case UNREACHABLE, SILENT -> TargetReport.Outcome.UNREACHABLE;
            default -> TargetReport.Outcome.REFUSED;
        };
    }
}
