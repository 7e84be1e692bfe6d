package org.arenavault.restore.mending;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.Storage;
import org.arenavault.parity.ParityMember;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.venti.format.Score;

/** What is asked and told of the store that arenas come back to. */
public interface MendedStore {

    /** The configuration of the venti, or another name: what is kept of damaged arenas lies beside it. */
    Path conf();

    /**
     * Whether {@link #image} gives the bytes of what is back: whole discs of a group come back with those of the
     * others.
     */
    default boolean givesImages() {
        return true;
    }

    /** Whether an arena of this name and digest is to come back, and is not back yet. */
    boolean lacks(String name, Score digest);

    /** Whether an increment was found, and is of no use as it is. */
    boolean lacks(IncrementFind find);

    /**
     * The bytes of something that is back, as they were on its disc.
     *
     * @return empty if it is not back, or cannot be told to be the very thing; whoever gets it does not close it
     */
    Optional<Storage> image(ParityMember member) throws IOException;

    /**
     * Brings an arena to its place.
     *
     * @param contents begins with it
     * @param find what it should be; where its block size is 0, nothing but its name, size and digest is known
     * @param units how many of its units were found again
     * @return why it is not there now; empty if it is
     */
    String place(Storage contents, ArenaFind find, long units) throws IOException;

    /** The same for an increment, which waits for the last disc then. */
    String place(Storage contents, IncrementFind find) throws IOException;

    /** An arena is not back still. */
    void failed(ArenaFind find, String reason) throws IOException;

    /** An increment is of no use still. */
    void failed(IncrementFind find, String reason) throws IOException;

    /** What there is of an arena is kept beside the configuration, and parity gives no more of it. */
    void kept(ArenaFind find) throws IOException;

    /** The same of an increment. */
    void kept(IncrementFind find) throws IOException;

    /** Something is worth knowing. */
    void note(String text);
}
