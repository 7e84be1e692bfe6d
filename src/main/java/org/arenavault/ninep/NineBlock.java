package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.arenavault.io.Clock;

/** A piece of a file that is asked for, or is there. */
final class NineBlock {

    private final Clock clock;
    private final long at;
    private final byte[] bytes;
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private int lacking;
    private int holders = 1;
    private long came = Long.MAX_VALUE;

    /**
     * A piece of which nothing is there. Whoever makes it holds it.
     *
     * @param at its first byte in the file
     * @param bytes memory for it, with anything in it
     */
    NineBlock(Clock clock, long at, byte[] bytes) {
        this.clock = clock;
        this.at = at;
        this.bytes = bytes;
        this.lacking = bytes.length;
    }

    /** One more needs it. */
    synchronized NineBlock hold() {
        holders++;
        return this;
    }

    /** Its memory, once nobody needs it and no answer can come for it; until then nothing. */
    synchronized Optional<byte[]> letGo() {
        holders--;
        return holders == 0 && lacking == 0 ? Optional.of(bytes) : Optional.empty();
    }

    long at() {
        return at;
    }

    int length() {
        return bytes.length;
    }

    /** The byte behind its last in the file. */
    long end() {
        return at + bytes.length;
    }

    /** Whether it came before this time. */
    synchronized boolean isOlderThan(long nanos) {
        return came != Long.MAX_VALUE && came - nanos < 0;
    }

    /** Puts what remains in {@code data} behind the first {@code offset} bytes. Each byte comes once. */
    synchronized void put(int offset, ByteBuffer data) {
        lacking -= data.remaining();
        data.get(bytes, offset, data.remaining());
        if (lacking == 0) {
            came = clock.nanos();
            whole.complete(null);
        }
    }

    void fail(IOException why) {
        whole.completeExceptionally(why);
    }

    /** Waits until all is there; the connection's thread sees to it that this ends. */
    void await() throws IOException {
        try {
            whole.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException why) {
                throw why;
            }
            throw e;
        }
    }

    /** Copies what there is of the file from {@code position} on; returns how much. */
    int copy(long position, ByteBuffer target) {
        int from = (int) (position - at);
        int count = Math.min(target.remaining(), bytes.length - from);
        target.put(bytes, from, count);
        return count;
    }
}
