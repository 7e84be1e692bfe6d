package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Fifo;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.Pump;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackLabel;
import org.arenavault.media.TrackPlan;
import org.arenavault.media.TrackWriter;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.Ledger;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * A disc of the set in the drive, matched with the ledger's record of it. Every step on the disc has its line:
 * intent before, result after the fact. Whatever the disc refuses to say is not claimed.
 */
final class DiscSession implements Closeable {

    /** Tracks that may fail on one disc before nothing more is entrusted to it (optical 5.5). */
    private static final int FAILURES = 2;
    /** How often a drive may lose what it has in its buffer before the track is given up. */
    private static final int RESETS = 8;
    /** Why a disc takes no more on which all went well. */
    static final String NO_ROOM = "full";
    private static final String UNANNOUNCED = "interrupted before it was announced";

    private final Ledger ledger;
    private final int number;
    private final Medium medium;
    private final World world;
    private final Fifo fifo;
    private final Tally tally;
    private final TrackCheck check;
    private MediumState state;
    private int failures;
    /** Whether {@link #state} is of a moment ago. */
    private boolean fresh = true;
    /** Whether anything was written on the disc that may not be seen on it. */
    private boolean touched;
    /** Whether a command that writes went through. */
    private boolean begun;
    /** Whether a track came to its end. */
    private boolean recorded;

    DiscSession(Ledger ledger, int number, Medium medium, MediumState state, World world, Fifo fifo, Tally tally) {
        this.tally = tally;
        this.ledger = ledger;
        this.number = number;
        this.medium = medium;
        this.state = state;
        this.touched = !state.tracks().isEmpty();
        this.world = world;
        this.fifo = fifo;
        this.check = new TrackCheck(world.clock(), world.progress(), world.stop());
    }

    /** What the ledger knows of the disc, now. */
    DiscRecord disc() {
        return ledger.state().disc(number).orElseThrow();
    }

    /** What the disc says of itself, since the last step on it. */
    MediumState state() {
        return state;
    }

    /** How many blocks a track of these contents takes. */
    long blocksFor(long contents) {
        return medium.blocksFor(contents);
    }

    /** Whether arenas with blocks of this size can join those that are on the disc. */
    boolean takesBlockSize(int blockSize) {
        return medium.labelsTracks()
                || disc().holding().allMatch(track -> track.arena().blockSize() == blockSize);
    }

    /**
     * Looks at the medium afresh. Whatever happened to it meanwhile: nothing is done to it, and nothing said of it,
     * unless it is still this very disc.
     *
     * @param underWay the track that is being written; 0 if none is
     * @throws OperatorNeededException if another disc lies there, and nothing but that is known of it
     */
    private void lookAgain(int underWay) throws IOException {
        lookAgain(underWay, !touched);
    }

    private void lookAgain(int underWay, boolean blankWill) throws IOException {
        MediumState now = medium.inspect();
        refuse(new DiscProof(disc(), medium).obstacle(now, underWay, blankWill), underWay);
        refuse(DiscMatch.otherTracks(disc(), now).map("another copy (%s)"::formatted), underWay);
        state = now;
    }

    private void refuse(Optional<String> other, int underWay) throws OperatorNeededException {
        if (other.isPresent()) {
            String label = disc().identity().label();
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                    "%s: %s lies there by now, not %s%s; insert %s and start again".formatted(medium.drive(),
                            other.get(), label, underWay == 0 ? "" : ", whose track %d was begun".formatted(underWay),
                            label));
        }
    }

    /** The same before something is written. */
    private void requireUnchanged() throws IOException {
        if (fresh) {
            fresh = false;
            return;
        }
        lookAgain(0);
        Optional<String> moved = DiscMatch.otherCopy(disc(), state);
        if (moved.isPresent()) {
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                    "%s: %s; nothing was written".formatted(medium.drive(), moved.get()));
        }
    }

    private String what(TrackRecord track) {
        return "%s track %d (%s)".formatted(disc().identity().label(), track.number(), track.arena().name());
    }

    /**
     * Finds out how the track ended that was announced last and never closed, and brings it to an end
     * (optical 5.5). So too a track that nobody announced: a power failure can damage one before its first block.
     *
     * @param arena what it was to carry, if that can still be read
     */
    void settle(Optional<SealedArena> arena) throws IOException {
        Optional<TrackRecord> open = disc().openTrack();
        if (open.isPresent()) {
            settle(open.get(), arena);
        }
        Optional<TrackExtent> stray = state.tracks().stream()
                .filter(extent -> extent.condition() != TrackExtent.Condition.CLOSED).findFirst();
        if (stray.isPresent() && disc().isAppendable()) {
            ledger.append(new LedgerEvent.Dead(number, stray.get().number(), stray.get().lba(), 0, UNANNOUNCED));
            giveUp(stray.get().number(), stray.get(), UNANNOUNCED);
        }
    }

    private void settle(TrackRecord track, Optional<SealedArena> arena) throws IOException {
        Optional<TrackExtent> extent = state.track(track.number());
        if (extent.isEmpty()) {
            settleMissing(track);
            return;
        }
        if (extent.get().lba() != track.lba()) {
            throw new RefusedException("%s: track %d starts at %d, it was announced at %d: not the disc that was being "
                    .formatted(medium.drive(), track.number(), extent.get().lba(), track.lba()) + "written");
        }
        switch (extent.get().condition()) {
            case CLOSED -> settleClosed(track, extent.get());
            case OPEN -> settleOpen(track, extent.get(), arena.filter(a -> a.record().isSameAs(track.arena())));
            case DAMAGED -> giveUp(track.number(), extent.get(), "interrupted, and damaged by it");
        }
    }

    /** Nothing of it is on the disc: it is announced again, where the disc then has its next track. */
    private void settleMissing(TrackRecord track) throws IOException {
        if (state.next() == track.number() && state.nextLba() == track.lba()) {
            return;
        }
        if (track.state() != TrackState.INTENT) {
            throw new RefusedException(("%s: track %d was written at %d and is not there, but the next is %d at "
                    + "%d: this is not the disc that was being written").formatted(medium.drive(),
                    track.number(), track.lba(), state.next(), state.nextLba()));
        }
        ledger.append(new LedgerEvent.Dead(number, track.number(), track.lba(), 0, "announced, but never begun"));
    }

    private void settleClosed(TrackRecord track, TrackExtent extent) throws IOException {
        if (extent.blocks() == track.blocks()) {
            written(track);
            closed(track, extent);
        } else {
            ledger.append(new LedgerEvent.Dead(number, track.number(), extent.lba(), extent.blocks(),
                    "closed after %d of %d blocks".formatted(extent.blocks(), track.blocks())));
        }
    }

    private void settleOpen(TrackRecord track, TrackExtent extent, Optional<SealedArena> arena) throws IOException {
        if (extent.blocks() > track.blocks() || arena.isEmpty() || !holdsBeginning(extent, arena.get())) {
            giveUp(track.number(), extent, "interrupted, and what it holds is not the beginning of its arena");
            return;
        }
        world.terminal().say("Continuing %s after %d of %d blocks".formatted(what(track), extent.blocks(),
                track.blocks()));
        TrackPlan plan = plan(track);
        record(track, arena.get(), () -> medium.resume(plan, extent));
    }

    private boolean holdsBeginning(TrackExtent extent, SealedArena arena) throws IOException {
        Storage contents = arena.contents();
        long length = Math.min(extent.bytes(), contents.size());
        byte[] seen = new byte[Fifo.BUFFER];
        byte[] expected = new byte[Fifo.BUFFER];
        try (Storage track = medium.read(extent);
                Progress.Stage stage = world.progress().begin("comparing what is there of " + arena.record().name(),
                        length)) {
            for (long at = 0; at < length; at += Fifo.BUFFER) {
                world.stop().check();
                int count = (int) Math.min(Fifo.BUFFER, length - at);
                track.read(at, ByteBuffer.wrap(seen, 0, count));
                contents.read(at, ByteBuffer.wrap(expected, 0, count));
                if (!Arrays.equals(seen, 0, count, expected, 0, count)) {
                    return false;
                }
                stage.add(count);
            }
            return true;
        } catch (MediumFaultException e) {
            return false;
        }
    }

    /**
     * Closes an interrupted track for good; where its number is free again afterwards it counts as never begun. A disc
     * on which it cannot be closed takes no more.
     */
    private void giveUp(int track, TrackExtent extent, String reason) throws IOException {
        try {
            MediumState now = medium.giveUp(extent);
            refuse(new DiscProof(disc(), medium).contradiction(now, track), track);
            refuse(DiscMatch.otherTracks(disc(), now).map("another copy (%s)"::formatted), track);
            state = now;
        } catch (MediumFaultException e) {
            world.terminal().say(e.getMessage());
            ledger.append(new LedgerEvent.Dead(number, track, extent.lba(), extent.blocks(), reason));
            full("track %d cannot be closed".formatted(track));
            return;
        }
        if (state.next() > track) {
            TrackExtent closed = state.track(track).orElse(extent);
            ledger.append(new LedgerEvent.Dead(number, track, closed.lba(), closed.blocks(), reason));
        }
        if (!state.isWritable()) {
            full(state.reason());
        }
    }

    /**
     * Records an arena in the next track.
     *
     * @return what became of it; a track that failed has been brought to an end
     * @throws SourceException if the arena cannot be read; its track has been brought to an end
     */
    TrackRecord burn(SealedArena arena) throws IOException {
        requireUnchanged();
        LedgerEvent.Intent intent = new LedgerEvent.Intent(number, state.next(), state.nextLba(),
                medium.blocksFor(arena.record().size()), arena.record(), arena.reason());
        Optional<TrackRecord> announced = disc().openTrack();
        if (announced.isEmpty() || !isFor(announced.get(), intent)) {
            ledger.append(intent);
        }
        TrackRecord track = disc().track(intent.track()).orElseThrow();
        TrackPlan plan = plan(track);
        record(track, arena, () -> medium.append(plan));
        return disc().track(intent.track()).orElseThrow();
    }

    private static boolean isFor(TrackRecord track, LedgerEvent.Intent intent) {
        return track.number() == intent.track() && track.lba() == intent.lba() && track.blocks() == intent.blocks()
                && track.arena().equals(intent.arena()) && track.state() == TrackState.INTENT;
    }

    private TrackPlan plan(TrackRecord track) {
        return new TrackPlan(track.label(disc().identity()), track.blocks());
    }

    @FunctionalInterface
    private interface WriterOpener {

        TrackWriter open() throws IOException;
    }

    private void record(TrackRecord track, SealedArena arena, WriterOpener opener) throws IOException {
        fresh = false;
        Optional<WriterOpener> next = Optional.of(opener);
        for (int resets = 0; next.isPresent(); resets++) {
            try {
                write(track, arena, next.get());
                return;
            } catch (MediumFaultException e) {
                // a drive that was reset has lost what was in its buffer; else a blank disc is another one
                boolean lost = e.reach() == MediumFaultException.Reach.BUFFER;
                lookAgain(track.number(), !touched && (lost || !begun));
                next = lost && resets < RESETS ? goOn(track, arena, e) : Optional.empty();
                if (next.isEmpty()) {
                    failed(track, e);
                }
            } catch (SourceException e) {
                lookAgain(track.number());
                Optional<TrackExtent> begun = state.track(track.number());
                if (begun.isPresent()) {
                    giveUp(track.number(), begun.get(), e.getMessage());
                }
                throw e;
            }
        }
        lookAgain(0);
    }

    private void write(TrackRecord track, SealedArena arena, WriterOpener opener) throws IOException {
        TrackExtent closed;
        try (TrackWriter writer = opener.open()) {
            write(writer, arena.contents(), "burning " + what(track));
            writer.finish();
            written(track);
            closed = writer.closeTrack();
        }
        lookAgain(track.number());
        closed(track, closed);
    }

    /** How a track goes on that has lost nothing but what the drive had buffered: as after a power failure. */
    private Optional<WriterOpener> goOn(TrackRecord track, SealedArena arena, MediumFaultException fault)
            throws IOException {
        Optional<TrackExtent> extent = state.track(track.number());
        TrackPlan plan = plan(track);
        if (extent.isEmpty() && state.isWritable() && state.next() == track.number()
                && state.nextLba() == track.lba()) {
            world.terminal().say("%s; %s is begun anew".formatted(fault.getMessage(), what(track)));
            return Optional.of(() -> medium.append(plan));
        }
        boolean goesOn = extent.isPresent() && extent.get().condition() == TrackExtent.Condition.OPEN
                && extent.get().lba() == track.lba() && extent.get().blocks() <= track.blocks()
                && holdsBeginning(extent.get(), arena);
        if (!goesOn) {
            return Optional.empty();
        }
        world.terminal().say("%s; continuing %s after %d of %d blocks".formatted(fault.getMessage(), what(track),
                extent.get().blocks(), track.blocks()));
        return Optional.of(() -> medium.resume(plan, extent.get()));
    }

    private void write(TrackWriter writer, Storage contents, String what) throws IOException {
        try (Pump pump = new Pump(fifo, contents, writer.position());
                Progress.Stage stage = world.progress().begin(what, contents.size() - writer.position())) {
            pump.prefill();
            ByteBuffer buffer = take(pump);
            while (buffer.hasRemaining()) {
                int count = buffer.remaining();
                try {
                    writer.write(buffer);
                } finally {
                    begun |= buffer.remaining() < count;
                }
                touched = true;
                stage.add(count);
                stage.detail("fifo %d%%".formatted(pump.fill()));
                pump.release(buffer);
                if (world.stop().requested()) {
                    throw new CancelledException("stopped at the operator's wish, within %s; start again to continue it"
                            .formatted(what.substring("burning ".length())));
                }
                buffer = take(pump);
            }
        }
    }

    private static ByteBuffer take(Pump pump) throws IOException {
        try {
            return pump.take();
        } catch (MediumFaultException | CorruptException e) {
            throw new SourceException(e);
        }
    }

    private void written(TrackRecord track) throws IOException {
        if (disc().track(track.number()).orElseThrow().state() == TrackState.INTENT) {
            ledger.append(new LedgerEvent.Written(number, track.number()));
        }
    }

    private void closed(TrackRecord track, TrackExtent extent) throws IOException {
        if (extent.condition() != TrackExtent.Condition.CLOSED || extent.lba() != track.lba()
                || extent.blocks() != track.blocks()) {
            throw new MediumFaultException("%s: the drive says %s at %d with %d blocks; %d blocks at %d were written"
                    .formatted(what(track), extent.condition(), extent.lba(), extent.blocks(), track.blocks(),
                            track.lba()));
        }
        ledger.append(new LedgerEvent.Closed(number, track.number(), extent.lba(), extent.blocks()));
        recorded = true;
    }

    /** A track that met a fault of the medium: whatever the disc says of it now, nothing more goes there. */
    private void failed(TrackRecord track, MediumFaultException fault) throws IOException {
        world.terminal().say("%s failed: %s".formatted(what(track), fault.getMessage()));
        Optional<TrackExtent> extent = state.track(track.number());
        if (extent.isPresent() && extent.get().condition() == TrackExtent.Condition.CLOSED) {
            settleClosed(track, extent.get());
        } else if (extent.isPresent()) {
            giveUp(track.number(), extent.get(), fault.getMessage());
        }
        countFailure();
        if (fault.reach() == MediumFaultException.Reach.MEDIUM) {
            failures = FAILURES;
            full(fault.getMessage());
        }
    }

    private void countFailure() throws IOException {
        failures++;
        if (failures >= FAILURES) {
            full(Count.of(failures, "track") + " failed");
        }
    }

    /** True once the disc was given up because tracks on it failed. */
    boolean isGivenUp() {
        return failures >= FAILURES;
    }

    /** True once the disc takes no more although tracks failed and none holds anything. */
    boolean isWasted() {
        return isGivenUp()
                || (failures > 0 && !disc().isAppendable() && disc().holding().findAny().isEmpty());
    }

    /**
     * Reads a closed track back; the ledger says what came of it.
     *
     * @param deep decode and hash every block of its arena as well
     */
    TrackCheck.Result verify(TrackRecord track, boolean deep) throws IOException {
        Optional<TrackExtent> extent = state.track(track.number());
        TrackCheck.Result result = extent.isPresent() ? read(track, extent.get(), deep)
                : TrackCheck.Result.fault("is not on the disc");
        if (result.sound()) {
            ledger.append(new LedgerEvent.Verified(number, track.number(), medium.drive(), result.recovered(),
                    result.rate()));
        } else {
            ledger.append(new LedgerEvent.Bad(number, track.number(), medium.drive(), result.fault().orElseThrow()));
            countFailure();
        }
        return result;
    }

    private TrackCheck.Result read(TrackRecord track, TrackExtent extent, boolean deep) throws IOException {
        if (track.blocks() == 0) {
            ledger.append(new LedgerEvent.Closed(number, track.number(), extent.lba(), extent.blocks()));
        }
        TrackLabel label = track.label(disc().identity());
        Optional<TrackLabel> expected = medium.labelsTracks() && track.labelled() ? Optional.of(label)
                : Optional.empty();
        TrackCheck.Result result = check.check(medium, extent, track.arena(), expected, what(track));
        if (deep && result.sound()) {
            result = check.deep(medium, extent, result);
        }
        if (!result.sound() || expected.isEmpty()) {
            // its own label has not shown that it was read from this disc
            MediumState now = medium.inspect();
            refuse(new DiscProof(disc(), medium).obstacle(now, track.number(), false), track.number());
            state = now;
        }
        return result;
    }

    /** Says that nothing more will be written on the disc. */
    void full(String reason) throws IOException {
        full(reason, !reason.equals(NO_ROOM));
    }

    /** The same where the drive says so: no fault, if what was recorded here before went well. */
    void fullAsTheDriveSays() throws IOException {
        full(state.reason(), !recorded);
    }

    private void full(String reason, boolean fault) throws IOException {
        if (disc().full().isEmpty()) {
            ledger.append(new LedgerEvent.Full(number, reason));
            tally.putAside(new BackupResult.PutAside(disc().identity().label(), reason, fault));
        }
    }

    /** Hands the disc out. */
    void eject() throws IOException {
        medium.eject();
    }

    @Override
    public void close() throws IOException {
        medium.close();
    }
}
