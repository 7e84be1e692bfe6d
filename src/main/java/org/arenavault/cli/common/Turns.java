package org.arenavault.cli.common;

import java.io.IOException;
import java.util.function.Consumer;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Outcome;
import org.arenavault.io.OwnFileException;

/**
 * Several things that were asked for, one after the other. One that fails is named, and keeps no other from its turn;
 * how many are done gives the exit code.
 */
public final class Turns {

    /** What is done about one thing. */
    @FunctionalInterface
    public interface Turn {

        /** Does it; true if all of it is done. */
        boolean take() throws IOException;
    }

    /** Whose exception ends the command where nothing else was asked for. */
    private final boolean alone;

    private Outcome outcome = Outcome.NOTHING;

    private Turns(boolean alone) {
        this.alone = alone;
    }

    /** So many things. What ails the only one is thrown: its exit code says more than that something failed. */
    public static Turns of(int things) {
        return new Turns(things == 1);
    }

    /** Things of which each is named when it fails, even if there is only one. */
    public static Turns eachNamed() {
        return new Turns(false);
    }

    /**
     * Takes the next turn.
     *
     * @param failed told in one line why it failed
     * @throws CancelledException if the operator asked to stop
     * @throws OwnFileException if a file of ours failed, on which the others depend as well
     */
    public void take(Turn turn, Consumer<String> failed) throws IOException {
        boolean whole = false;
        try {
            whole = turn.take();
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            if (alone) {
                throw e;
            }
            failed.accept(ExitCode.text(e));
        }
        outcome = outcome.and(Outcome.of(whole));
    }

    /** The same for what has files of its own, such as a set: those of the others may be right. */
    public void takeOwn(Turn turn, Consumer<String> failed) throws IOException {
        try {
            take(turn, failed);
        } catch (OwnFileException e) {
            if (alone) {
                throw e;
            }
            failed.accept(ExitCode.text(e));
            outcome = outcome.and(Outcome.of(false));
        }
    }

    /** How many there were, and how many are done. */
    public Outcome outcome() {
        return outcome;
    }
}
