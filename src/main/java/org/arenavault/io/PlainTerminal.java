package org.arenavault.io;

/** The operator as every part of the program reaches him: what is said or asked is one line that is {@link Plain}. */
final class PlainTerminal implements Terminal {

    private final Terminal terminal;

    private PlainTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    static Terminal of(Terminal terminal) {
        return terminal instanceof PlainTerminal ? terminal : new PlainTerminal(terminal);
    }

    @Override
    public boolean interactive() {
        return terminal.interactive();
    }

    @Override
    public void print(String line) {
        terminal.print(Plain.line(line));
    }

    @Override
    public void printNeeded(String line) {
        terminal.printNeeded(Plain.line(line));
    }

    @Override
    public String ask(String question) throws OperatorNeededException, CancelledException {
        return terminal.ask(Plain.line(question));
    }

    @Override
    public boolean confirm(String question) throws OperatorNeededException, CancelledException {
        return terminal.confirm(Plain.line(question));
    }
}
