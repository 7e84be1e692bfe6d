package org.arenavault.backup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.io.CancelledException;
import org.arenavault.media.ContentName;
import org.arenavault.media.GroupParity;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Unverified;

/**
 * The arenas that are still to be recorded and the discs that take them, shared by all drives that work at it: no two
 * have the same arena or the same disc in hand, and no two blanks get the same number.
 */
final class BackupQueue {

    /** A drive that works at it, and what it has. */
    static final class Drive {

        /** What it is to be given next, while it has no disc. */
        private Optional<DiscTarget> target = Optional.empty();
        /** The number of the disc in it; 0 if there is none. */
        private int disc;
        /** Discs that it could not be given: another drive may have them within reach. */
        private final Set<Integer> beyond = new HashSet<>();

        private boolean isFor(DiscRecord wanted) {
            return disc == wanted.number() || target.filter(next -> next.number() == wanted.number()).isPresent();
        }
    }

    private final SetState state;
    private final BackupOptions options;
    private final DiscRule rule;
    /** The arenas that nobody has taken, in the order in which they are recorded. */
    private final List<ContentToRecord> queue;
    private final List<Drive> drives = new ArrayList<>();
    /** Discs that were in hand in the course of this work. */
    private final Set<Integer> tended = new HashSet<>();
    /** Discs that take no arena any more, and get what protects them. */
    private final Set<Integer> closing = new HashSet<>();
    /** Discs that were given to a drive to be read back alone. */
    private final Set<Integer> readOnly = new HashSet<>();
    /** The places of what this work is about. */
    private final Map<ContentName, Integer> places = new HashMap<>();
    private boolean halted;
    /** The disc that is to be completed, and nothing else done; 0 for none. */
    private int completing;

    /**
     * The queue of one backup.
     *
     * @param arenas all that are to be on disc, and read back, in the end; in the order in which they are recorded
     */
    BackupQueue(DiscRule rule, Collection<? extends ContentToRecord> arenas) {
        arenas.forEach(arena -> places.putIfAbsent(arena.id(), places.size()));
        this.state = rule.state();
        this.options = rule.options();
        this.rule = rule;
        this.queue = new ArrayList<>(arenas.stream().filter(arena -> state.copies(arena.id()).isEmpty()).toList());
    }

    /** One drive more works at it; to be said before any begins. */
    Drive join() {
        Drive drive = new Drive();
        drives.add(drive);
        return drive;
    }

    /** What the drives that have no disc yet are looking for. */
    private Stream<DiscTarget> targets() {
        return drives.stream().flatMap(drive -> drive.target.stream());
    }

    private boolean isInHand(DiscRecord disc) {
        return drives.stream().anyMatch(drive -> drive.disc == disc.number());
    }

    /**
     * What a drive is to be given next. One that has nothing to do waits for those that look for a disc: they may find
     * that it is within its reach.
     *
     * @return empty if there is nothing for it to do
     * @throws CancelledException if the thread was interrupted meanwhile
     */
    synchronized Optional<DiscTarget> target(Drive drive) throws CancelledException {
        Optional<DiscTarget> before = drive.target;
        drive.target = Optional.empty();
        Optional<DiscTarget> next = choose(drive, before);
        try {
            while (next.isEmpty() && !targets().allMatch(DiscTarget::isFresh)) {
                wait();
                next = choose(drive, before);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for another drive", e);
        }
        drive.target = next;
        return next;
    }

    private Optional<DiscTarget> choose(Drive drive, Optional<DiscTarget> before) {
        if (halted) {
            return Optional.empty();
        }
        if (completing > 0) {
            return state.disc(completing).filter(disc -> !tended.contains(completing)).map(DiscTarget.Begun::new);
        }
        Optional<DiscTarget> next = toRecordOn(drive, before);
        return next.isPresent() ? next : unread().filter(disc -> !drive.beyond.contains(disc.number())).findFirst()
                .map(DiscTarget.Unread::new);
    }

    private Optional<DiscTarget> toRecordOn(Drive drive, Optional<DiscTarget> before) {
        long recording = targets().filter(DiscTarget::isRecorded).count();
        if (!rule.allowsAnother((int) (tended.size() + recording))) {
            return Optional.empty();
        }
        List<DiscRecord> free = free().filter(disc -> !drive.beyond.contains(disc.number())).toList();
        List<DiscRecord> unfinished = rule.unfinished(free, tended);
        if (!unfinished.isEmpty()) {
            return Optional.of(new DiscTarget.Begun(unfinished.get(0)));
        }
        if (available(drive).count() <= recording) {
            return Optional.empty();
        }
        Optional<ContentToRecord> next = upcoming(drive);
        OptionalInt roomy = next.map(content -> rule.pick(rule.rooms(free.stream()), content.id(), content.size()))
                .orElse(OptionalInt.empty());
        if (roomy.isPresent()) {
            return Optional.of(new DiscTarget.Begun(state.disc(roomy.getAsInt()).orElseThrow()));
        }
        if (next.filter(content -> !content.beginsDiscs()).isPresent()) {
            return Optional.empty();
        }
        // what is full gets what protects it before the next disc is begun
        Optional<DiscRecord> full = free.stream()
                .filter(disc -> rule.isToBeClosed(disc) && !closing.contains(disc.number())).findFirst();
        return Optional.of(full.isPresent() ? new DiscTarget.Closing(full.get()) : fresh(before));
    }

    /** The discs that are to be read back and nothing else: after all recording, for nobody is asked. */
    private Stream<DiscRecord> unread() {
        return idle().filter(this::isUnread);
    }

    private boolean isUnread(DiscRecord disc) {
        return options.verify() && disc.mark().counts() && !readOnly.contains(disc.number())
                && disc.tracks().stream().anyMatch(track -> track.state() == TrackState.CLOSED
                        && (places.containsKey(track.content().id()) || track.content().made().isPresent())
                        && Unverified.isUnverified(state, track.content().id()));
    }

    private Stream<DiscRecord> free() {
        return idle().filter(rule::takes);
    }

    /** The discs that no drive has or is to be given. */
    private Stream<DiscRecord> idle() {
        return state.discs().stream().filter(disc -> drives.stream().noneMatch(drive -> drive.isFor(disc)));
    }

    private DiscTarget fresh(Optional<DiscTarget> before) {
        Optional<DiscTarget> again = before.filter(DiscTarget::isFresh)
                .filter(target -> state.disc(target.number()).isEmpty());
        if (again.isPresent()) {
            return again.get();
        }
        Set<Integer> reserved = targets().map(DiscTarget::number).collect(Collectors.toSet());
        int number = state.nextDisc();
        while (reserved.contains(number)) {
            number++;
        }
        return new DiscTarget.Fresh(number);
    }

    /**
     * Takes a disc that was begun before: the one that the drive was to be given, or another that nobody has in hand
     * and that is as good. One that takes no more is taken to be read back, if it never was.
     *
     * @return false if it is not to be used
     */
    synchronized boolean claim(Drive drive, DiscRecord disc) {
        Optional<DiscTarget> target = drive.target;
        boolean fresh = target.filter(DiscTarget::isFresh).isPresent();
        boolean wanted = target.flatMap(DiscTarget::begun).filter(begun -> begun.number() == disc.number()).isPresent();
        // where few discs are allowed, those are used that the plan names
        boolean open = drives.size() > 1 || options.discs() <= 0;
        if (isToBeClosed(drive) && target.orElseThrow().number() == disc.number() && disc.isAppendable()
                && !isInHand(disc)) {
            closing.add(disc.number());
            give(drive, disc.number());
            return true;
        }
        boolean useful = rule.takes(disc) && target.map(DiscTarget::isRecorded).orElse(true)
                && (wanted || (open && rule.isUnfinished(disc))
                        || ((open || fresh) && hasRoom(drive, disc)));
        if (isInHand(disc) || !(useful || isUnread(disc))) {
            return false;
        }
        if (useful) {
            tended.add(disc.number());
        } else {
            readOnly.add(disc.number());
        }
        give(drive, disc.number());
        return true;
    }

    /** Whether a disc in hand was taken to be recorded on, too. */
    synchronized boolean recordsOn(int disc) {
        return tended.contains(disc) || closing.contains(disc);
    }

    /** A drive has been given all discs that nobody has to be asked for: those still unread lie elsewhere. */
    synchronized void miss(Drive drive) {
        unread().forEach(disc -> drive.beyond.add(disc.number()));
        drive.target.ifPresent(target -> drive.beyond.add(target.number()));
        giveUp(drive);
    }

    private boolean hasRoom(Drive drive, DiscRecord disc) {
        return disc.capacity() > 0 && available(drive).findFirst()
                .filter(arena -> belongsOn(disc, arena)
                        && rule.spaceOn(disc).fits(BackupPlan.blocks(rule.medium(), arena.size()),
                                arena.id())).isPresent();
    }

    /**
     * Whether an arena goes on a disc that is in a drive: where it was announced, and else, where one drive works
     * alone, unless another disc comes first by the rule.
     */
    synchronized boolean belongsOn(DiscRecord disc, ContentToRecord arena) {
        if (disc.openTrack().filter(track -> track.content().id().equals(arena.id())).isPresent()) {
            return true;
        }
        if (rule.refusedBy(disc).contains(arena.id())) {
            return false;
        }
        Stream<DiscRecord> all = Stream.concat(free().filter(other -> other.number() != disc.number()),
                Stream.of(disc));
        OptionalInt first = rule.pick(rule.rooms(all), arena.id(), arena.size());
        return drives.size() > 1 || first.isEmpty() || first.getAsInt() == disc.number();
    }

    /**
     * Leaves the disc that a drive was to be given, and could not be, to the others.
     *
     * @return false if there are no others, or the disc is none that could lie with them
     */
    synchronized boolean leave(Drive drive, DiscTarget target) {
        if (drives.size() == 1 || target.isFresh()) {
            return false;
        }
        drive.beyond.add(target.number());
        giveUp(drive);
        return true;
    }

    /** True if no other drive may have this disc within its reach. */
    synchronized boolean isOutOfReachOfOthers(Drive drive, DiscRecord disc) {
        return drives.stream().allMatch(other -> other == drive || other.beyond.contains(disc.number()));
    }

    /** True if every arena is recorded, and no interrupted disc is left. */
    synchronized boolean isDone() {
        return queue.isEmpty() && rule.unfinished(free().toList(), tended).isEmpty();
    }

    /** Takes the blank that the drive was given, under the number that it was to get. */
    synchronized void take(Drive drive, int number) {
        tended.add(number);
        give(drive, number);
    }

    private void give(Drive drive, int number) {
        drive.disc = number;
        giveUp(drive);
    }

    /** The drive has done with its disc. */
    synchronized void putAway(Drive drive) {
        drive.disc = 0;
    }

    /** The drive looks for no disc any more. */
    synchronized void giveUp(Drive drive) {
        drive.target = Optional.empty();
        notifyAll();
    }

    /**
     * From now on one disc alone is wanted, to be completed.
     *
     * @param full whether it takes no more afterwards
     */
    synchronized void completeOnly(int disc, boolean full) {
        completing = disc;
        if (full) {
            closing.add(disc);
        }
    }

    /** Whether a disc is to get its kit and its parity, and nothing else. */
    synchronized boolean isCompleted(int disc) {
        return completing == disc || closing.contains(disc);
    }

    /** Whether it takes no more afterwards. */
    synchronized boolean isClosed(int disc) {
        return closing.contains(disc);
    }

    /** Whether what a drive is to be given is to be closed, if it is at hand. */
    synchronized boolean isToBeClosed(Drive drive) {
        return drive.target.filter(DiscTarget::isClosing).isPresent();
    }

    /** A disc that is not at hand stays as it is. */
    synchronized void doWithout(Drive drive) {
        drive.target.ifPresent(target -> drive.beyond.add(target.number()));
        giveUp(drive);
    }

    /** The parity of a group of discs that is recorded; empty where arenas are. */
    Optional<GroupParity.Column> column() {
        return rule.column();
    }

    /** Nobody begins anything more. */
    synchronized void halt() {
        halted = true;
        notifyAll();
    }

    /** Bytes of the arena that comes next; 0 if there is none. */
    synchronized long nextSize(Drive drive) {
        return available(drive).findFirst().map(ContentToRecord::size).orElse(0L);
    }

    /** The arenas that a drive may take: none whose interrupted track waits for it on a disc in no drive or another. */
    private Stream<ContentToRecord> available(Drive drive) {
        Set<ContentName> waiting = DiscRule.announced(state.discs().stream()
                .filter(disc -> disc.isAppendable() && drive.disc != disc.number()
                        && (isInHand(disc) || !tended.contains(disc.number()))));
        return queue.stream().filter(arena -> !waiting.contains(arena.id()));
    }

    /** Takes the next arena; empty if there is none. */
    synchronized Optional<ContentToRecord> next(Drive drive) {
        Optional<ContentToRecord> next = halted ? Optional.empty() : available(drive).findFirst();
        next.ifPresent(queue::remove);
        return next;
    }

    /** The arena that would be taken next, left where it is. */
    synchronized Optional<ContentToRecord> upcoming(Drive drive) {
        return available(drive).findFirst();
    }

    /** Takes what is called like this, if nobody has it. */
    synchronized Optional<ContentToRecord> take(ContentName id) {
        Optional<ContentToRecord> arena = queue.stream().filter(waiting -> waiting.id().equals(id)).findFirst();
        arena.ifPresent(queue::remove);
        return arena;
    }

    /** Takes the arenas out that no disc of the set's medium takes, but for those that were begun; and says why. */
    synchronized Map<ContentName, String> refused() {
        Set<ContentName> begun = DiscRule.announced(free());
        OptionalInt blockSize = queue.isEmpty() ? OptionalInt.empty()
                : rule.blockSize(queue.get(0).blockSize().orElse(0));
        Map<ContentName, String> refused = new LinkedHashMap<>();
        queue.removeIf(arena -> {
            Optional<String> large = rule.medium().blocks() == 0 ? Optional.empty()
                    : rule.tooLarge(arena.id(), arena.size());
            Optional<String> reason = begun.contains(arena.id()) ? Optional.empty()
                    : large.or(() -> DiscRule.otherBlockSize(arena.name(), arena.blockSize(), blockSize));
            reason.ifPresent(why -> refused.put(arena.id(), why));
            return reason.isPresent();
        });
        return refused;
    }

    /** Gives an arena back that was not recorded: it is at its place again, where a plan has it, too. */
    synchronized void putBack(ContentToRecord arena) {
        int place = place(arena);
        int later = (int) queue.stream().takeWhile(waiting -> place(waiting) < place).count();
        queue.add(later, arena);
    }

    private int place(ContentToRecord arena) {
        return Objects.requireNonNull(places.get(arena.id()), "all have a place from the beginning");
    }
}
