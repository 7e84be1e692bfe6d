package org.arenavault.sets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/**
 * Makes a set's ledger anew: of what the one that is there says as far as it holds, and of what discs say beyond
 * that. The old one is kept beside it under another name.
 */
public final class LedgerRebuild {

    /** What becomes of the ledger that is there. */
    public enum Basis {
        /** What it says stays; the discs add to it. */
        LEDGER,
        /** Nothing of it stays. */
        DISCS
    }

    /**
     * What a rebuild came to.
     *
     * @param state what the new ledger comes to
     * @param damage what was wrong with the old one, from where on nothing of it is kept; empty if nothing was
     */
    public record Result(SetState state, Optional<String> damage) {
    }

    private final Path folder;
    private final Path current;
    private final LedgerHeader header;
    private final Disks disks;
    private final Clock clock;

    LedgerRebuild(Path folder, LedgerHeader header, Disks disks, Clock clock) {
        this.folder = folder;
        this.current = folder.resolve(BackupSet.LEDGER);
        this.header = header;
        this.disks = disks;
        this.clock = clock;
    }

    /**
     * Does it, in one step.
     *
     * @param last the highest number of a disc that is on record beside the ledger
     * @throws RefusedException if discs and ledger contradict each other, or the ledger is another set's
     */
    Result run(DiscsSeen seen, Basis basis, int last) throws IOException {
        boolean exists = OwnFiles.exists(current);
        Old old = exists && basis == Basis.LEDGER ? Old.read(current, disks) : Old.NONE;
        if (old.state().isPresent()) {
            requireSameSet(old.state().get().header());
            old.state().get().requireUnderstood(current);
        }
        long first = old.state().filter(state -> state.lastSequence() >= seen.sequence())
                .map(SetState::firstSequence).orElse(seen.sequence() + 1);
        Path fresh = folder.resolve(BackupSet.LEDGER + Leftovers.FRESH);
        SetState state;
        try (LedgerDraft draft = LedgerDraft.begin(fresh, first, header, disks, clock)) {
            if (old.state().isPresent()) {
                old.copy(current, disks, draft);
            }
            add(seen, draft, last);
            draft.finish();
            state = draft.state();
        }
        OwnFiles.run(current, () -> {
            if (exists) {
                NewFiles.copy(current, free(folder));
            }
            DurableFiles.moveOver(fresh, current);
        });
        return new Result(state, old.damage());
    }

    private void requireSameSet(LedgerHeader old) throws RefusedException {
        if (!old.set().equals(header.set()) || !old.store().equals(header.store())) {
            throw new RefusedException(("%s is the ledger of another set, %s; --fresh makes one of the discs alone, "
                    + "and keeps that file under another name").formatted(current, old.set()));
        }
    }

    /** Numbers above those of the old ledger that no disc was shown of are missed until somebody says otherwise. */
    private static void add(DiscsSeen seen, LedgerDraft draft, int last) throws IOException {
        SetState state = draft.state();
        int before = state.lastDisc();
        for (LedgerEvent.FromDisc line : seen.lines()) {
            Optional<DiscRecord> known = state.disc(line.disc());
            if (known.isEmpty() || line.isNewTo(known.get())) {
                draft.add(line);
            }
        }
        int highest = Math.max(Math.max(seen.highest(), last), state.lastDisc());
        long above = state.discs().stream().filter(disc -> disc.number() > before).count();
        if (above < highest - before) {
            draft.add(new LedgerEvent.Rebuilt(highest, false));
        }
    }

    private static Path free(Path folder) throws IOException {
        for (int n = 1;; n++) {
            Path path = folder.resolve("%s.old-%d".formatted(BackupSet.LEDGER, n));
            if (!OwnFiles.exists(path)) {
                return path;
            }
        }
    }

    /**
     * The ledger that is there, as far as it holds.
     *
     * @param state what its lines come to; empty if not even the first one holds
     * @param end where the last line that holds ends, bytes
     */
    private record Old(Optional<SetState> state, long end, Optional<String> damage) {

        static final Old NONE = new Old(Optional.empty(), 0, Optional.empty());

        static Old read(Path path, Disks disks) throws IOException {
            DurableFiles.refuseLink(path);
            try (Storage file = OwnFiles.on(disks).openToRead(path)) {
                LedgerReader reader = new LedgerReader(path, file);
                Optional<String> damage = Optional.empty();
                try {
                    reader.replay();
                } catch (CorruptException e) {
                    damage = Optional.of(e.getMessage());
                }
                return new Old(reader.state(), reader.validEnd(), damage);
            }
        }

        /** Adds the lines behind the first one to a draft, with the times that they have. */
        void copy(Path path, Disks disks, LedgerDraft draft) throws IOException {
            try (Storage file = OwnFiles.on(disks).openToRead(path)) {
                LedgerReader.lines(path, file.slice(0, end)).forEach(fields -> {
                    if (!fields.text("type").equals(LedgerHeader.TYPE)) {
                        draft.add(fields.instant("time"), LedgerEvent.decode(fields));
                    }
                });
            }
        }
    }
}
