package org.arenavault.cli;

import org.arenavault.io.CancelledException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.ProgressLines;
import org.arenavault.io.Terminal;

/** Takes the lines of progress away before anything else is said. */
final class ClearedTerminal implements Terminal {

    private final Terminal terminal;
    private final ProgressLines progress;

    ClearedTerminal(Terminal terminal, ProgressLines progress) {
        this.terminal = terminal;
        this.progress = progress;
    }

    @Override
    public boolean interactive() {
        return terminal.interactive();
    }

    @Override
    public void print(String line) {
        progress.clear();
        terminal.print(line);
    }

    @Override
    public void printNeeded(String line) {
        progress.clear();
        terminal.printNeeded(line);
    }

    @Override
    public String ask(String question) throws OperatorNeededException, CancelledException {
        progress.hold();
        try {
            return terminal.ask(question);
        } finally {
            progress.release();
        }
    }
}
