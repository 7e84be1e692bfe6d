package org.arenavault.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Reason;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.net.VentiClient;

/**
 * Clumps that lie together, and which of them the target has already. Of a full group a sample is asked for at first,
 * without waiting; only where the target turns out to have a good part of it, it is asked for the rest (replication 5).
 * Blocks that came from the target itself lie together, so that the sample tells.
 */
final class ClumpGroup {

    /** A group is sent when it has so many, */
    private static final int SIZE = 256;
    /** or when their blocks have so many bytes: those of two groups are held at a time. */
    private static final int MOST_BYTES = 2 << 20;

    /** Every so manieth clump is in the sample. */
    private static final int SAMPLE = 16;
    /** Share of the sample that must be there for asking to pay: one in five. */
    private static final int ONE_IN = 5;

    /**
     * A clump.
     *
     * @param offset from the arena's data start
     */
    record Clump(ClumpInfo info, long offset) {

        BlockType type() {
            return BlockType.fromDisk(info.type());
        }
    }

    private final VentiClient client;
    private final List<Clump> clumps = new ArrayList<>(SIZE);
    private final List<CompletableFuture<Boolean>> answers = new ArrayList<>(SIZE);
    private int step = SAMPLE;
    private long bytes;

    ClumpGroup(VentiClient client) {
        this.client = client;
    }

    void add(Clump clump) {
        clumps.add(clump);
        bytes += clump.info().uncsize();
    }

    boolean isEmpty() {
        return clumps.isEmpty();
    }

    boolean isFull() {
        return clumps.size() >= SIZE || bytes >= MOST_BYTES;
    }

    /**
     * Asks without waiting for answers.
     *
     * @param what for every clump, so that no time is lost where many are there, or for the sample
     */
    void ask(Ask what) throws CancelledException {
        step = what == Ask.FOR_ALL ? 1 : SAMPLE;
        for (int i = 0; i < clumps.size(); i += step) {
            answers.add(probe(i));
        }
    }

    private CompletableFuture<Boolean> probe(int i) throws CancelledException {
        return client.probeLater(clumps.get(i).info().score(), clumps.get(i).type());
    }

    /** For what the target is asked before any answer is there. */
    enum Ask { FOR_SAMPLE, FOR_ALL }

    /**
     * What came of asking.
     *
     * @param present clumps that the target has
     * @param missing clumps that it may lack
     * @param next for what it pays to ask of the next group
     */
    record Sorted(List<Clump> present, List<Clump> missing, Ask next) {
    }

    /** Waits for the answers, asks for the rest if that pays, and tells the clumps apart. */
    Sorted sort() throws IOException {
        int there = 0;
        for (boolean answer : awaitAll(answers)) {
            there += answer ? 1 : 0;
        }
        boolean pays = there * ONE_IN >= answers.size();
        List<CompletableFuture<Boolean>> rest = new ArrayList<>();
        for (int i = 0; pays && i < clumps.size(); i++) {
            rest.add(i % step == 0 ? answers.get(i / step) : probe(i));
        }
        List<Boolean> known = awaitAll(pays ? rest : answers);
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), pays ? Ask.FOR_ALL : Ask.FOR_SAMPLE);
        for (int i = 0; i < clumps.size(); i++) {
            boolean present = pays ? known.get(i) : i % step == 0 && known.get(i / step);
            (present ? sorted.present() : sorted.missing()).add(clumps.get(i));
        }
        return sorted;
    }

    /** Answers come in the order of the questions: who waits for the last one first is woken once for all. */
    static List<Boolean> awaitAll(List<CompletableFuture<Boolean>> answers) throws IOException {
        List<Boolean> known = new ArrayList<>(Collections.nCopies(answers.size(), false));
        for (int i = answers.size() - 1; i >= 0; i--) {
            known.set(i, await(answers.get(i)));
        }
        return known;
    }

    private static boolean await(CompletableFuture<Boolean> answer) throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for a venti", e);
        } catch (ExecutionException e) {
            throw VentiClient.inThisThread(Reason.beneath(e));
        }
    }
}
