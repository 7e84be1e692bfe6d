package org.arenavault.optical;

import static org.arenavault.drivers.MediumDescription.BLOCK;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.FormatCapacities;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.FormatUnitParameters;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.Profile;

/** Formats discs (2.9, 2.10): spares on a blank BD-R, and what overwritable discs need before their first use. */
final class DiscFormatter {

    private static final long ALL = 0xFFFF_FFFFL;
    /** DVD+RW: continue a format that was suspended. */
    private static final int RESTART = 1;

    private final CommandRunner runner;
    private final DriveQueries queries;
    private final LongOperations operations;
    private final String drive;

    DiscFormatter(CommandRunner runner, LongOperations operations, String drive) {
        this.runner = runner;
        this.queries = new DriveQueries(runner, drive);
        this.operations = operations;
        this.drive = drive;
    }

    /** How a blank BD-R gets the default amount of spares, for sequential recording and nothing else. */
    List<FormatDescriptor> recordable() throws IOException {
        List<FormatDescriptor> formats = new ArrayList<>();
        for (FormatDescriptor offered : offered()) {
            if (offered.type() == FormatDescriptor.FULL || offered.type() == FormatDescriptor.BD_R_SPARES) {
                formats.add(new FormatDescriptor(offered.blocks(), offered.type(), FormatDescriptor.SRM,
                        offered.parameter()));
            }
        }
        // the default comes first in every list seen; the first of type 32h has the same size
        return required(formats.subList(0, Math.min(2, formats.size())));
    }

    /**
     * How a blank BD-R, or a BD-RE, keeps so many blocks for data and has the rest as spares.
     *
     * @param blocks a multiple of 32, see 2.10
     * @throws RefusedException if the drive does not offer that; what it offers is told
     */
    List<FormatDescriptor> chosen(Profile profile, long blocks) throws IOException {
        boolean recordable = profile == Profile.BD_R;
        int type = recordable ? FormatDescriptor.BD_R_SPARES : FormatDescriptor.BD_RE_SPARES;
        LongSummaryStatistics offered = offered().stream().filter(format -> format.type() == type)
                .mapToLong(FormatDescriptor::blocks).summaryStatistics();
        if (offered.getCount() == 0) {
            throw new RefusedException("%s: offers no choice of spares for this disc".formatted(drive));
        }
        if (blocks < offered.getMin() || blocks > offered.getMax()) {
            throw new RefusedException("%s: leaves %d to %d bytes of this disc for data, not %d".formatted(drive,
                    offered.getMin() * BLOCK, offered.getMax() * BLOCK, blocks * BLOCK));
        }
        return List.of(new FormatDescriptor(blocks, type, recordable ? FormatDescriptor.SRM : 0, 0));
    }

    /**
     * How a blank BD-R of so many blocks gets a size of spares, both multiples of 32.
     *
     * @throws RefusedException if the drive does not offer that; which sizes it offers is told
     */
    List<FormatDescriptor> sized(long raw, long spare) throws IOException {
        LongSummaryStatistics offered = offered().stream()
                .filter(format -> format.type() == FormatDescriptor.BD_R_SPARES)
                .mapToLong(format -> raw - format.blocks()).summaryStatistics();
        if (offered.getCount() > 0 && (spare < offered.getMin() || spare > offered.getMax())) {
            throw new RefusedException("%s: gives this disc spares of %dk to %dk, not %dk; choose another medium.spare"
                    .formatted(drive, offered.getMin() * BLOCK / 1024, offered.getMax() * BLOCK / 1024,
                            spare * BLOCK / 1024));
        }
        return chosen(Profile.BD_R, raw - spare);
    }

    /** How an overwritable disc is formatted. */
    List<FormatDescriptor> overwritable(Profile profile, Spares spares) throws IOException {
        switch (profile) {
            case BD_RE -> {
                List<FormatDescriptor> formats = new ArrayList<>();
                for (int type : spares.kind() == Spares.Kind.NONE ? new int[] {FormatDescriptor.BD_RE_PLAIN}
                        : new int[] {FormatDescriptor.FULL, FormatDescriptor.BD_RE_SPARES}) {
                    offered().stream().filter(offered -> offered.type() == type).findFirst()
                            .ifPresent(offered -> formats.add(new FormatDescriptor(offered.blocks(), type, 0,
                                    offered.parameter())));
                }
                return required(formats);
            }
            case DVD_PLUS_RW, DVD_PLUS_RW_DL -> {
                DiscInformation.BackgroundFormat state = queries.discInformation().format();
                return List.of(new FormatDescriptor(ALL, FormatDescriptor.PLUS_RW, 0,
                        state == DiscInformation.BackgroundFormat.SUSPENDED ? RESTART : 0));
            }
            default -> {
                Optional<FormatDescriptor> full = offered().stream()
                        .filter(offered -> offered.type() == FormatDescriptor.FULL).findFirst();
                return required(full.map(List::of).orElse(List.of()));
            }
        }
    }

    private List<FormatDescriptor> offered() throws IOException {
        return queries.formatCapacities().map(FormatCapacities::formats).orElse(List.of());
    }

    private List<FormatDescriptor> required(List<FormatDescriptor> formats) throws RefusedException {
        if (formats.isEmpty()) {
            throw impossible();
        }
        return formats;
    }

    private RefusedException impossible() {
        return new RefusedException("%s: cannot format this disc so; do without spares, or take another drive"
                .formatted(drive));
    }

    /** Formats the disc, with the first of these that the drive takes. */
    void format(List<FormatDescriptor> formats) throws IOException {
        for (FormatDescriptor format : formats) {
            byte[] list = FormatUnitParameters.of(format, Immed.ON).encode();
            DriveReply reply = runner.unstoppable().run(Command.out(Cdb.formatUnit(), ByteBuffer.wrap(list),
                    Opcode.FORMAT_UNIT.timeout()), Phase.FINISH);
            switch (reply.meaning()) {
                // whether a command of unknown outcome was executed shows when the disc is looked at again
                case DONE, ASK_ADDRESS, NOT_READY -> {
                    operations.await(Operation.FORMATTING);
                    operations.synchronize();
                    return;
                }
                case UNSUPPORTED, DOES_NOT_EXIST -> {
                    // the next descriptor may be more to the drive's liking
                }
                default -> throw CommandFailures.of(drive, Operation.FORMATTING.text(), reply);
            }
        }
        throw impossible();
    }

    /** How large an overwritable disc will be once it is formatted as its drive does by default. */
    static long capacityOfDefault(Profile profile, Optional<FormatCapacities> capacities) {
        int type = profile == Profile.DVD_PLUS_RW || profile == Profile.DVD_PLUS_RW_DL ? FormatDescriptor.PLUS_RW
                : FormatDescriptor.FULL;
        return capacities.map(c -> c.formats().stream().filter(format -> format.type() == type)
                .mapToLong(FormatDescriptor::blocks).findFirst().orElse(c.blocks())).orElse(0L);
    }
}
