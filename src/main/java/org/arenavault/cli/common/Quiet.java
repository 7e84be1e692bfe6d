package org.arenavault.cli.common;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Count;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Terminal;

/**
 * Holds back what a command says until it is known whether all is well, and then says it or lets it go. What is wrong,
 * what somebody has to do, questions, and the contents of files pass at once.
 */
final class Quiet {

    /** Lines to the operator that are kept; what he needs to know of a fault stands before it. */
    private static final int MOST_LINES = 1000;
    /** What is wrong begins with these. */
    private static final String[] FAULTS = {"arenavault: ", "WARNING: "};

    private final Terminal terminal;
    private final Deque<String> lines = new ArrayDeque<>();
    private final HeldText text;
    private final PrintStream out;
    private long dropped;
    private boolean loud;

    /**
     * Holds back what goes to these.
     *
     * @param terminal the operator
     * @param out where results go
     */
    Quiet(Terminal terminal, PrintStream out) {
        this.terminal = terminal;
        this.out = out;
        this.text = new HeldText(out);
    }

    /** The operator as a command that is to be quiet sees him. */
    Terminal terminal() {
        return new Terminal() {
            @Override
            public boolean interactive() {
                return terminal.interactive();
            }

            @Override
            public void print(String line) {
                say(line);
            }

            @Override
            public void printNeeded(String line) {
                terminal.printNeeded(line);
            }

            @Override
            public String ask(String question) throws OperatorNeededException, CancelledException {
                sayHeld();
                return terminal.ask(question);
            }
        };
    }

    /** Where results go meanwhile: texts are held, bytes pass. */
    PrintStream out() {
        return new PrintStream(out) {
            @Override
            public void print(String printed) {
                text.add(printed);
            }

            @Override
            public void println(String printed) {
                text.add(printed + System.lineSeparator());
            }

            @Override
            public void println() {
                text.add(System.lineSeparator());
            }

            @Override
            public void close() {
                // it goes on without us
                flush();
            }
        };
    }

    private synchronized void say(String line) {
        boolean fault = false;
        for (String beginning : FAULTS) {
            fault |= line.startsWith(beginning);
        }
        if (loud || fault) {
            terminal.print(line);
            return;
        }
        if (lines.size() == MOST_LINES) {
            lines.remove();
            dropped++;
        }
        lines.add(line);
    }

    private synchronized void sayHeld() {
        if (dropped > 0) {
            terminal.print("(%s left out here)".formatted(Count.are(dropped, "line")));
            dropped = 0;
        }
        lines.forEach(terminal::print);
        lines.clear();
    }

    /** Not all is well: says what was held back, and holds nothing any more. */
    synchronized void end() {
        sayHeld();
        loud = true;
        text.release();
    }

    /** All was well, unless it was said before that it is not. */
    synchronized void forget() {
        lines.clear();
        text.forget();
    }
}
