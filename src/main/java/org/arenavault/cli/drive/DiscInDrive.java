package org.arenavault.cli.drive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.OpticalMedium;
import org.arenavault.media.Recognition;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.Spares;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SeenDisc;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;

/**
 * A disc that something is about to be done to for good, by hand: where its label shows which disc of a set of this
 * vault it is, the set is locked, and its ledger is told beforehand.
 */
final class DiscInDrive implements Closeable {

    /** What the drive says of the disc; without a state if it cannot make it out. */
    private record Look(Recognition seen, Optional<MediumState> state) {
    }

    private final OpticalDrive drive;
    private final String device;
    private final World world;
    private final Recognition seen;
    private Optional<LockedSet> set = Optional.empty();
    /** Its number in the set. */
    private int number;
    private String obstacle = "no set of this vault knows it";

    private DiscInDrive(OpticalDrive drive, String device, World world, Recognition seen) {
        this.drive = drive;
        this.device = device;
        this.world = world;
        this.seen = seen;
    }

    /**
     * Looks at the disc in a drive.
     *
     * @param device the drive, as the user names it
     * @throws org.arenavault.io.OperatorNeededException if another process writes the set
     */
    static DiscInDrive of(OpticalDrive drive, String device, Vault vault, World world) throws IOException {
        Look look = look(drive);
        DiscInDrive disc = new DiscInDrive(drive, device, world, look.seen());
        if (look.state().isPresent() && !look.seen().isUseless()) {
            disc.find(vault, look.state().get());
        }
        return disc;
    }

    /** Locks the set of whose discs it is one, by its label or, where it has none, by what lies on it. */
    private void find(Vault vault, MediumState state) throws IOException {
        Optional<UUID> labelled = label().map(DiscIdentity::set);
        for (SetName name : vault.names()) {
            try {
                BackupSet known = vault.open(name);
                if (labelled.map(known.config().set()::equals).orElse(true) && isOf(known.look(), state)) {
                    set = Optional.of(known.lock());
                    return;
                }
            } catch (RefusedException | UnusableBytesException e) {
                world.terminal().print("note: set '%s' cannot be asked for the disc: %s".formatted(name,
                        e.getMessage()));
            }
        }
    }

    private boolean isOf(SetState known, MediumState state) throws IOException {
        SeenDisc disc = SeenDisc.of(seen, state, known);
        Optional<DiscRecord> record = disc.toRead();
        if (record.isEmpty()) {
            obstacle = label().isPresent() ? disc.sentence() : obstacle;
            return false;
        }
        Optional<String> copy = DiscMatch.otherBody(record.get(), state);
        obstacle = copy.orElse(obstacle);
        number = record.get().number();
        return copy.isEmpty();
    }

    @SuppressWarnings("resource")
    private static Look look(OpticalDrive drive) throws IOException {
        try {
            // the drive is its user's, and stays open
            Medium medium = OpticalMedium.open(drive, Spares.NONE);
            MediumState state = medium.inspect();
            return new Look(Recognition.of(medium, state), Optional.of(state));
        } catch (UnusableBytesException e) {
            return new Look(new Recognition.Unsuitable(e.getMessage()), Optional.empty());
        }
    }

    /**
     * Makes sure that the disc is still the one that was looked at.
     *
     * @throws OperatorNeededException if another one lies there by now
     */
    void requireSame() throws IOException {
        Recognition now = look(drive).seen();
        if (!now.equals(seen)) {
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                    "%s: %s lies there by now, not %s; nothing was done to it; insert that one and start again"
                            .formatted(device, now.text(), seen.text()));
        }
    }

    /** Which disc it is, in brackets, where that is known; else nothing. */
    String text() {
        return seen.labelled().map(Recognition::text).or(() -> set.map(known -> "disc %s of set '%s'".formatted(
                known.state().disc(number).orElseThrow().identity().label(), known.state().name())))
                .map(" (%s)"::formatted).orElse("");
    }

    /**
     * Tells the ledger what is about to be done, or the user why it is not told.
     *
     * @param event what happens to the disc
     */
    void tell(Function<DiscRecord, LedgerEvent> event) throws IOException {
        if (set.isPresent()) {
            DiscRecord disc = set.get().state().disc(number).orElseThrow();
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
