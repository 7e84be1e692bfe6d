package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A request whose answer somebody waits for. */
final class NineAnswer extends NineCall {

    private final CompletableFuture<NineReply> answer = new CompletableFuture<>();

    NineAnswer(int type, ByteBuffer message, String what) {
        super(type, message, what);
    }

    @Override
    boolean take(NineReply reply) {
        answer.complete(reply.copy());
        return true;
    }

    @Override
    void fail(IOException why) {
        answer.completeExceptionally(why);
    }

    /**
     * Waits for the answer. The connection's thread watches the time, and whether the operator wants to stop; an
     * interrupt ends nothing.
     */
    NineReply await() throws IOException {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException why) {
                throw why;
            }
            throw e;
        }
    }
}
