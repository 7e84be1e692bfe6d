package org.arenavault.changer;

/** A tray that does what it is told, and keeps what became of it. */
final class PretendedTray implements RobotTray {

    private boolean open;
    private boolean disc;
    private int moves;

    boolean isOpen() {
        return open;
    }

    int moves() {
        return moves;
    }

    void lay(boolean present) {
        disc = present;
    }

    @Override
    public void open() {
        open = true;
        moves++;
    }

    @Override
    public void close() {
        open = false;
        moves++;
    }

    @Override
    public boolean holdsDisc() {
        open = false;
        return disc;
    }

    @Override
    public void awaitReady() {
        open = false;
    }
}
