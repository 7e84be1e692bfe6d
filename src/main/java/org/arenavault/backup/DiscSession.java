package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.arenavault.io.Fifo;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.media.AnyLabel;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumKind;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;
import org.arenavault.optical.AppendPoint;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.Ledger;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * A disc of the set in the drive, matched with the ledger's record of it. Every step on the disc has its line:
 * intent before, result after the fact. Whatever the disc refuses to say is not claimed.
 */
final class DiscSession implements Closeable {

    private static final String UNANNOUNCED = "interrupted before it was announced";

    private final Ledger ledger;
    private final int number;
    private final Medium medium;
    private final TrackCheck check;
    private final DiscWatch watch;
    private final TrackEnding ending;
    private final TrackBurning burning;

    DiscSession(Ledger ledger, int number, Medium medium, MediumState state, World outer, Fifo fifo, Tally tally) {
        World world = outer.with(outer.progress().inMultiplesOf(medium.oneX()));
        this.ledger = ledger;
        this.number = number;
        this.medium = medium;
        this.check = new TrackCheck(world.clock(), world.progress(), world.stop());
        this.watch = new DiscWatch(ledger, number, medium, state);
        this.ending = new TrackEnding(ledger, number, medium, watch, world.terminal(), tally);
        this.burning = new TrackBurning(medium, watch, ending, world, fifo);
    }

    /** What the ledger knows of the disc, now. */
    DiscRecord disc() {
        return watch.disc();
    }

    /** What the disc says of itself, since the last step on it. */
    MediumState state() {
        return watch.state();
    }

    /** The drive that it lies in. */
    String drive() {
        return medium.drive();
    }

    /** Whether it is a disk, a file or a folder. */
    boolean isOnDisk() {
        return medium.kind().equals(MediumKind.DISK);
    }

    /** Whether its tracks carry labels, which tell what they are. */
    boolean labelsTracks() {
        return medium.labelsTracks();
    }

    /** What a closed track holds, opened when it is read. */
    Storage contents(TrackRecord track) {
        return TrackOnDisc.of(medium, state().track(track.number()).orElseThrow());
    }

    /**
     * The sums of the units of a closed track; it is read for them if they are not known.
     *
     * @return empty if it turns out bad, or is not on the disc
     */
    Optional<UnitSums> sums(TrackRecord track) throws IOException {
        if (state().track(track.number()).isEmpty()) {
            return Optional.empty();
        }
        Optional<UnitSums> known = ledger.sums().of(disc(), track);
        return known.isPresent() || !verify(track, false).sound() ? known : ledger.sums().of(disc(), track);
    }

    /** How many blocks a track of these contents takes. */
    long blocksFor(long contents) {
        return medium.blocksFor(contents);
    }

    /** The block size of the arenas that are on the disc, bytes, where it takes no other. */
    OptionalInt blockSize() {
        return medium.labelsTracks() ? OptionalInt.empty()
                : disc().arenas().mapToInt(copy -> copy.arena().blockSize()).findFirst();
    }

    /**
     * Finds out how the track ended that was announced last and never closed, and brings it to an end
     * (optical 5.5). A track that nobody announced comes to its end, too: a power failure can damage one before its
     * first block.
     *
     * @param content what it was to carry, if that can still be read
     */
    void settle(Optional<ReadyContent> content) throws IOException {
        Optional<TrackRecord> open = disc().openTrack();
        if (open.isPresent()) {
            settle(open.get(), content);
        }
        Optional<TrackExtent> stray = state().tracks().stream()
                .filter(extent -> extent.condition() != TrackExtent.Condition.CLOSED).findFirst();
        if (stray.isPresent() && disc().isAppendable()) {
            ending.dead(stray.get().number(), stray.get().lba(), 0, UNANNOUNCED);
            ending.giveUp(stray.get().number(), stray.get(), UNANNOUNCED);
        }
    }

    private void settle(TrackRecord track, Optional<ReadyContent> content) throws IOException {
        Optional<TrackExtent> extent = state().track(track.number());
        if (extent.isEmpty()) {
            settleMissing(track);
            return;
        }
        if (extent.get().lba() != track.lba()) {
            throw new RefusedException("%s: track %d starts at %d, it was announced at %d: not the disc that was being "
                    .formatted(medium.drive(), track.number(), extent.get().lba(), track.lba()) + "written");
        }
        switch (extent.get().condition()) {
            case CLOSED -> ending.foundClosed(track, extent.get());
            case OPEN -> settleOpen(track, extent.get(),
                    content.filter(ready -> ready.record().isSameAs(track.content())));
            case DAMAGED -> ending.giveUp(track.number(), extent.get(), "interrupted, and damaged by it");
        }
    }

    /** Nothing of it is on the disc: it is announced again, where the disc then has its next track. */
    private void settleMissing(TrackRecord track) throws IOException {
        if (state().appendPoint().number() == track.number() && state().appendPoint().start() == track.lba()) {
            return;
        }
        if (track.state() != TrackState.INTENT) {
            throw new RefusedException(("%s: track %d was written at %d and is not there, but the next is %d at "
                    + "%d: this is not the disc that was being written").formatted(medium.drive(),
                    track.number(), track.lba(), state().appendPoint().number(), state().appendPoint().start()));
        }
        ending.dead(track.number(), track.lba(), 0, "announced, but never begun");
    }

    private void settleOpen(TrackRecord track, TrackExtent extent, Optional<ReadyContent> content) throws IOException {
        if (extent.blocks() > track.blocks() || content.isEmpty() || !burning.holdsBeginning(extent, content.get())) {
            ending.giveUp(track.number(), extent,
                    "interrupted, and what it holds is not the beginning of its contents");
        } else {
            burning.resume(track, extent, content.get());
        }
    }

    /**
     * Records a content in the next track.
     *
     * @return what became of it; a track that failed has been brought to an end
     * @throws SourceException if it cannot be read; its track has been brought to an end
     */
    TrackRecord burn(ReadyContent content) throws IOException {
        watch.requireUnchanged();
        AppendPoint point = state().appendPoint();
        TrackEvent.Intent intent = new TrackEvent.Intent(number, point.number(), point.start(),
                medium.blocksFor(content.record().size()), content.record(), content.reason());
        Optional<TrackRecord> announced = disc().openTrack();
        if (announced.isEmpty() || !isFor(announced.get(), intent)) {
            ledger.append(intent);
        }
        TrackRecord track = disc().track(intent.track()).orElseThrow();
        burning.begin(track, content);
        return disc().track(intent.track()).orElseThrow();
    }

    private static boolean isFor(TrackRecord track, TrackEvent.Intent intent) {
        return track.number() == intent.track() && track.lba() == intent.lba() && track.blocks() == intent.blocks()
                && track.content().equals(intent.content()) && track.state() == TrackState.INTENT;
    }

    /** True once the disc was given up because tracks on it failed. */
    boolean isGivenUp() {
        return ending.isGivenUp();
    }

    /** True once the disc takes no more although tracks failed and none holds anything. */
    boolean isWasted() {
        return ending.isWasted();
    }

    /**
     * Reads a closed track back; the ledger says what came of it.
     *
     * @param deep decode and hash every block of its arena as well
     */
    TrackCheck.Result verify(TrackRecord track, boolean deep) throws IOException {
        Optional<TrackExtent> extent = state().track(track.number());
        TrackCheck.Result result = extent.isPresent() ? read(track, extent.get(), deep)
                : TrackCheck.Result.fault("is not on the disc");
        if (result.sound()) {
            ledger.sums().keep(disc(), track, result.sums().orElseThrow());
            ledger.append(new TrackEvent.Verified(number, track.number(), medium.drive(), result.effort()));
        } else {
            bad(track, result);
        }
        return result;
    }

    private void bad(TrackRecord track, TrackCheck.Result result) throws IOException {
        ledger.append(new TrackEvent.Bad(number, track.number(), medium.drive(), result.fault().orElseThrow(),
                result.ranges()));
        ending.countFailure();
    }

    /**
     * Reads parts of a closed track; the ledger says what came of it.
     *
     * @param sums of all units of the track
     */
    TrackCheck.Result sample(TrackRecord track, UnitSums sums, TrackSample sample) throws IOException {
        Optional<TrackExtent> extent = state().track(track.number());
        TrackCheck.Result result = extent.isPresent()
                ? sample.of(medium, extent.get(), track.content(), label(track), sums)
                : TrackCheck.Result.fault("is not on the disc");
        if (extent.isPresent() && (!result.sound() || label(track).isEmpty())) {
            watch.requireRead(track.number());
        }
        if (result.sound()) {
            ledger.append(new TrackEvent.Sampled(number, track.number(), medium.drive(), result.sampled(),
                    result.effort().recovered()));
        } else {
            bad(track, result);
        }
        return result;
    }

    /** What the label of a track should say; empty if it need not have one. */
    private Optional<AnyLabel> label(TrackRecord track) {
        return medium.labelsTracks() && track.labelled() ? Optional.of(track.label(disc().identity()))
                : Optional.empty();
    }

    private TrackCheck.Result read(TrackRecord track, TrackExtent extent, boolean deep) throws IOException {
        if (track.blocks() == 0) {
            ledger.append(new TrackEvent.Closed(number, track.number(), extent.lba(), extent.blocks()));
        }
        Optional<AnyLabel> expected = label(track);
        TrackCheck.Result result = check.check(medium, extent, track.content(), expected,
                ledger.sums().of(disc(), track), ending.what(track));
        if (deep && result.sound()) {
            result = check.deep(medium, extent, track.content(), result);
        }
        if (!result.sound() || expected.isEmpty()) {
            // its own label has not shown that it was read from this disc
            watch.requireRead(track.number());
        }
        return result;
    }

    /** Blocks of arenas that were decoded and hashed so far. */
    long decoded() {
        return check.decoded();
    }

    /** Says that nothing more will be written on the disc. */
    void markFull(String reason) throws IOException {
        ending.markFull(reason);
    }

    /** The same where the drive says so: no fault, if what was recorded here before went well. */
    void markFullAsTheDriveSays() throws IOException {
        ending.markFullAsTheDriveSays();
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
