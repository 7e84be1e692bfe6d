package org.arenavault.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;

/**
 * Sends the clumps of one arena to one target, from the cursor to the end that the tail knows. The cursor follows in
 * batches: it is kept only after the target has made everything before it durable, so it never passes a block that was
 * refused or lost.
 */
final class ArenaTransfer {

    private static final int ROOT_SIZE = 300;
    /** Clumps that are sent before the target is asked whether it has them. */
    private static final int MOST_UNPROVEN = 16 << 10;

    private final Target target;
    private final Arena arena;
    private final ArenaTail tail;
    private final Clock clock;
    private final ClumpDecoder decoder = new ClumpDecoder();
    private final List<BadClump> bad;
    private final List<ClumpGroup.Clump> unproven = new ArrayList<>();
    private ArenaCursor cursor;
    private ClumpGroup asked;
    private ClumpGroup filling;
    private ClumpGroup.Ask next = ClumpGroup.Ask.FOR_SAMPLE;
    private Optional<Score> root = Optional.empty();
    private Optional<ClumpInfo> proof = Optional.empty();
    private long skipped;
    private long batch;
    private long keptAt;

    /**
     * A transfer.
     *
     * @param tail read before anything else of the arena
     * @param cursor of this arena; checked against it
     */
    ArenaTransfer(Target target, Arena arena, ArenaTail tail, ArenaCursor cursor, Clock clock) {
        this.target = target;
        this.arena = arena;
        this.tail = tail;
        this.cursor = cursor;
        this.asked = new ClumpGroup(target.client());
        this.filling = new ClumpGroup(target.client());
        this.clock = clock;
        this.bad = new ArrayList<>(cursor.bad());
        this.keptAt = clock.nanos();
    }

    /**
     * Sends what is to be sent.
     *
     * @return true if the cursor moved
     * @throws PeerException if the target refuses or is lost
     * @throws CorruptException if the arena's directory is damaged
     */
    boolean run() throws IOException {
        retryBad();
        ClumpDirectory.Cursor entries = new ClumpDirectory(arena).cursor(tail.memory().clumps());
        goTo(entries);
        boolean moved = false;
        while (entries.next()) {
            moved = true;
            add(entries);
            if (filling.isFull()) {
                turn();
            }
            if (target.stop().requested() || isDue()) {
                sendAll();
                keep(entries);
                target.stop().check();
            }
        }
        if (moved) {
            sendAll();
            keep(entries);
        }
        if (tail.memory().sealed() && !cursor.copied()) {
            cursor = cursor.finish();
            target.state().keep(cursor);
        }
        return moved;
    }

    /** Moves to the last entry that was sent, and sees that it is the one that was sent. */
    private void goTo(ClumpDirectory.Cursor entries) throws IOException {
        Score last = Score.NONE;
        long end = 0;
        while (entries.ordinal() + 1 < cursor.clumps() && entries.next()) {
            end = entries.nextOffset();
            if (entries.ordinal() + 1 == cursor.clumps()) {
                last = entries.info().score();
            }
        }
        if (end != cursor.done() || !last.equals(cursor.last())) {
            throw ArenaCursor.replaced(arena, "another clump ends at %d".formatted(cursor.done()));
        }
    }

    private void add(ClumpDirectory.Cursor entries) throws IOException {
        ClumpInfo info = entries.info();
        if (!info.isWritten() || entries.nextOffset() > tail.memory().used()) {
            throw new CorruptException("%s: directory entry %d does not fit what the tail says: check the arena"
                    .formatted(arena.where(), entries.ordinal()));
        }
        if (BlockType.fromDisk(info.type()).equals(BlockType.CORRUPT)) {
            skipped++;
        } else {
            filling.add(new ClumpGroup.Clump(info, entries.offset()));
            if (info.type() == BlockType.ROOT.toDisk() && info.uncsize() >= ROOT_SIZE) {
                root = Optional.of(info.score());
            }
        }
        batch += ArenaFormat.CLUMP_HEADER + info.size();
        target.stage().add(ArenaFormat.CLUMP_HEADER + info.size());
    }

    private boolean isDue() {
        return batch >= target.options().batch() || unproven.size() >= MOST_UNPROVEN
                || clock.nanos() - keptAt >= target.options().interval().toNanos();
    }

    /** Asks for the group that is full, and sends the one before, whose answers have come meanwhile. */
    private void turn() throws IOException {
        filling.ask(next);
        send(asked);
        asked = filling;
        filling = new ClumpGroup(target.client());
    }

    private void sendAll() throws IOException {
        turn();
        turn();
    }

    private void send(ClumpGroup group) throws IOException {
        if (group.isEmpty()) {
            return;
        }
        ClumpGroup.Sorted sorted = group.sort();
        next = sorted.next();
        for (ClumpGroup.Clump clump : sorted.present()) {
            target.tally().present();
            proof = Optional.of(clump.info());
        }
        for (ClumpGroup.Clump clump : sorted.missing()) {
            send(clump);
        }
    }

    private void send(ClumpGroup.Clump clump) throws IOException {
        Optional<byte[]> block = block(clump);
        if (block.isPresent()) {
            target.throttle(block.get().length);
            // the next sync tells of a refusal
            CompletableFuture<Score> unused = target.client().writeLater(clump.type(), block.get());
            target.tally().sent(block.get().length);
            unproven.add(clump);
            proof = Optional.of(clump.info());
        }
    }

    /** The block, from the arena or from wherever else it can be had; what cannot be had is noted. */
    private Optional<byte[]> block(ClumpGroup.Clump clump) throws IOException {
        try {
            return Optional.of(decoder.read(arena, tail.clumpMagic(), clump.offset(), clump.info().type(),
                    clump.info().score()));
        } catch (CorruptException | MediumFaultException e) {
            Optional<byte[]> rescued = target.rescue(clump.info().score(), clump.type());
            if (rescued.isPresent()) {
                target.tally().repaired();
            } else {
                if (bad.size() < ArenaCursor.MOST_BAD) {
                    bad.add(new BadClump(clump.offset(), clump.info().type(), clump.info().uncsize(),
                            clump.info().score(), e.getMessage()));
                }
                target.tally().problem(e.getMessage());
            }
            return rescued;
        }
    }

    /** What could not be had before is tried again: a disk may have been repaired, another venti may have it. */
    private void retryBad() throws IOException {
        if (bad.isEmpty()) {
            return;
        }
        List<BadClump> before = List.copyOf(bad);
        bad.clear();
        for (BadClump clump : before) {
            target.stop().check();
            send(new ClumpGroup.Clump(new ClumpInfo(clump.type(), 0, clump.uncsize(), clump.score()), clump.offset()));
        }
        if (!bad.equals(before)) {
            syncAndProve();
            cursor = cursor.with(bad);
            target.state().keep(cursor);
        }
    }

    /**
     * Has the target make everything durable, and asks it for each block that it took: one that it has not after all
     * is sent once more.
     *
     * @throws PeerException if it takes blocks and does not keep them
     */
    private void syncAndProve() throws IOException {
        target.client().sync();
        List<ClumpGroup.Clump> lost = lacking(unproven);
        unproven.clear();
        if (!lost.isEmpty()) {
            for (ClumpGroup.Clump clump : lost) {
                send(clump);
            }
            unproven.clear();
            target.client().sync();
            List<ClumpGroup.Clump> again = lacking(lost);
            if (!again.isEmpty()) {
                throw new PeerException(PeerException.Fault.REFUSED, ("%s: takes blocks and does not keep them: %d of "
                        + "%s that it accepted are not there, the first is %s; they do not count as sent").formatted(
                        target.name(), again.size(), arena.name(), again.get(0).info().score()));
            }
            target.tally().note("%s: had not kept %d blocks that it accepted; they were sent again"
                    .formatted(target.name(), lost.size()));
        }
    }

    /** Those that the target does not have. */
    private List<ClumpGroup.Clump> lacking(List<ClumpGroup.Clump> clumps) throws IOException {
        ClumpGroup group = new ClumpGroup(target.client());
        clumps.forEach(group::add);
        List<ClumpGroup.Clump> lacking = new ArrayList<>();
        for (ClumpGroup.Clump clump : group.unclear()) {
            target.stop().check();
            if (!target.client().contains(clump.info().score(), clump.type())) {
                lacking.add(clump);
            }
        }
        return lacking;
    }

    /** Has the target make everything durable, then keeps the cursor behind the entry at hand. */
    private void keep(ClumpDirectory.Cursor entries) throws IOException {
        syncAndProve();
        cursor = cursor.advance(entries.nextOffset(), entries.ordinal() + 1, entries.info().score(), skipped, bad);
        if (proof.isPresent()) {
            cursor = cursor.prove(proof.get().score(), proof.get().type());
        }
        if (root.isPresent()) {
            target.state().keep(new TargetState.Roots(root.get(), target.state().roots().verified()));
            root = Optional.empty();
        }
        target.state().keep(cursor);
        skipped = 0;
        batch = 0;
        keptAt = clock.nanos();
    }
}
