package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Bytes that are on their way into a file; kept until the server has said that they are written. */
final class NinePiece {

    private final NineHandle handle;
    private final long at;
    private final byte[] bytes;
    private final CompletableFuture<Void> written = new CompletableFuture<>();

    /**
     * A piece that is to be sent.
     *
     * @param handle through which it goes
     * @param at where its first byte goes in the file
     */
    NinePiece(NineHandle handle, long at, byte[] bytes) {
        this.handle = handle;
        this.at = at;
        this.bytes = bytes;
    }

    /** The same bytes, to be sent through another. */
    NinePiece through(NineHandle other) {
        return new NinePiece(other, at, bytes);
    }

    NineHandle handle() {
        return handle;
    }

    long at() {
        return at;
    }

    int length() {
        return bytes.length;
    }

    /** Its bytes from the one at {@code from} on. */
    ByteBuffer data(int from) {
        return ByteBuffer.wrap(bytes, from, bytes.length - from);
    }

    void done() {
        written.complete(null);
    }

    void fail(IOException why) {
        written.completeExceptionally(why);
    }

    /** Waits until it is written; the connection's thread sees to it that this ends. */
    void await() throws IOException {
        try {
            written.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException why) {
                throw why;
            }
            throw e;
        }
    }
}
