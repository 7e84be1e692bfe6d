package org.arenavault.backup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.ContentName;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;

/**
 * Puts one arena after the other on discs, as a run with one drive does by {@link DiscRule}: what was interrupted goes
 * on where it was begun, everything else on the newest disc that has room, or on a blank.
 */
final class Packing {

    private final DiscRule rule;
    private final Deque<SourceArena> queue;
    /** The discs that take more, with what they have left. */
    private final Map<Integer, DiscRule.Room> rooms = new TreeMap<>();
    /** The same of those that took something, also once they take no more. */
    private final Map<Integer, DiscSpace> left = new TreeMap<>();
    private final Map<Integer, List<SourceArena>> planned = new LinkedHashMap<>();
    private final Set<Integer> tended = new HashSet<>();
    private final Map<SourceArena, String> refused = new LinkedHashMap<>();
    private int next;

    Packing(DiscRule rule, List<SourceArena> arenas) {
        this.rule = rule;
        this.queue = new ArrayDeque<>(arenas);
        this.next = rule.state().nextDisc();
        rule.rooms(appendable().stream()).forEach(room -> rooms.put(room.number(), room));
    }

    private List<DiscRecord> appendable() {
        return rule.state().discs().stream().filter(DiscRecord::takesArenas).toList();
    }

    BackupPlan plan() {
        Set<ContentName> interrupted = DiscRule.announced(appendable().stream());
        OptionalInt blockSize = queue.isEmpty() ? OptionalInt.empty()
                : rule.blockSize(queue.getFirst().arena().blockSize());
        for (SourceArena arena : List.copyOf(queue)) {
            Optional<String> reason = rule.tooLarge(arena.id(), arena.arena().size()).or(() ->
                    DiscRule.otherBlockSize(arena.name(), OptionalInt.of(arena.arena().blockSize()), blockSize));
            if (reason.isPresent() && !interrupted.contains(arena.id())) {
                queue.remove(arena);
                refused.put(arena, reason.get());
            }
        }
        for (DiscRecord disc : rule.unfinished(appendable(), tended)) {
            if (rule.allowsAnother(tended.size())) {
                tended.add(disc.number());
                disc.openTrack().ifPresent(open -> settle(disc, open));
                fill(disc.number());
            }
        }
        for (Optional<SourceArena> arena = first(); arena.isPresent() && rule.allowsAnother(tended.size());
                arena = first()) {
            OptionalInt roomy = pick(arena.get());
            int number = roomy.isPresent() ? roomy.getAsInt() : next++;
            rooms.computeIfAbsent(number, fresh -> new DiscRule.Room(fresh, rule.spaceOnBlank(), Set.of()));
            tended.add(number);
            fill(number);
        }
        List<BackupPlan.PlannedDisc> discs = new ArrayList<>();
        planned.forEach((number, arenas) -> discs.add(planned(number, arenas, discs.size() + 1 < planned.size())));
        return new BackupPlan(discs, refused);
    }

    /**
     * The track under way goes on, unless its arena is on another disc by now, or nowhere. How much of its place is
     * lost then on a disc that is written once, the drive alone knows: the plan counts on none of it.
     */
    private void settle(DiscRecord disc, TrackRecord open) {
        Optional<SourceArena> arena = queue.stream().filter(waiting -> waiting.id().equals(open.content().id()))
                .findFirst();
        if (arena.isPresent()) {
            put(arena.get(), disc.number());
        } else if (rule.medium().recording() != MediumDescription.Recording.SEQUENTIAL) {
            rooms.computeIfPresent(disc.number(),
                    (number, room) -> room.with(rule.spaceInstead(disc, open)));
        }
    }

    /** The next arena that waits for no disc on which its track was interrupted. */
    private Optional<SourceArena> first() {
        Set<ContentName> elsewhere = DiscRule.announced(appendable().stream()
                .filter(disc -> !tended.contains(disc.number())));
        return queue.stream().filter(arena -> !elsewhere.contains(arena.id())).findFirst();
    }

    private OptionalInt pick(SourceArena arena) {
        return rule.pick(rooms.values(), arena.id(), arena.arena().size());
    }

    /** Fills a disc for as long as what comes next belongs on it. */
    private void fill(int number) {
        for (Optional<SourceArena> arena = first(); arena.isPresent() && rooms.containsKey(number); arena = first()) {
            long blocks = BackupPlan.blocks(rule.medium(), arena.get().arena().size());
            DiscSpace space = rooms.get(number).space();
            if (!space.fits(blocks, true)) {
                rooms.remove(number);
            } else if (pick(arena.get()).equals(OptionalInt.of(number))) {
                put(arena.get(), number);
                DiscSpace rest = space.minus(blocks + rule.medium().gapBlocks());
                rooms.computeIfPresent(number, (same, room) -> room.with(rest));
                left.put(number, rest);
            } else {
                return;
            }
        }
    }

    private void put(SourceArena arena, int number) {
        queue.remove(arena);
        planned.computeIfAbsent(number, disc -> new ArrayList<>()).add(arena);
    }

    private BackupPlan.PlannedDisc planned(int number, List<SourceArena> arenas, boolean full) {
        Optional<DiscRecord> begun = rule.state().disc(number);
        String label = begun.map(disc -> disc.identity().label())
                .orElseGet(() -> rule.state().header().name().disc(number));
        DiscSpace space = left.containsKey(number) ? left.get(number) : rule.spaceOn(begun.orElseThrow());
        long free = space.isKnown() ? Math.max(0, space.free() - space.reserve()) * MediumDescription.BLOCK : -1;
        return new BackupPlan.PlannedDisc(label, begun.isEmpty(), arenas, free, full && space.isKnown()
                ? PlannedProtection.of(rule.config(), rule.medium(), begun, arenas, space.free())
                : PlannedProtection.NONE);
    }
}
