package org.arenavault.backup;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.Count;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Terminal;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.Ledger;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * How the tracks of a disc come to an end, and the disc itself: whole, dead, or full. Every end has its line in the
 * ledger, and no disc that takes no more keeps a track announced that is not on it.
 */
final class TrackEnding {

    /** Tracks that may fail on one disc before nothing more is entrusted to it (optical 5.5). */
    private static final int FAILURES = 2;

    private final Ledger ledger;
    private final int number;
    private final Medium medium;
    private final DiscWatch watch;
    private final Terminal terminal;
    private final Tally tally;
    private int failures;
    /** Whether a track came to its end. */
    private boolean recorded;

    TrackEnding(Ledger ledger, int number, Medium medium, DiscWatch watch, Terminal terminal, Tally tally) {
        this.ledger = ledger;
        this.number = number;
        this.medium = medium;
        this.watch = watch;
        this.terminal = terminal;
        this.tally = tally;
    }

    private DiscRecord disc() {
        return watch.disc();
    }

    /** What to call a track. */
    String what(TrackRecord track) {
        return "%s track %d (%s)".formatted(disc().identity().label(), track.number(), track.content().name());
    }

    /** All of a track was written and synchronised. */
    void written(TrackRecord track) throws IOException {
        if (disc().track(track.number()).orElseThrow().state() == TrackState.INTENT) {
            ledger.append(new TrackEvent.Written(number, track.number()));
        }
    }

    /** A track is closed, as the drive says. */
    void closed(TrackRecord track, TrackExtent extent) throws IOException {
        if (extent.condition() != TrackExtent.Condition.CLOSED || extent.lba() != track.lba()
                || extent.blocks() != track.blocks()) {
            throw new MediumFaultException("%s: the drive says %s at %d with %d blocks; %d blocks at %d were written"
                    .formatted(what(track), extent.condition(), extent.lba(), extent.blocks(), track.blocks(),
                            track.lba()));
        }
        ledger.append(new TrackEvent.Closed(number, track.number(), extent.lba(), extent.blocks()));
        recorded = true;
    }

    /** A track that nobody saw the end of turns out to be closed. */
    void foundClosed(TrackRecord track, TrackExtent extent) throws IOException {
        if (extent.blocks() == track.blocks()) {
            written(track);
            closed(track, extent);
        } else {
            dead(track.number(), extent.lba(), extent.blocks(),
                    "closed after %d of %d blocks".formatted(extent.blocks(), track.blocks()));
        }
    }

    /** A track holds nothing. */
    void dead(int track, long lba, long blocks, String reason) throws IOException {
        ledger.append(new TrackEvent.Dead(number, track, lba, blocks, reason));
    }

    /**
     * Closes an interrupted track for good; where its number is free again afterwards it counts as never begun. A disc
     * on which it cannot be closed takes no more.
     */
    void giveUp(int track, TrackExtent extent, String reason) throws IOException {
        try {
            watch.givenUp(medium.giveUp(extent), track);
        } catch (MediumFaultException e) {
            terminal.print(e.getMessage());
            dead(track, extent.lba(), extent.blocks(), reason);
            markFull("track %d cannot be closed".formatted(track));
            return;
        }
        if (watch.state().appendPoint().number() > track) {
            TrackExtent closed = watch.state().track(track).orElse(extent);
            dead(track, closed.lba(), closed.blocks(), reason);
        }
        if (!watch.state().isWritable()) {
            markFull(watch.state().reason());
        }
    }

    /** A track that met a fault of the medium: whatever the disc says of it now, nothing more goes there. */
    void failed(TrackRecord track, MediumFaultException fault) throws IOException {
        terminal.print("%s failed: %s".formatted(what(track), fault.getMessage()));
        Optional<TrackExtent> extent = watch.state().track(track.number());
        if (extent.isPresent() && extent.get().condition() == TrackExtent.Condition.CLOSED) {
            foundClosed(track, extent.get());
        } else if (extent.isPresent()) {
            giveUp(track.number(), extent.get(), fault.getMessage());
        }
        countFailure();
        if (fault.reach() == MediumFaultException.Reach.MEDIUM) {
            failures = FAILURES;
            markFull(fault.getMessage());
        }
    }

    /** A track failed, or is bad. */
    void countFailure() throws IOException {
        failures++;
        if (failures >= FAILURES) {
            markFull(Count.of(failures, "track") + " failed");
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

    /** Says that nothing more will be written on the disc. */
    void markFull(String reason) throws IOException {
        markFull(reason, !reason.equals(LedgerEvent.Full.NO_ROOM));
    }

    /** The same where the drive says so: no fault, if what was recorded here before went well. */
    void markFullAsTheDriveSays() throws IOException {
        markFull(watch.state().reason(), !recorded);
    }

    private void markFull(String reason, boolean fault) throws IOException {
        if (disc().fullReason().isEmpty()) {
            ledger.append(new LedgerEvent.Full(number, reason));
            tally.putAside(new BackupResult.PutAside(disc().identity().label(), reason, fault));
        }
        Optional<TrackRecord> open = disc().openTrack();
        if (open.isPresent() && watch.state().track(open.get().number()).isEmpty()) {
            ledger.withdraw(disc(), reason);
        }
    }
}
