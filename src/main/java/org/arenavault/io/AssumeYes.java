package org.arenavault.io;

/** An operator who has agreed beforehand to every question that a yes answers. */
public final class AssumeYes implements Terminal {

    private final Terminal terminal;

    /** The same operator, with his agreement. */
    public AssumeYes(Terminal terminal) {
        this.terminal = terminal;
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
        return terminal.ask(question);
    }

    @Override
    public boolean confirm(String question) {
        terminal.print(question + " yes, as told beforehand");
        return true;
    }
}
