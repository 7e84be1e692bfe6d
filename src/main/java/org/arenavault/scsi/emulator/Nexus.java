package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.EventStatus;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.Transport;

/**
 * One host's way to an emulated unit, and what the unit keeps for that host: unit attentions, media events, the lock
 * it put on the tray, the sense of its last command. All of it is guarded by the unit.
 */
final class Nexus implements Transport {

    private static final int MOST_ATTENTIONS = 8;
    /** Blocks are moved one command after another; nothing is gained above a megabyte. */
    private static final int MAX_TRANSFER = 1 << 20;

    private final EmulatedUnit unit;
    private final int incarnation;
    private final Deque<SenseData> attentions = new ArrayDeque<>();
    private final Deque<EventStatus.MediaEvent> events = new ArrayDeque<>();
    private Removal removal = Removal.ALLOW;
    private SenseData lastSense = SenseData.NONE;
    private boolean closed;

    /** A way to {@code unit}, good until the unit vanishes: {@code incarnation} counts how often it did. */
    Nexus(EmulatedUnit unit, int incarnation) {
        this.unit = unit;
        this.incarnation = incarnation;
    }

    @Override
    public CommandResult execute(Command command) throws IOException {
        return unit.execute(this, command);
    }

    @Override
    public String identity() {
        return unit.identity();
    }

    @Override
    public int maxTransfer() {
        return (int) unit.quirks().number(Quirk.LARGEST_TRANSFER, MAX_TRANSFER);
    }

    @Override
    public void close() throws IOException {
        unit.disconnect(this);
    }

    int incarnation() {
        return incarnation;
    }

    boolean closed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }

    /** Queues a unit attention; one that waits already is not queued twice. */
    void attention(SenseData sense) {
        if (!attentions.contains(sense) && attentions.size() < MOST_ATTENTIONS) {
            attentions.add(sense);
        }
    }

    boolean hasAttention() {
        return !attentions.isEmpty();
    }

    SenseData takeAttention() {
        return attentions.remove();
    }

    void event(EventStatus.MediaEvent event) {
        if (events.size() < MOST_ATTENTIONS) {
            events.add(event);
        }
    }

    /** The oldest event not yet reported; no change if there is none. */
    EventStatus.MediaEvent takeEvent() {
        return events.isEmpty() ? EventStatus.MediaEvent.NO_CHANGE : events.remove();
    }

    /** The host learns nothing of a change of the medium. */
    void forgetMediumChange() {
        attentions.removeIf(s -> s.asc() == 0x28);
        events.clear();
    }

    void forget() {
        attentions.clear();
        events.clear();
        removal = Removal.ALLOW;
        lastSense = SenseData.NONE;
    }

    boolean prevents() {
        return removal == Removal.PREVENT || removal == Removal.PERSISTENT_PREVENT;
    }

    void setRemoval(Removal newRemoval) {
        removal = newRemoval;
    }

    void setLastSense(SenseData sense) {
        lastSense = sense;
    }

    /** The sense of the command before this one; none the second time. */
    SenseData takeLastSense() {
        SenseData sense = lastSense;
        lastSense = SenseData.NONE;
        return sense;
    }
}
