package org.arenavault.scsi.emulator;

import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.SenseData;

/** What went wrong on the way to the medium, and no host has been told of yet. */
final class Losses implements WriteBuffer.Listener {

    private final EmulatedDrive drive;
    private SenseData deferred = SenseData.NONE;
    private SenseData recovered = SenseData.NONE;

    Losses(EmulatedDrive drive) {
        this.drive = drive;
    }

    @Override
    public void recovered(SenseData sense) {
        if (!drive.quirks().on(Quirk.SILENT_REALLOCATION)) {
            recovered = sense;
        }
    }

    @Override
    public void failed(SenseData sense) {
        deferred = sense;
    }

    @Override
    public void linked() {
        drive.counters().linkPoint();
    }

    /** True if data were lost. */
    boolean any() {
        return !deferred.equals(SenseData.NONE);
    }

    /** What was lost; from now on that counts as told. */
    SenseData take() {
        SenseData sense = deferred;
        deferred = SenseData.NONE;
        return sense;
    }

    /** Ends a command with what was lost before it. */
    void report() throws CheckCondition {
        if (any()) {
            throw new CheckCondition(take());
        }
    }

    /** Ends a command that waited for the medium with what the medium did meanwhile. */
    void report(Immed immed) throws CheckCondition {
        if (immed == Immed.OFF) {
            report();
        }
    }

    /** An answer with what the drive recovered meanwhile. */
    UnitReply withRecovered(UnitReply reply) {
        if (recovered.equals(SenseData.NONE)) {
            return reply;
        }
        SenseData told = recovered;
        recovered = SenseData.NONE;
        return reply.with(told);
    }

    /** The drive was switched off. */
    void forget() {
        deferred = SenseData.NONE;
        recovered = SenseData.NONE;
    }
}
