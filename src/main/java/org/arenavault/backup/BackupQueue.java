package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CancelledException;
import org.arenavault.io.IoFunction;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Unverified;

/**
 * The arenas that are still to be recorded and the discs that take them, shared by all drives that work at it: no two
 * have the same arena or the same disc in hand, and no two blanks get the same number.
 */
final class BackupQueue {

    /** The disc that a drive is to be given next. */
    sealed interface Target {

        /** What each case comes to. */
        <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread)
                throws IOException;

        /** Its number in the set. */
        int number();

        /** The disc, if it was begun before and is to be recorded on. */
        default Optional<DiscRecord> begun() {
            return Optional.empty();
        }

        /** Whether any blank will do. */
        default boolean isFresh() {
            return false;
        }

        /** Whether it is to be recorded on. */
        default boolean isRecorded() {
            return true;
        }

        /** One that was begun before. */
        record Begun(DiscRecord disc) implements Target {

            @Override
            public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread)
                    throws IOException {
                return begun.apply(this);
            }

            @Override
            public int number() {
                return disc.number();
            }

            @Override
            public Optional<DiscRecord> begun() {
                return Optional.of(disc);
            }
        }

        /** A blank, and the number that it gets. */
        record Fresh(int number) implements Target {

            @Override
            public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread)
                    throws IOException {
                return fresh.apply(this);
            }

            @Override
            public boolean isFresh() {
                return true;
            }
        }

        /** One that takes no more, of which tracks were never read back. */
        record Unread(DiscRecord disc) implements Target {

            @Override
            public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread)
                    throws IOException {
                return unread.apply(this);
            }

            @Override
            public boolean isRecorded() {
                return false;
            }

            @Override
            public int number() {
                return disc.number();
            }
        }
    }

    private static final int NOWHERE = -1;

    private final SetState state;
    private final BackupOptions options;
    private final DiscRule rule;
    private final Deque<ArenaToRecord> queue;
    /** What the drives that have no disc yet are looking for, by the drive's number. */
    private final Map<Integer, Target> targets = new HashMap<>();
    /** The drive that each disc is in. */
    private final Map<Integer, Integer> inHand = new HashMap<>();
    /** Discs that were in hand in the course of this work. */
    private final Set<Integer> tended = new HashSet<>();
    /** Discs that a drive could not be given, by the drive's number: another may have them within reach. */
    private final Map<Integer, Set<Integer>> beyond = new HashMap<>();
    /** Discs that were given to a drive to be read back alone. */
    private final Set<Integer> readOnly = new HashSet<>();
    /** The arenas that this work is about. */
    private final Set<String> asked;
    private final int drives;
    private boolean halted;

    /**
     * The queue of one backup.
     *
     * @param arenas those to record
     * @param asked the names of all that are to be on disc, and read back, in the end
     * @param drives how many work at it
     */
    BackupQueue(SetState state, SetConfig.MediumChoice choice, MediumDescription medium, BackupOptions options,
            Collection<? extends ArenaToRecord> arenas, Set<String> asked, int drives) {
        this.asked = Set.copyOf(asked);
        this.state = state;
        this.options = options;
        this.rule = new DiscRule(state, choice, medium, options);
        this.queue = new ArrayDeque<>(arenas);
        this.drives = drives;
    }

    /**
     * What a drive is to be given next. One that has nothing to do waits for those that look for a disc: they may find
     * that it is within its reach.
     *
     * @return empty if there is nothing for it to do
     * @throws CancelledException if the thread was interrupted meanwhile
     */
    synchronized Optional<Target> target(int drive) throws CancelledException {
        Target before = targets.remove(drive);
        Optional<Target> next = choose(drive, before);
        try {
            while (next.isEmpty() && !targets.values().stream().allMatch(Target::isFresh)) {
                wait();
                next = choose(drive, before);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for another drive", e);
        }
        next.ifPresent(target -> targets.put(drive, target));
        return next;
    }

    private Optional<Target> choose(int drive, Target before) {
        if (halted) {
            return Optional.empty();
        }
        Set<Integer> excluded = beyond.getOrDefault(drive, Set.of());
        Optional<Target> next = toRecordOn(drive, before, excluded);
        return next.isPresent() ? next : unread().filter(disc -> !excluded.contains(disc.number())).findFirst()
                .map(Target.Unread::new);
    }

    private Optional<Target> toRecordOn(int drive, Target before, Set<Integer> excluded) {
        long recording = targets.values().stream().filter(Target::isRecorded).count();
        if (!rule.allowsAnother((int) (tended.size() + recording))) {
            return Optional.empty();
        }
        List<DiscRecord> free = free().filter(disc -> !excluded.contains(disc.number())).toList();
        List<DiscRecord> unfinished = rule.unfinished(free, tended);
        if (!unfinished.isEmpty()) {
            return Optional.of(new Target.Begun(unfinished.get(0)));
        }
        if (available(drive).count() <= recording) {
            return Optional.empty();
        }
        OptionalInt roomy = rule.pick(rule.rooms(free.stream()), nextSize(drive));
        return Optional.of(roomy.isPresent() ? new Target.Begun(state.disc(roomy.getAsInt()).orElseThrow())
                : fresh(before));
    }

    /** The discs that are to be read back and nothing else: after all recording, for nobody is asked. */
    private Stream<DiscRecord> unread() {
        return idle().filter(this::isUnread);
    }

    private boolean isUnread(DiscRecord disc) {
        return options.verify() && disc.mark().counts() && !readOnly.contains(disc.number())
                && disc.tracks().stream().anyMatch(track -> track.state() == TrackState.CLOSED
                        && asked.contains(track.arena().name())
                        && Unverified.isUnverified(state, track.arena().name()));
    }

    private Stream<DiscRecord> free() {
        return idle().filter(DiscRecord::isAppendable);
    }

    /** The discs that no drive has or is to be given. */
    private Stream<DiscRecord> idle() {
        return state.discs().stream().filter(disc -> !inHand.containsKey(disc.number())
                && targets.values().stream().noneMatch(target -> target.number() == disc.number()));
    }

    private Target fresh(Target before) {
        if (before != null && before.isFresh() && state.disc(before.number()).isEmpty()) {
            return before;
        }
        Set<Integer> reserved = targets.values().stream().map(Target::number).collect(Collectors.toSet());
        int number = state.nextDisc();
        while (reserved.contains(number)) {
            number++;
        }
        return new Target.Fresh(number);
    }

    /**
     * Takes a disc that was begun before: the one that the drive was to be given, or another that nobody has in hand
     * and that is as good. One that takes no more is taken to be read back, if it never was.
     *
     * @return false if it is not to be used
     */
    synchronized boolean claim(int drive, DiscRecord disc) {
        Optional<Target> target = Optional.ofNullable(targets.get(drive));
        boolean fresh = target.filter(Target::isFresh).isPresent();
        boolean wanted = target.flatMap(Target::begun).filter(begun -> begun.number() == disc.number()).isPresent();
        // where few discs are allowed, those are used that the plan names
        boolean open = drives > 1 || options.discs() <= 0;
        boolean useful = disc.isAppendable() && target.map(Target::isRecorded).orElse(true)
                && (wanted || (open && rule.isUnfinished(disc))
                        || ((open || fresh) && hasRoom(drive, disc)));
        if (inHand.containsKey(disc.number()) || !(useful || isUnread(disc))) {
            return false;
        }
        if (useful) {
            take(drive, disc.number());
        } else {
            targets.remove(drive);
            inHand.put(disc.number(), drive);
            readOnly.add(disc.number());
            notifyAll();
        }
        return true;
    }

    /** Whether a disc in hand was taken to be recorded on, too. */
    synchronized boolean recordsOn(int disc) {
        return tended.contains(disc);
    }

    /** A drive has been given all discs that nobody has to be asked for: those still unread lie elsewhere. */
    synchronized void miss(int drive) {
        unread().forEach(disc -> beyond.computeIfAbsent(drive, key -> new HashSet<>()).add(disc.number()));
        Target target = targets.remove(drive);
        beyond.computeIfAbsent(drive, key -> new HashSet<>()).add(target.number());
        notifyAll();
    }

    private boolean hasRoom(int drive, DiscRecord disc) {
        return disc.capacity() > 0 && available(drive).findFirst()
                .filter(arena -> belongsOn(disc, arena)
                        && rule.spaceOn(disc).fits(BackupPlan.blocks(rule.medium(), arena.size()))).isPresent();
    }

    /**
     * Whether an arena goes on a disc that is in a drive: where it was announced, and else, where one drive works
     * alone, unless another disc comes first by the rule.
     */
    synchronized boolean belongsOn(DiscRecord disc, ArenaToRecord arena) {
        if (disc.openTrack().filter(track -> track.arena().name().equals(arena.name())).isPresent()) {
            return true;
        }
        Stream<DiscRecord> all = Stream.concat(free().filter(other -> other.number() != disc.number()),
                Stream.of(disc));
        OptionalInt first = rule.pick(rule.rooms(all), arena.size());
        return drives > 1 || first.isEmpty() || first.getAsInt() == disc.number();
    }

    /**
     * Leaves the disc that a drive was to be given, and could not be, to the others.
     *
     * @return false if there are no others, or the disc is none that could lie with them
     */
    synchronized boolean leave(int drive, Target target) {
        if (drives == 1 || target.isFresh()) {
            return false;
        }
        beyond.computeIfAbsent(drive, key -> new HashSet<>()).add(target.number());
        targets.remove(drive);
        notifyAll();
        return true;
    }

    /** True if no other drive may have this disc within its reach. */
    synchronized boolean isOutOfReachOfOthers(int drive, DiscRecord disc) {
        return IntStream.range(0, drives).allMatch(other -> other == drive
                || beyond.getOrDefault(other, Set.of()).contains(disc.number()));
    }

    /** True if every arena is recorded, and no interrupted disc is left. */
    synchronized boolean isDone() {
        return queue.isEmpty() && rule.unfinished(free().toList(), tended).isEmpty();
    }

    /** Takes the blank that the drive was given, under the number that it was to get. */
    synchronized void take(int drive, int number) {
        targets.remove(drive);
        inHand.put(number, drive);
        tended.add(number);
        notifyAll();
    }

    /** The drive has done with this disc. */
    synchronized void putAway(int number) {
        inHand.remove(number);
    }

    /** The drive will have no disc. */
    synchronized void giveUp(int drive) {
        targets.remove(drive);
        notifyAll();
    }

    /** Nobody begins anything more. */
    synchronized void halt() {
        halted = true;
        notifyAll();
    }

    /** Bytes of the arena that comes next; 0 if there is none. */
    synchronized long nextSize(int drive) {
        return available(drive).findFirst().map(ArenaToRecord::size).orElse(0L);
    }

    /** The arenas that a drive may take: none whose interrupted track waits for it on a disc in no drive or another. */
    private Stream<ArenaToRecord> available(int drive) {
        Set<String> waiting = DiscRule.announced(state.discs().stream()
                .filter(disc -> disc.isAppendable() && inHand.getOrDefault(disc.number(),
                        tended.contains(disc.number()) ? drive : NOWHERE) != drive));
        return queue.stream().filter(arena -> !waiting.contains(arena.name()));
    }

    /** Takes the next arena; empty if there is none. */
    synchronized Optional<ArenaToRecord> next(int drive) {
        Optional<ArenaToRecord> next = halted ? Optional.empty() : available(drive).findFirst();
        next.ifPresent(queue::remove);
        return next;
    }

    /** The arena that would be taken next, left where it is. */
    synchronized Optional<ArenaToRecord> upcoming(int drive) {
        return available(drive).findFirst();
    }

    /** Takes the arena of this name, if nobody has it. */
    synchronized Optional<ArenaToRecord> take(String name) {
        for (Iterator<ArenaToRecord> arenas = queue.iterator(); arenas.hasNext();) {
            ArenaToRecord arena = arenas.next();
            if (arena.name().equals(name)) {
                arenas.remove();
                return Optional.of(arena);
            }
        }
        return Optional.empty();
    }

    /** Takes the arenas out that no disc of the set's medium takes, but for those that were begun; and says why. */
    synchronized Map<String, String> refused() {
        Set<String> begun = DiscRule.announced(free());
        OptionalInt blockSize = queue.isEmpty() ? OptionalInt.empty() : rule.blockSize(queue.getFirst().blockSize());
        Map<String, String> refused = new LinkedHashMap<>();
        queue.removeIf(arena -> {
            Optional<String> large = rule.medium().blocks() == 0 ? Optional.empty()
                    : rule.tooLarge(arena.name(), arena.size());
            Optional<String> reason = begun.contains(arena.name()) ? Optional.empty()
                    : large.or(() -> DiscRule.otherBlockSize(arena.name(), arena.blockSize(), blockSize));
            reason.ifPresent(why -> refused.put(arena.name(), why));
            return reason.isPresent();
        });
        return refused;
    }

    /** Gives an arena back that was not recorded: it is the next again. */
    synchronized void putBack(ArenaToRecord arena) {
        queue.addFirst(arena);
    }
}
