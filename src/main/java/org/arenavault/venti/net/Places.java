package org.arenavault.venti.net;

/**
 * So many places for requests that are waiting or under way. Whoever finds none waits until a good part of them is free
 * again: to be woken for each would cost more than the request.
 */
final class Places {

    private final int enough;
    private int free;

    Places(int count) {
        this.free = count;
        this.enough = Math.max(1, count / 4);
    }

    /** Takes one; waits while there is none. */
    synchronized void take() throws InterruptedException {
        while (free == 0) {
            wait();
        }
        free--;
    }

    /** Gives one back. All come back some day, so that nobody who waits is forgotten. */
    synchronized void giveBack() {
        free++;
        if (free == enough) {
            notifyAll();
        }
    }
}
