package org.arenavault.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.arenavault.io.CancelledException;
import org.arenavault.venti.net.VentiClient;

/**
 * The questions whether a target has the blocks that it took and said to be durable: one for each. They are asked
 * while the next batch is sent, so that nobody waits for their answers before they are due.
 */
final class BatchProof {

    private final VentiClient client;
    private final List<ClumpGroup.Clump> clumps;
    private final List<CompletableFuture<Boolean>> answers;

    /** A proof of clumps that were sent before the last sync. */
    BatchProof(VentiClient client, List<ClumpGroup.Clump> clumps) {
        this.client = client;
        this.clumps = List.copyOf(clumps);
        this.answers = new ArrayList<>(clumps.size());
    }

    /** Asks for some more of them without waiting for answers. */
    void ask(int some) throws CancelledException {
        for (int i = 0; i < some && answers.size() < clumps.size(); i++) {
            ClumpGroup.Clump clump = clumps.get(answers.size());
            answers.add(client.probeLater(clump.info().score(), clump.type()));
        }
    }

    /** Those that the target does not say at once that it has. Asks for what was not asked for, and waits. */
    List<ClumpGroup.Clump> unclear() throws IOException {
        ask(clumps.size());
        List<ClumpGroup.Clump> unclear = new ArrayList<>();
        List<Boolean> there = ClumpGroup.awaitAll(answers);
        for (int i = 0; i < clumps.size(); i++) {
            if (!there.get(i)) {
                unclear.add(clumps.get(i));
            }
        }
        return unclear;
    }
}
