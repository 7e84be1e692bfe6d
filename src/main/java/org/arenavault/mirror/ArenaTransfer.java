package org.arenavault.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;

/**
 * Sends the clumps of one arena to one target, from the cursor to the end that the tail knows. The cursor follows in
 * batches: it is kept only after the target has made everything before it durable, and was asked for each block and has
 * it; so it never passes a block that was refused or lost. One batch is proved while the next is sent. Four groups are
 * on their way: one is filled, one is asked for, one is decoded, one is sent.
 */
final class ArenaTransfer {

    private static final int ROOT_SIZE = 300;
    /** Clumps that are sent before the target is asked whether it has them. */
    private static final int MOST_UNPROVEN = 16 << 10;
    /** Questions for blocks of the last batch beside each block of this one: a batch with more is proved in time. */
    private static final int ASKED_BESIDE = 2;

    /** A batch that is durable as far as the target says, and what is kept once that is proved. */
    private record Proving(BatchProof proof, ArenaCursor cursor, Optional<Score> root) {
    }

    private final Target target;
    private final SentArena sent;
    private final Arena arena;
    private final ArenaTail tail;
    private final Clock clock;
    private final ClumpDecoder decoder = new ClumpDecoder();
    private final List<BadClump> bad;
    private final List<ClumpGroup.Clump> unproven = new ArrayList<>();
    private ArenaCursor cursor;
    private ClumpGroup asked;
    private ClumpGroup filling;
    private BlockReader.Ahead ahead = new BlockReader.Ahead();
    private Optional<Proving> proving = Optional.empty();
    private ClumpGroup.Ask next = ClumpGroup.Ask.FOR_SAMPLE;
    private Optional<Score> root = Optional.empty();
    private Optional<ClumpInfo> proof = Optional.empty();
    private ArenaCursor.Counts counts = ArenaCursor.Counts.NONE;
    private long batch;
    private long keptAt;

    /**
     * A transfer.
     *
     * @param tail read before anything else of the arena
     * @param cursor of this arena; checked against it
     */
    ArenaTransfer(Target target, SentArena sent, ArenaTail tail, ArenaCursor cursor, Clock clock) {
        this.target = target;
        this.sent = sent;
        this.arena = sent.arena();
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
        try (BlockReader blocks = new BlockReader(arena, tail.clumpMagic())) {
            return run(blocks);
        }
    }

    private boolean run(BlockReader blocks) throws IOException {
        ClumpWalk entries = sent.walk(tail);
        entries.goTo(cursor);
        boolean moved = false;
        while (entries.next()) {
            moved = true;
            add(entries);
            if (filling.isFull()) {
                turn(blocks);
            }
            if (target.stop().requested() || isDue()) {
                sendAll(blocks);
                endBatch(entries);
            }
            if (target.stop().requested()) {
                settle();
                target.stop().check();
            }
        }
        if (moved) {
            sendAll(blocks);
            endBatch(entries);
            settle();
        }
        note(entries.passedOver());
        if (tail.memory().sealed() && !cursor.copied()) {
            cursor = cursor.with(bad, takeCounts()).finish();
            target.state().keep(cursor);
        }
        return moved;
    }

    private void add(ClumpWalk entries) throws IOException {
        ClumpInfo info = entries.info();
        if (!info.isWritten() || entries.nextOffset() > tail.memory().used()) {
            throw new CorruptException("%s: directory entry %d does not fit what the tail says: check the arena"
                    .formatted(arena.where(), entries.ordinal()));
        }
        if (info.type() == BlockType.CORRUPT.toDisk()) {
            count(0, 0, 1);
        } else if (!BlockType.isLegalOnDisk(info.type())) {
            sendUntyped(new ClumpGroup.Clump(info, entries.offset()));
        } else {
            filling.add(new ClumpGroup.Clump(info, entries.offset()));
            if (info.type() == BlockType.ROOT.toDisk() && info.uncsize() >= ROOT_SIZE) {
                root = Optional.of(info.score());
            }
        }
        note(entries.passedOver());
        batch += ArenaFormat.CLUMP_HEADER + info.size();
        target.observers().stage().add(ArenaFormat.CLUMP_HEADER + info.size());
    }

    private boolean isDue() {
        return batch >= target.options().batch().bytes() || unproven.size() >= MOST_UNPROVEN
                || clock.nanos() - keptAt >= target.options().batch().interval().toNanos();
    }

    /** Moves each group on: what was read meanwhile is sent, what was answered for is read, what is full asked for. */
    private void turn(BlockReader blocks) throws IOException {
        filling.ask(next);
        ClumpGroup.Sorted sorted = asked.sort();
        BlockReader.Ahead behind = blocks.begin(sorted.missing());
        if (!asked.isEmpty()) {
            next = sorted.next();
        }
        ahead.forEach(this::send);
        for (ClumpGroup.Clump clump : sorted.present()) {
            target.tally().present();
            count(0, 1, 0);
            proof = Optional.of(clump.info());
            askBeside();
        }
        ahead = behind;
        asked = filling;
        filling = new ClumpGroup(target.client());
    }

    private void sendAll(BlockReader blocks) throws IOException {
        turn(blocks);
        turn(blocks);
        turn(blocks);
    }

    private void send(BlockReader.Decoded decoded) throws IOException {
        Optional<byte[]> block = decoded.block().isPresent() ? decoded.block() : block(decoded.clump());
        if (block.isPresent()) {
            send(decoded.clump(), block.get());
        }
        askBeside();
    }

    private void send(ClumpGroup.Clump clump, byte[] block) throws IOException {
        target.throttle(block.length);
        // the next sync tells of a refusal
        CompletableFuture<Score> unused = target.client().writeLater(clump.type(), block, clump.info().score());
        target.tally().sent(block.length);
        count(1, 0, 0);
        unproven.add(clump);
        proof = Optional.of(clump.info());
    }

    private void send(ClumpGroup.Clump clump) throws IOException {
        Optional<byte[]> block = block(clump);
        if (block.isPresent()) {
            send(clump, block.get());
        }
    }

    private void askBeside() throws IOException {
        if (proving.isPresent()) {
            proving.get().proof().ask(ASKED_BESIDE);
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
            } else if (sendByHeader(clump)) {
                target.tally().note("%s; what its header says is sent".formatted(e.getMessage()));
            } else {
                note(List.of(new BadClump(clump.offset(), clump.info().type(), clump.info().uncsize(),
                        clump.info().score(), named(clump, Reason.of(e)))));
            }
            return rescued;
        }
    }

    /** A disc that cannot be read tells its place; the directory knows what was there. */
    private String named(ClumpGroup.Clump clump, String fault) {
        String block = clump.info().block();
        return fault.contains(block) ? fault
                : "%s: clump at %d, %s: %s".formatted(arena.where(), clump.offset(), block, fault);
    }

    /** The directory has no legal type for a clump: damage, for what is given up has a type of its own. */
    private void sendUntyped(ClumpGroup.Clump clump) throws IOException {
        String fault = "%s: clump at %d: the directory entry of %s has type %d, which is none".formatted(
                arena.where(), clump.offset(), clump.info().block(), clump.info().type());
        if (sendByHeader(clump)) {
            target.tally().note(fault + "; what its header says is sent");
        } else {
            note(List.of(new BadClump(clump.offset(), clump.info().type(), clump.info().uncsize(),
                    clump.info().score(), fault)));
        }
    }

    /** A clump may be whole where its directory entry is not: then it is what its header says. */
    private boolean sendByHeader(ClumpGroup.Clump clump) throws IOException {
        try {
            ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(arena.storage().read(
                    arena.dataStart() + clump.offset(), ArenaFormat.CLUMP_HEADER)), 0);
            ClumpGroup.Clump own = new ClumpGroup.Clump(header.info(), clump.offset());
            if (own.type().equals(BlockType.CORRUPT)) {
                return false;
            }
            send(own, decoder.read(arena, tail.clumpMagic(), clump.offset(), header.type(), header.score()));
            return true;
        } catch (CorruptException | MediumFaultException e) {
            return false;
        }
    }

    private void note(List<BadClump> lost) {
        for (BadClump clump : lost) {
            if (bad.size() < ArenaCursor.MOST_BAD) {
                bad.add(clump);
            }
            target.tally().problem(clump.reason());
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
            cursor = cursor.with(bad, takeCounts());
            target.state().keep(cursor);
        }
    }

    /** Has the target make everything durable, and asks it for each block that it took since it was last asked. */
    private void syncAndProve() throws IOException {
        target.client().sync();
        prove(new BatchProof(target.client(), takeUnproven()));
    }

    private void count(long sent, long present, long skipped) {
        counts = counts.plus(new ArenaCursor.Counts(sent, present, skipped));
    }

    /** What became of clumps since this was asked last. */
    private ArenaCursor.Counts takeCounts() {
        ArenaCursor.Counts taken = counts;
        counts = ArenaCursor.Counts.NONE;
        return taken;
    }

    private List<ClumpGroup.Clump> takeUnproven() {
        List<ClumpGroup.Clump> taken = List.copyOf(unproven);
        unproven.clear();
        return taken;
    }

    /**
     * Waits for the answers for blocks that are durable: one that is not there after all is sent once more.
     *
     * @throws PeerException if the target takes blocks and does not keep them
     */
    private void prove(BatchProof batch) throws IOException {
        List<ClumpGroup.Clump> lost = lacking(batch);
        if (!lost.isEmpty()) {
            List<ClumpGroup.Clump> ofThisBatch = takeUnproven();
            ArenaCursor.Counts counted = counts;
            for (ClumpGroup.Clump clump : lost) {
                send(clump);
            }
            counts = counted;
            unproven.clear();
            unproven.addAll(ofThisBatch);
            target.client().sync();
            List<ClumpGroup.Clump> again = lacking(new BatchProof(target.client(), lost));
            if (!again.isEmpty()) {
                throw new PeerException(PeerException.Fault.REFUSED, ("%s: takes blocks and does not keep them: %d of "
                        + "%s that it accepted are not there, the first is %s; they do not count as sent").formatted(
                        target.name(), again.size(), arena.name(), again.get(0).info().score()));
            }
            target.tally().note("%s: had accepted %s and not kept them; sent again"
                    .formatted(target.name(), Count.of(lost.size(), "block")));
        }
    }

    /** Those that the target does not have. */
    private List<ClumpGroup.Clump> lacking(BatchProof batch) throws IOException {
        List<ClumpGroup.Clump> lacking = new ArrayList<>();
        for (ClumpGroup.Clump clump : batch.unclear()) {
            target.stop().check();
            if (!target.client().contains(clump.info().score(), clump.type())) {
                lacking.add(clump);
            }
        }
        return lacking;
    }

    /** Has the target make the batch that ends with this entry durable; that is proved while the next one is sent. */
    private void endBatch(ClumpWalk entries) throws IOException {
        settle();
        target.client().sync();
        cursor = cursor.advance(entries.nextOffset(), entries.ordinal() + 1, entries.info().score(), takeCounts(),
                bad);
        if (proof.isPresent()) {
            cursor = cursor.prove(proof.get().score(), proof.get().type());
        }
        proving = Optional.of(new Proving(new BatchProof(target.client(), takeUnproven()), cursor, root));
        root = Optional.empty();
        batch = 0;
        keptAt = clock.nanos();
    }

    /** Has the batch before proved, then keeps the cursor behind it. */
    private void settle() throws IOException {
        if (proving.isPresent()) {
            Proving ended = proving.get();
            proving = Optional.empty();
            prove(ended.proof());
            if (ended.root().isPresent()) {
                target.state().keep(new TargetState.Roots(ended.root().get(), target.state().roots().verified()));
            }
            target.state().keep(ended.cursor());
        }
    }
}
