package org.arenavault.io;

/** The operator, as far as the program can reach him. */
public interface Terminal {

    /** True if somebody can read and answer. */
    boolean interactive();

    /** Tells the operator one line. It goes to standard error: standard output belongs to the results. */
    void print(String line);

    /**
     * Tells the operator one line that he has to act on: to write a name on a disc, say. It is told also where he wants
     * to hear nothing while all is well, and so is each line that begins with "arenavault: " or "WARNING: ".
     */
    default void printNeeded(String line) {
        print(line);
    }

    /**
     * Asks and waits for a line.
     *
     * @return the answer without surrounding blanks
     * @throws OperatorNeededException if nobody can answer
     * @throws CancelledException if the operator closed the terminal or asked to stop
     */
    String ask(String question) throws OperatorNeededException, CancelledException;

    /**
     * Asks a question that a plain "y" or "yes" affirms.
     *
     * @throws OperatorNeededException if nobody can answer
     * @throws CancelledException if the operator closed the terminal or asked to stop
     */
    default boolean confirm(String question) throws OperatorNeededException, CancelledException {
        String answer = ask(question + " [y/N]");
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }
}
