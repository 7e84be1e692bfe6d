package org.arenavault.venti.vac;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.jspecify.annotations.Nullable;

/**
 * One walk below one block. Threads take the next child of the block on top of a common stack, so that the walk
 * goes in depth and no more blocks are held than the tree is deep; they read outside the lock.
 */
final class TreePass {

    /** Blocks from the root to a block of data; a directory costs two or three of them. */
    static final int MAX_DEPTH = 4096;

    private static final int KEPT = 1000;
    private static final int TYPES = 17;

    private final BlockSource source;
    private final WalkOptions options;
    private final SubtreeTable subtrees;
    private final LeafCache leaves;
    private static final int SHOWN_EVERY = 1000;

    private final Progress.Stage stage;
    private final AtomicLong reads = new AtomicLong();
    private final StopSignal stop;

    private final Deque<WalkNode> stack = new ArrayDeque<>();
    private final Map<WalkNode.Key, WalkNode> underWay = new HashMap<>();
    private final long[] blocks = new long[TYPES];
    private final List<Gap> gaps = new ArrayList<>();
    private final List<String> oddities = new ArrayList<>();
    private long bytes;
    private long known;
    private long gapCount;
    private int reading;
    private boolean over;
    private @Nullable Throwable failure;

    TreePass(BlockSource source, WalkOptions options, SubtreeTable subtrees, LeafCache leaves, Progress.Stage stage,
            StopSignal stop) {
        this.source = source;
        this.options = options;
        this.subtrees = subtrees;
        this.leaves = leaves;
        this.stage = stage;
        this.stop = stop;
    }

    WalkReport run(Score score, BlockType type) throws IOException {
        // stands above the tree, so that the first block is a child like all others
        WalkNode above = new WalkNode(Score.NONE, BlockType.CORRUPT, Place.top(Entry.MAX_BLOCK_SIZE), -1);
        above.exhausted = true;
        above.pending = 1;
        Optional<WalkNode> first = score.isEmptyBlock() ? Optional.empty()
                : admit(above, score, type, above.place);
        if (first.isPresent()) {
            reading = 1;
            work(first.get());
        }
        boolean cutShort = gapCount >= options.gapLimit();
        boolean ended = first.isEmpty() || above.finished || cutShort;
        if (!ended) {
            gap(Gap.Reason.MALFORMED, score, type, "a tree that contains itself");
        }
        return new WalkReport(score, ended && !above.incomplete && !cutShort, cutShort,
                Arrays.stream(blocks).boxed().toList(), bytes, known,
                new WalkReport.Gaps(gapCount, gaps), oddities);
    }

    private void work(WalkNode first) throws IOException {
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < options.threads(); i++) {
            Thread helper = new Thread(() -> loop(Optional.empty()), "tree-walk-" + i);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        loop(Optional.of(first));
        join(helpers);
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException("a walking thread failed", failure);
        }
    }

    private void loop(Optional<WalkNode> first) {
        try {
            for (Optional<WalkNode> next = first.isPresent() ? first : take(); next.isPresent(); next = take()) {
                read(next.get());
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private void join(List<Thread> helpers) throws CancelledException {
        try {
            for (Thread helper : helpers) {
                helper.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancelledException cancelled = new CancelledException("interrupted while walking", e);
            fail(cancelled);
            throw cancelled;
        }
    }

    private synchronized void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        over = true;
        notifyAll();
    }

    private void read(WalkNode node) throws IOException {
        if (node.isData() && options.data() == WalkOptions.Data.PROBE) {
            leaf(node, source.contains(node.score, node.type), 0);
            return;
        }
        Optional<byte[]> block = source.read(node.score, node.type);
        count();
        stage.add(block.map(b -> b.length).orElse(0));
        if (node.isData()) {
            leaf(node, block.isPresent(), block.map(b -> b.length).orElse(0));
        } else if (block.isPresent()) {
            descend(node, block.get());
        } else {
            deadEnd(node, Gap.Reason.MISSING);
        }
    }

    private void count() {
        long read = reads.incrementAndGet();
        if (read % SHOWN_EVERY == 0) {
            stage.detail(Count.grouped(read, "block", "blocks"));
        }
    }

    /** The next block to read; empty once there will be none any more. */
    private synchronized Optional<WalkNode> take() throws IOException {
        try {
            while (!over) {
                stop.check();
                Optional<WalkNode> next = nextChild();
                if (next.isPresent()) {
                    reading++;
                    return next;
                }
                if (reading > 0) {
                    wait();
                } else {
                    over = true;
                    notifyAll();
                }
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while walking", e);
        }
    }

    private Optional<WalkNode> nextChild() throws IOException {
        while (!stack.isEmpty()) {
            WalkNode node = stack.peek();
            ChildBlocks children = node.children.orElseThrow();
            if (children.next()) {
                node.pending++;
                Optional<WalkNode> child =
                        admit(node, children.score(), children.type(), children.place());
                if (child.isPresent()) {
                    return child;
                }
            } else {
                stack.pop();
                node.exhausted = true;
                finish(node);
            }
        }
        return Optional.empty();
    }

    /** Looks whether a child of {@code parent}, already counted there, needs reading; if not, it is done with. */
    private Optional<WalkNode> admit(WalkNode parent, Score score, BlockType type, Place place) throws IOException {
        WalkNode child = new WalkNode(score, type, place, parent.depth + 1);
        SubtreeTable.Answer answer = answer(child);
        if (answer == SubtreeTable.Answer.WHOLE) {
            known++;
            parent.pending--;
            return Optional.empty();
        }
        if (answer == SubtreeTable.Answer.NOT_WHOLE || child.depth > MAX_DEPTH) {
            gap(answer == SubtreeTable.Answer.NOT_WHOLE ? Gap.Reason.INCOMPLETE : Gap.Reason.TOO_DEEP,
                    score, type, place.toString());
            parent.incomplete = true;
            parent.pending--;
            return Optional.empty();
        }
        WalkNode same = child.isData() ? null : underWay.putIfAbsent(child.key(), child);
        if (same != null) {
            same.parents.add(parent);
            return Optional.empty();
        }
        child.parents.add(parent);
        return Optional.of(child);
    }

    private SubtreeTable.Answer answer(WalkNode node) {
        if (node.isData() ? leaves.contains(node.score) : options.known().isComplete(node.score, node.type)) {
            return SubtreeTable.Answer.WHOLE;
        }
        return subtrees.get(node.score, node.type);
    }

    private synchronized void leaf(WalkNode node, boolean there, int length) throws IOException {
        if (there) {
            // two threads may have looked at the same block
            if (!leaves.contains(node.score)) {
                leaves.add(node.score);
                blocks[node.type.number()]++;
                bytes += length;
            }
        } else {
            gap(Gap.Reason.MISSING, node.score, node.type, node.place.toString());
            subtrees.put(node.score, node.type, false);
        }
        node.incomplete = !there;
        node.exhausted = true;
        finish(node);
        done();
    }

    private synchronized void descend(WalkNode node, byte[] block) throws IOException {
        try {
            node.children = Optional.of(new ChildBlocks(node.type, block, node.place, this::odd));
        } catch (CorruptException | UnsupportedVersionException e) {
            odd(e.getMessage());
            deadEnd(node, Gap.Reason.MALFORMED);
            return;
        }
        blocks[node.type.number()]++;
        bytes += block.length;
        stack.push(node);
        done();
    }

    private synchronized void deadEnd(WalkNode node, Gap.Reason reason) throws IOException {
        gap(reason, node.score, node.type, node.place.toString());
        node.incomplete = true;
        node.exhausted = true;
        finish(node);
        done();
    }

    private void done() {
        reading--;
        notifyAll();
    }

    /** Passes on what came out, up to where something is still missing; a loop, for trees are deep. */
    private void finish(WalkNode last) throws VaultException {
        Deque<WalkNode> queue = new ArrayDeque<>();
        queue.add(last);
        while (!queue.isEmpty()) {
            WalkNode node = queue.poll();
            if (node.isReadyToFinish()) {
                node.finished = true;
                remember(node);
                for (WalkNode parent : node.parents) {
                    parent.incomplete |= node.incomplete;
                    parent.pending--;
                    queue.add(parent);
                }
            }
        }
    }

    private void remember(WalkNode node) throws VaultException {
        if (node.isData() || node.parents.isEmpty()) {
            return;
        }
        underWay.remove(node.key());
        subtrees.put(node.score, node.type, !node.incomplete);
        if (!node.incomplete) {
            options.known().learn(node.score, node.type);
        }
    }

    private synchronized void gap(Gap.Reason reason, Score score, BlockType type, String where) {
        gapCount++;
        if (gaps.size() < KEPT) {
            gaps.add(new Gap(reason, score, type, where));
        }
        if (gapCount >= options.gapLimit()) {
            over = true;
            notifyAll();
        }
    }

    private void odd(String text) {
        if (oddities.size() < KEPT) {
            oddities.add(text);
        }
    }
}
