package org.arenavault.io;

import java.util.ArrayList;
import java.util.List;

/** A terminal at which nobody sits; keeps what was said. */
public final class SilentTerminal implements Terminal {

    private final List<String> said = new ArrayList<>();

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public synchronized void print(String line) {
        said.add(line);
    }

    /** What was said so far. */
    public synchronized List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public String ask(String question) throws OperatorNeededException {
        throw new OperatorNeededException(OperatorNeededException.Need.ANSWER, question);
    }
}
