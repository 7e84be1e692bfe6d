package org.arenavault.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.media.Content;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.TrackExtent;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.ReadEffort;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.Vault;

/**
 * A set whose ledger knows discs.
 *
 * @param set in the vault of the store that is to be restored
 */
record RecordedSet(BackupSet set) {

    private static final UUID STORE = new UUID(1, 1);

    /** A fresh set in the vault of a store. */
    static RecordedSet of(RestoredStore store, String name) throws IOException {
        return of(store, name, "/dev/arenas");
    }

    /** The same; {@code source} is the partition that its arenas were recorded from. */
    static RecordedSet of(RestoredStore store, String name, String source) throws IOException {
        Path folder = store.folder().resolve("vault");
        SetName setName = new SetName(name);
        return new RecordedSet(new Vault(folder, Disks.REAL, new ManualClock()).create(setName,
                SetConfig.of(setName, new UUID(2, name.hashCode()), STORE,
                        new SetConfig.Source("", List.of(source), "", false),
                        new SetConfig.MediumChoice("bd-r", SetConfig.Spare.NONE, 0, ""))));
    }

    DiscIdentity identity(int number) {
        return new DiscIdentity(STORE, set.config().set(), set.name().text(), number,
                new UUID(set.config().set().getLeastSignificantBits(), number));
    }

    /** A disc of this set, which the ledger does not know yet. */
    FakeDisc disc(int number) {
        return FakeDisc.labelled(identity(number));
    }

    /** Writes into the ledger that these arenas were recorded on a disc, track after track, and verified. */
    void record(int number, FakeDisc disc, SampleArena... arenas) throws IOException {
        recordAll(number, disc, Stream.of(arenas).map(SampleArena::record).toList());
    }

    /** The same of whatever its tracks carry. */
    void recordAll(int number, FakeDisc disc, List<? extends Content> contents) throws IOException {
        append(new LedgerEvent.Begun(number, identity(number).disc(), "bd-r", 1 << 20, ""));
        List<TrackExtent> tracks = disc.inspect().tracks();
        for (int i = 0; i < contents.size(); i++) {
            TrackExtent track = tracks.get(i);
            append(new TrackEvent.Intent(number, i + 1, track.lba(), track.blocks(), contents.get(i), ""));
            append(new TrackEvent.Written(number, i + 1));
            append(new TrackEvent.Closed(number, i + 1, track.lba(), track.blocks()));
            append(new TrackEvent.Verified(number, i + 1, "fake drive", new ReadEffort(0, 1, 0, 0)));
        }
    }

    /** Records the next disc of a rig, with so many arenas and parity of 2 columns, known to the ledger. */
    void record(MendingRig rig, int number, int arenas) throws IOException {
        int before = rig.arenas().size();
        rig.record(identity(number), arenas, 2, 3);
        append(new LedgerEvent.Begun(number, identity(number).disc(), "bd-r", 1 << 20, ""));
        for (int track = 1; track <= arenas; track++) {
            TrackExtent extent = rig.tracks().get(track - 1);
            append(new TrackEvent.Intent(number, track, extent.lba(), extent.blocks(),
                    rig.arenas().get(before + track - 1).record(), ""));
            append(new TrackEvent.Written(number, track));
            append(new TrackEvent.Closed(number, track, extent.lba(), extent.blocks()));
        }
    }

    /** A disc with these arenas, known to the ledger. */
    FakeDisc recorded(int number, SampleArena... arenas) throws IOException {
        FakeDisc disc = disc(number);
        for (SampleArena arena : arenas) {
            disc.with(arena);
        }
        record(number, disc, arenas);
        return disc;
    }

    /** A disc with these increments, known to the ledger. */
    FakeDisc recorded(int number, SampleIncrement... increments) throws IOException {
        FakeDisc disc = disc(number);
        for (SampleIncrement increment : increments) {
            disc.with(increment);
        }
        recordAll(number, disc, Stream.of(increments).map(SampleIncrement::content).toList());
        return disc;
    }

    /** Appends a line to the ledger. */
    void append(LedgerEvent event) throws IOException {
        try (LockedSet locked = set.lock()) {
            locked.ledger().append(event);
        }
    }

    /** What the ledger says. */
    SetState read() throws IOException {
        return set.read();
    }
}
