package org.arenavault.cli.drive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.media.Recognition;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.Spares;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;

/**
 * A disc that something is about to be done to for good, by hand: where its label shows which disc of a set of this
 * vault it is, the set is locked, and its ledger is told beforehand.
 */
final class DiscInDrive implements Closeable {

    private final OpticalDrive drive;
    private final String device;
    private final World world;
    private final Recognition seen;
    private final Optional<LockedSet> set;
    private final String obstacle;

    private DiscInDrive(OpticalDrive drive, String device, World world, Recognition seen,
                        Optional<LockedSet> set, String obstacle) {
        this.drive = drive;
        this.device = device;
        this.world = world;
        this.seen = seen;
        this.set = set;
        this.obstacle = obstacle;
    }

    /**
     * Looks at the disc in a drive.
     *
     * @param device the drive, as the user names it
     * @throws org.arenavault.io.OperatorNeededException if another process writes the set
     */
    static DiscInDrive of(OpticalDrive drive, String device, Vault vault, World world) throws IOException {
        Recognition seen = recognise(drive);
        Optional<DiscIdentity> label = seen.labelled().map(Recognition.Labelled::disc);
        if (label.isEmpty()) {
            return new DiscInDrive(drive, device, world, seen, Optional.empty(), "no label shows which disc it is");
        }
        DiscIdentity disc = label.get();
        for (SetName name : vault.names()) {
            try {
                BackupSet known = vault.open(name);
                if (known.config().set().equals(disc.set())) {
                    return known(known.lock(), drive, device, world, seen, disc);
                }
            } catch (RefusedException | UnusableBytesException e) {
                world.terminal().print("note: set '%s' cannot be asked for the disc: %s".formatted(name,
                        e.getMessage()));
            }
        }
        return new DiscInDrive(drive, device, world, seen, Optional.empty(), "its set is none of this vault's");
    }

    private static DiscInDrive known(LockedSet locked, OpticalDrive drive, String device, World world,
                                     Recognition seen, DiscIdentity disc) throws IOException {
        boolean same = locked.state().disc(disc.number())
                .filter(record -> record.uuid().equals(disc.disc())).isPresent();
        if (!same) {
            locked.close();
        }
        return new DiscInDrive(drive, device, world, seen, same ? Optional.of(locked) : Optional.empty(),
                same ? "" : "the ledger of its set does not know it");
    }

    @SuppressWarnings("resource")
    private static Recognition recognise(OpticalDrive drive) throws IOException {
        try {
            // the drive is its user's, and stays open
            Medium medium = OpticalMedium.open(drive, Spares.NONE);
            return Recognition.of(medium, medium.inspect());
        } catch (UnusableBytesException e) {
            return new Recognition.Unsuitable(e.getMessage());
        }
    }

    /**
     * Makes sure that the disc is still the one that was looked at.
     *
     * @throws OperatorNeededException if another one lies there by now
     */
    void requireSame() throws IOException {
        Recognition now = recognise(drive);
        if (!now.equals(seen)) {
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                    "%s: %s lies there by now, not %s; nothing was done to it; insert that one and start again"
                            .formatted(device, now.text(), seen.text()));
        }
    }

    /** Which disc it is, in brackets, where that is known; else nothing. */
    String text() {
        return seen.labelled().map(labelled -> " (%s)".formatted(labelled.text())).orElse("");
    }

    /**
     * Tells the ledger what is about to be done, or the user why it is not told.
     *
     * @param event what happens to the disc
     */
    void tell(Function<DiscRecord, LedgerEvent> event) throws IOException {
        if (set.isPresent()) {
            DiscRecord disc = set.get().state().disc(label().orElseThrow().number()).orElseThrow();
            set.get().ledger().append(event.apply(disc));
            set.get().ledger().withdraw(disc, disc.fullReason().isEmpty() ? disc.mark().toString() : disc.fullReason());
            world.terminal().print("the ledger of set '%s' says so of %s".formatted(set.get().set().name(),
                    disc.identity().label()));
        } else if (!seen.isBlank()) {
            world.terminal().print(("note: no ledger says so: %s%s; where its set is kept, 'arenavault verify %s -d "
                    + "%s' records what it finds").formatted(obstacle, text(),
                            label().map(disc -> ShellWord.of(disc.setName())).orElse("SET"), ShellWord.of(device)));
        }
    }

    private Optional<DiscIdentity> label() {
        return seen.labelled().map(Recognition.Labelled::disc);
    }

    @Override
    public void close() throws IOException {
        if (set.isPresent()) {
            set.get().close();
        }
    }
}
