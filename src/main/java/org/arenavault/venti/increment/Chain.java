package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.arenavault.io.Digests;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.ChainEnd.Cause;

/**
 * The increments of an active arena that count as backed up now, compared with the arena as it is (protection 2.1).
 * Only those of the newest chain matter that join from 0 on. Clumps are compared by their directory entries; where
 * the directory does not know one yet, by its header.
 */
public final class Chain {

    /** Of increments that begin at one place the longest, of these the newest. */
    private static final Comparator<RecordedIncrement> BEST =
            Comparator.<RecordedIncrement>comparingLong(increment -> increment.origin().to())
                    .thenComparingLong(RecordedIncrement::sequence);

    private final ActiveArena active;
    private final List<RecordedIncrement> members;

    private Chain(ActiveArena active, List<RecordedIncrement> members) {
        this.active = active;
        this.members = members;
    }

    /**
     * Where the next increment begins.
     *
     * @param counting increments that count as backed up now; those of other arenas are passed over
     * @param chains fresh identities
     * @throws IOException if the arena cannot be read
     */
    public static ChainEnd end(ActiveArena active, List<RecordedIncrement> counting, Supplier<UUID> chains)
            throws IOException {
        String name = active.arena().name();
        List<RecordedIncrement> ours = counting.stream().filter(one -> one.origin().arena().equals(name)).toList();
        Optional<RecordedIncrement> newest = ours.stream().max(Comparator.comparingLong(RecordedIncrement::sequence));
        if (newest.isEmpty()) {
            return anew(active, chains, Cause.FIRST, "");
        }
        IncrementOrigin last = newest.get().origin();
        ArenaForm form = ArenaForm.of(active);
        if (!form.equals(last.form())) {
            return anew(active, chains, Cause.REFORMATTED, ("%s: was formatted anew: %d bytes with the clump magic "
                    + "%08x, not %d with %08x; its increments begin at 0 again").formatted(active.arena().where(),
                    form.size(), form.clumpMagic(), last.form().size(), last.form().clumpMagic()));
        }
        List<RecordedIncrement> members = ours.stream().filter(one -> one.origin().chain().equals(last.chain())
                && one.origin().form().equals(form)).toList();
        return new Chain(active, members).end(last.chain(), chains);
    }

    private static ChainEnd anew(ActiveArena active, Supplier<UUID> chains, Cause cause, String reason) {
        ClumpPlace place = ClumpPlace.START;
        for (Optional<ClumpPlace> next = Optional.of(place); next.isPresent(); next = active.behindKnownHole(place)) {
            place = next.get();
        }
        return new ChainEnd(chains.get(), place, Long.MAX_VALUE, Optional.of(cause), reason);
    }

    private ChainEnd end(UUID chain, Supplier<UUID> chains) throws IOException {
        ClumpPlace place = ClumpPlace.START;
        while (true) {
            long at = place.offset();
            Optional<RecordedIncrement> next = members.stream().filter(one -> one.origin().from() == at).max(BEST);
            if (next.isPresent()) {
                Optional<ClumpPlace> behind = behind(place, next.get().origin());
                if (behind.isEmpty()) {
                    return anew(active, chains, Cause.ROLLED_BACK, ("%s: its clumps at %d-%d are not those of the "
                            + "increments any more: it was rolled back or formatted anew; they begin at 0 again")
                            .formatted(active.arena().where(), at, next.get().origin().to()));
                }
                place = behind.get();
                continue;
            }
            OptionalLong further =
                    members.stream().mapToLong(one -> one.origin().from()).filter(from -> from > at).min();
            Optional<ClumpPlace> behindHole = behindHole(place, further);
            if (behindHole.isEmpty()) {
                return end(chain, place, further, chains);
            }
            place = behindHole.get();
        }
    }

    /** Damage that no increment carries breaks no chain: the next increment begins behind it. */
    private Optional<ClumpPlace> behindHole(ClumpPlace place, OptionalLong further) throws IOException {
        Optional<ClumpPlace> known = active.behindKnownHole(place);
        if (known.isPresent() || further.isEmpty()) {
            return known;
        }
        Optional<ClumpPlace> behind = active.behindDamage(place);
        while (behind.isPresent() && behind.get().offset() < further.getAsLong()) {
            behind = active.behindDamage(behind.get());
        }
        return behind.filter(found -> found.offset() == further.getAsLong());
    }

    /** What joins from 0 on ends at {@code place}; {@code further} increments lie behind it. */
    private ChainEnd end(UUID chain, ClumpPlace place, OptionalLong further, Supplier<UUID> chains) {
        if (further.isEmpty()) {
            return new ChainEnd(chain, place, Long.MAX_VALUE, Optional.empty(), "");
        }
        long at = place.offset();
        String where = active.arena().where();
        if (at == 0) {
            return anew(active, chains, Cause.LOST,
                    "%s: its increment at 0 is lost; its increments begin at 0 again".formatted(where));
        }
        return new ChainEnd(chain, place, further.getAsLong(), Optional.of(Cause.GAP),
                "%s: its increment at %d is lost; it is made again".formatted(where, at));
    }

    /** The place behind the clumps of {@code origin}, which begin at {@code start}; empty if they are others now. */
    private Optional<ClumpPlace> behind(ClumpPlace start, IncrementOrigin origin) throws IOException {
        Optional<ClumpPlace> byDirectory = behind(start, origin, (place, entry) ->
                active.directory().copy(place.ordinal(), entry) || copyHeader(place, entry));
        // a directory may be wrong where clumps are right, and then for good; the clumps cost many more reads
        return byDirectory.isPresent() ? byDirectory : behind(start, origin, (place, entry) ->
                copyHeader(place, entry) || active.directory().copy(place.ordinal(), entry));
    }

    /** Finds the directory entry of the clump at a place. */
    @FunctionalInterface
    private interface Entries {

        /** Puts its 25 bytes into {@code entry}; false if nobody knows them. */
        boolean copy(ClumpPlace place, byte[] entry) throws IOException;
    }

    private Optional<ClumpPlace> behind(ClumpPlace start, IncrementOrigin origin, Entries arena) throws IOException {
        MessageDigest entries = Digests.sha1();
        byte[] entry = new byte[ArenaFormat.CLUMP_INFO];
        ByteBuffer view = ByteBuffer.wrap(entry);
        ClumpPlace place = start;
        for (long i = 0; i < origin.clumps(); i++) {
            place = active.numbered(place);
            if (!arena.copy(place, entry)) {
                return Optional.empty();
            }
            entries.update(entry);
            place = place.behind(ArenaFormat.CLUMP_HEADER + Fields.u16(view, ClumpInfo.SIZE_AT));
            if (place.offset() > origin.to()) {
                return Optional.empty();
            }
        }
        return place.offset() == origin.to() && Score.of(entries).equals(origin.entries())
                ? Optional.of(place) : Optional.empty();
    }

    private boolean copyHeader(ClumpPlace place, byte[] entry) throws IOException {
        Optional<ClumpHeader> header = active.headerAt(place);
        header.ifPresent(found -> found.info().encode(ByteBuffer.wrap(entry), 0));
        return header.isPresent();
    }
}
