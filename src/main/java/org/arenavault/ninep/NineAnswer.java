package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request whose answer somebody waits for. */
class NineAnswer extends NineCall {

    private final CompletableFuture<NineReply> answer = new CompletableFuture<>();

    NineAnswer(int type, ByteBuffer message, String what) {
        super(type, message, what);
    }

    @Override
    final boolean take(NineReply reply) {
        taken();
        answer.complete(reply.copy());
        return true;
    }

    /** The answer is here; whoever waits for it does not know yet. */
    void taken() {
        // as a rule there is nothing else to do
    }

    @Override
    final void fail(IOException why) {
        answer.completeExceptionally(why);
    }

    /**
     * Waits for the answer. The connection's thread watches the time, and whether the operator wants to stop; an
     * interrupt ends nothing.
     */
    final NineReply await() throws IOException {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException why) {
                throw why;
            }
            throw e;
        }
    }

    /** Waits for the answer, or for its failure, but no longer than this; whether one of them came. */
    final boolean await(Duration limit) {
        try {
            answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
