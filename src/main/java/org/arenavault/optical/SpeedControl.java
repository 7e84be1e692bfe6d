package org.arenavault.optical;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.drivers.DriveQuirks;
import org.arenavault.scsi.CapabilitiesPage;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.ModePage;
import org.arenavault.scsi.ModeParameters;
import org.arenavault.scsi.NominalPerformance;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.PageControl;
import org.arenavault.scsi.StreamingDescriptor;
import org.arenavault.scsi.WriteSpeeds;

/** Asks for speeds and sets them (2.14). That a drive does not do as it is told is no failure, only a warning. */
final class SpeedControl {

    private static final int MOST_DESCRIPTORS = 64;
    private static final int PERFORMANCE_HEADER = 8;
    private static final int CAPABILITIES_LENGTH = ModeParameters.HEADER + CapabilitiesPage.SIZE;
    private static final long LARGEST_FIELD = 0xFFFF;

    private final CommandRunner runner;
    private final DriveQueries queries;
    private final DriveQuirks quirks;
    private final String drive;

    SpeedControl(CommandRunner runner, DriveQuirks quirks, String drive) {
        this.runner = runner;
        this.queries = new DriveQueries(runner, drive);
        this.quirks = quirks;
        this.drive = drive;
    }

    /** The write speeds that the drive offers for its disc, fastest first; empty where it does not say. */
    List<WriteSpeeds.Speed> offered() throws IOException {
        // the header alone is asked for first: it counts what there is
        int announced = queries.ask(Cdb.getWriteSpeeds(0), PERFORMANCE_HEADER, WriteSpeeds::announcedLength)
                .orElse(0);
        int count = (announced - PERFORMANCE_HEADER) / (WriteSpeeds.size(1) - WriteSpeeds.size(0));
        if (count < 1) {
            count = 1;
        }
        int asked = Math.min(count, MOST_DESCRIPTORS);
        return queries.ask(Cdb.getWriteSpeeds(asked), WriteSpeeds.size(asked), WriteSpeeds::decode)
                .map(WriteSpeeds::speeds).orElse(List.of()).stream()
                .filter(speed -> speed.writeSpeed() > 0)
                .sorted(Comparator.comparingLong(WriteSpeeds.Speed::writeSpeed).reversed()).toList();
    }

    /** The write speed in force in kB/s, as far as the drive says; 0 where it does not. */
    long current() throws IOException {
        Optional<NominalPerformance> performance = queries.ask(
                Cdb.getNominalPerformance(NominalPerformance.Of.WRITE, 0, 1), WriteSpeeds.size(1),
                NominalPerformance::decode);
        if (performance.isPresent() && !performance.get().ranges().isEmpty()) {
            return performance.get().ranges().get(0).endSpeed();
        }
        if (quirks.has(DriveQuirk.PAGE_2A_USELESS)) {
            return 0;
        }
        return queries.ask(Cdb.modeSense10(PageControl.CURRENT, ModePage.CAPABILITIES, CAPABILITIES_LENGTH),
                CAPABILITIES_LENGTH,
                bytes -> CapabilitiesPage.decode(ModeParameters.decode(bytes).page(ModePage.CAPABILITIES)))
                .map(page -> (long) page.speeds().write()).orElse(0L);
    }

    /** Sets the speed for recording the disc; speeds do not outlast a change of discs everywhere. */
    void limitWriting(DiscState disc, SpeedLimit limit) throws IOException {
        long wanted = limit.of(disc.profile());
        if (wanted == 0) {
            return;
        }
        List<WriteSpeeds.Speed> offered = offered();
        // 1x of a BD is 4495 kB/s to some and 4496 to others (real-drives.md Q17): one in a hundred is no difference
        Optional<WriteSpeeds.Speed> chosen = offered.stream()
                .filter(speed -> speed.writeSpeed() <= wanted + wanted / 100).findFirst();
        if (chosen.isEmpty() && !offered.isEmpty()) {
            chosen = Optional.of(offered.get(offered.size() - 1));
        }
        long read = chosen.map(WriteSpeeds.Speed::readSpeed).orElse(LARGEST_FIELD);
        long write = chosen.map(WriteSpeeds.Speed::writeSpeed).orElse(wanted);
        if (!set(disc, read, write)) {
            runner.observations().warn("%s: does not let its speed be set; it records as fast as it likes"
                    .formatted(drive));
        }
    }

    /**
     * Slows reading down, to read what is hard to read.
     *
     * @return false if the drive cannot
     */
    boolean slowReading(DiscState disc) throws IOException {
        List<WriteSpeeds.Speed> offered = offered();
        // several drives take the slowest speed for the fastest (real-drives.md Q16): the one before it is asked for
        int at = Math.max(0, offered.size() - 2);
        return !offered.isEmpty() && set(disc, offered.get(at).writeSpeed(), offered.get(at).writeSpeed());
    }

    /** Back to the drive's own choice. */
    void restore() throws IOException {
        ByteBuffer defaults = ByteBuffer.wrap(StreamingDescriptor.defaults().encode());
        if (!tell(Command.out(Cdb.setStreaming(), defaults, Opcode.SET_STREAMING.timeout()))) {
            tell(Command.plain(Cdb.setCdSpeed((int) LARGEST_FIELD, (int) LARGEST_FIELD),
                    Opcode.SET_CD_SPEED.timeout()));
        }
    }

    private boolean set(DiscState disc, long read, long write) throws IOException {
        StreamingDescriptor descriptor = StreamingDescriptor.ofSpeeds(Math.max(0, disc.capacity() - 1), read, write);
        return tell(Command.out(Cdb.setStreaming(), ByteBuffer.wrap(descriptor.encode()),
                Opcode.SET_STREAMING.timeout()))
                || tell(Command.plain(Cdb.setCdSpeed((int) Math.min(LARGEST_FIELD, read),
                (int) Math.min(LARGEST_FIELD, write)), Opcode.SET_CD_SPEED.timeout()));
    }

    private boolean tell(Command command) throws IOException {
        return !runner.observations().isUnsupported(Opcode.of(command.cdb())) && queries.insist(command).done();
    }
}
