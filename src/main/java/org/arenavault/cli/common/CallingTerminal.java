package org.arenavault.cli.common;

import org.arenavault.io.CancelledException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Terminal;

/** An operator who is called to the terminal when there is a question. */
final class CallingTerminal implements Terminal {

    private final Terminal terminal;
    private final Notice notice;

    CallingTerminal(Terminal terminal, Notice notice) {
        this.terminal = terminal;
        this.notice = notice;
    }

    @Override
    public boolean interactive() {
        return terminal.interactive();
    }

    @Override
    public void print(String line) {
        terminal.print(line);
    }

    @Override
    public void printNeeded(String line) {
        terminal.printNeeded(line);
    }

    @Override
    public String ask(String question) throws OperatorNeededException, CancelledException {
        if (terminal.interactive()) {
            notice.send(Notice.Event.OPERATOR, question);
        }
        return terminal.ask(question);
    }
}
