package org.arenavault.venti.increment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;

/**
 * An active arena made anew of its increments (protection 2.3): those of the newest chain that join from 0 on, clump by
 * clump as they were, and behind them every block of the others that it lacks. It is unsealed, so that a venti goes on
 * filling it.
 */
public final class Reassembly {

    private final List<String> notes = new ArrayList<>();
    private final List<Increment> base = new ArrayList<>();
    private final List<Increment> others = new ArrayList<>();
    private final IncrementOrigin origin;
    private Optional<Gap> gap = Optional.empty();

    /**
     * Clumps of the arena that no increment has, though one has some behind them.
     *
     * @param from offset of the first
     * @param to offset behind the last
     */
    public record Gap(long from, long to) {
    }

    /**
     * What has come of it.
     *
     * @param tail the arena's, as it is on disk
     * @param joined clumps at their old places
     * @param appended blocks of other increments, behind them
     * @param withoutRoom blocks that the arena lacks and has no room for
     * @param notes what is worth knowing, one line each: gaps, older chains, increments that are damaged
     */
    public record Result(ArenaTail tail, long joined, long appended, long withoutRoom, List<String> notes) {

        public Result {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Reads all the increments, and decides which of them join. One that is not what its seal says is passed over here;
     * its whole clumps are still taken.
     *
     * @param increments of one arena, in any order
     * @throws RefusedException if there are none
     * @throws IOException for causes that do not lie in the increments, or if the operator has asked to stop
     */
    public Reassembly(List<Increment> increments, Progress.Stage stage, StopSignal stop) throws IOException {
        List<Increment> sound = new ArrayList<>();
        for (Increment increment : increments) {
            try {
                increment.verify(stage, stop);
                sound.add(increment);
            } catch (UnusableBytesException e) {
                notes.add(e.getMessage());
            }
        }
        this.origin = newest(sound.isEmpty() ? increments : sound).origin();
        join(sound);
        increments.stream().filter(increment -> !base.contains(increment))
                .sorted(Comparator.comparingLong(Increment::sequence)).forEach(others::add);
    }

    /** The newest increment of the newest chain that has a beginning, or else of all. */
    private static Increment newest(List<Increment> increments) throws RefusedException {
        Map<UUID, List<Increment>> chains = increments.stream()
                .collect(Collectors.groupingBy(increment -> increment.origin().chain()));
        Comparator<Increment> bySequence = Comparator.comparingLong(Increment::sequence);
        Optional<Increment> begun = chains.values().stream()
                .filter(chain -> chain.stream().anyMatch(increment -> increment.origin().from() == 0))
                .flatMap(List::stream).max(bySequence);
        return begun.or(() -> increments.stream().max(bySequence))
                .orElseThrow(() -> new RefusedException("there is no increment to make an arena of"));
    }

    private void join(List<Increment> sound) {
        List<Increment> chain = sound.stream()
                .filter(increment -> increment.origin().chain().equals(origin.chain())
                        && increment.origin().form().equals(origin.form())).toList();
        long at = 0;
        long clumps = 0;
        Optional<Increment> next = next(chain, at, clumps);
        while (next.isPresent()) {
            base.add(next.get());
            at = next.get().origin().to();
            clumps += next.get().origin().clumps();
            next = next(chain, at, clumps);
        }
        long end = at;
        OptionalLong behind = chain.stream().mapToLong(increment -> increment.origin().from())
                .filter(from -> from > end).min();
        if (behind.isPresent()) {
            gap = Optional.of(new Gap(end, behind.getAsLong()));
            notes.add(("%s: its clumps at %d-%d are in no increment that is here; the blocks behind them come to other "
                    + "places").formatted(Plain.field(origin.arena()), end, behind.getAsLong()));
        }
    }

    /** The increment that goes on at {@code at}, behind {@code clumps} clumps: the longest, of several the newest. */
    private static Optional<Increment> next(List<Increment> chain, long at, long clumps) {
        return chain.stream().filter(increment -> increment.origin().from() == at)
                .filter(increment -> hasRoom(increment.origin(), clumps))
                .max(Comparator.<Increment>comparingLong(increment -> increment.origin().to())
                        .thenComparingLong(Increment::sequence));
    }

    private static boolean hasRoom(IncrementOrigin part, long clumpsBefore) {
        return part.to() + ArenaFormat.directorySize(clumpsBefore + part.clumps(), part.form().blockSize())
                <= part.form().usable();
    }

    /** What is lost between those that join and the next of their chain; empty if nothing is known to be. */
    public Optional<Gap> gap() {
        return gap;
    }

    /** What the increments say of the arena: its name, its size, where it lay. */
    public IncrementOrigin origin() {
        return origin;
    }

    /**
     * Writes the arena. Whatever lies in its place is lost with the first step; the tail is written last, so that there
     * is no arena before all of it is on disk. The table of its partition is the caller's affair.
     *
     * @param slot its place, as long as the arena was, in a partition of its block size; its name becomes the arena's
     * @throws RefusedException if the place is another one
     * @throws CorruptException if an increment is not what it was before
     */
    public Result into(Arena slot, Progress.Stage stage, StopSignal stop) throws IOException {
        ArenaForm form = origin.form();
        if (slot.size() != form.size() || slot.blockSize() != form.blockSize()) {
            throw new RefusedException("%s: has %d bytes in blocks of %d; arena %s needs %d in blocks of %d".formatted(
                    slot.where(), slot.size(), slot.blockSize(), Plain.field(form.name()), form.size(),
                    form.blockSize()));
        }
        LogAppender log = new LogAppender(slot, form.version(), form.clumpMagic());
        KnownBlocks known = new KnownBlocks();
        for (Increment increment : base) {
            joinInto(log, known, increment, stop);
            stage.add(increment.arena().size());
        }
        long joined = log.stats().clumps();
        LackingBlocks lacking = new LackingBlocks(log, known, stop);
        for (Increment increment : others) {
            lacking.take(increment);
            stage.add(increment.arena().size());
        }
        if (log.stats().clumps() == 0) {
            throw new RefusedException("%s: its increments hold no whole clump"
                    .formatted(Plain.field(origin.arena())));
        }
        List<String> all = new ArrayList<>(notes);
        all.addAll(lacking.notes());
        return new Result(log.finish(), joined, log.stats().clumps() - joined, lacking.withoutRoom(), all);
    }

    private void joinInto(LogAppender log, KnownBlocks known, Increment increment, StopSignal stop) throws IOException {
        new SealedClumps(increment.arena(), increment.tail()).all((info, bytes, at, whole) -> {
            if (!whole && !SealedClumps.isMarked(info)) {
                throw new CorruptException(increment.where() + ": is not what it was when it was checked; try again");
            }
            log.add(info, bytes, at, whole);
            if (whole && !others.isEmpty()) {
                known.add(info);
            }
        }, stop);
    }
}
