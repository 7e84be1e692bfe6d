package org.arenavault.venti.check;

/** What checks of arenas came to, all together. */
public final class CheckTally {

    private final boolean deep;
    private int arenas;
    private int sealed;
    private int damaged;
    private int failed;
    private long bytes;

    /** Nothing yet; {@code deep} if arenas that are not sealed are read as well. */
    public CheckTally(boolean deep) {
        this.deep = deep;
    }

    /** One more arena was checked. */
    public void add(ArenaReport report) {
        boolean whole = report.status().state().isSealedOnDisk();
        arenas++;
        sealed += whole ? 1 : 0;
        damaged += report.sound() ? 0 : 1;
        bytes += whole ? report.status().arena().size() : deep ? report.status().memory().used() : 0;
    }

    /** A file could not be checked. */
    public void fail() {
        failed++;
    }

    /** How many arenas were checked. */
    public int arenas() {
        return arenas;
    }

    /** How many of them are sealed. */
    public int sealed() {
        return sealed;
    }

    /** How many of them are damaged. */
    public int damaged() {
        return damaged;
    }

    /** How many files could not be checked. */
    public int failed() {
        return failed;
    }

    /** Bytes that were read. */
    public long bytes() {
        return bytes;
    }
}
