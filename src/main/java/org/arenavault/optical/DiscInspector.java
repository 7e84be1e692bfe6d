package org.arenavault.optical;

import static org.arenavault.drivers.MediumDescription.BLOCK;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.drivers.DriveQuirks;
import org.arenavault.io.Digests;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.VaultException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.FormatCapacities;
import org.arenavault.scsi.FormatCapacities.State;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.Profile;
import org.arenavault.scsi.ReadCapacity;
import org.arenavault.scsi.SpareInformation;
import org.arenavault.scsi.TrackInformation;

/**
 * Finds out what disc is in a drive and how far it is recorded (4.1 steps 3 to 7). The table of contents is never
 * asked: on DVD and BD the drive makes it up.
 */
final class DiscInspector {

    /** How closely to look. */
    enum Depth {
        /** What the drive says: may be asked while a track is being recorded. */
        LAYOUT,
        /** And what the disc holds at its beginning. */
        CONTENTS
    }

    private static final int RESTARTS = 8;
    private static final int MOST_TRACKS = 0xFFFF;
    private static final int CLUSTER = 32;

    private final CommandRunner runner;
    private final DriveQueries queries;
    private final Readiness readiness;
    private final DriveQuirks quirks;
    private final String drive;

    DiscInspector(CommandRunner runner, DriveQuirks quirks, String drive) {
        this.runner = runner;
        this.queries = new DriveQueries(runner, drive);
        this.readiness = new Readiness(runner, quirks, drive);
        this.quirks = quirks;
        this.drive = drive;
    }

    /** Waits until the drive is ready, and looks; once more from the start if something happens meanwhile. */
    DiscState inspect(Depth depth) throws IOException {
        for (int attempt = 0; attempt < RESTARTS; attempt++) {
            readiness.await();
            runner.observations().lookingAfresh();
            try {
                DiscState state = look(depth);
                if (!runner.observations().hasChanged()) {
                    return state;
                }
            } catch (VaultException e) {
                if (!runner.observations().hasChanged()) {
                    throw e;
                }
            }
        }
        throw new MediumFaultException(drive + ": keeps saying that its disc has changed; load it again");
    }

    private DiscState look(Depth depth) throws IOException {
        Configuration configuration = queries.configuration();
        Profile profile = configuration.profile();
        return switch (profile.use()) {
            case NO_MEDIUM -> throw new OperatorNeededException(Need.NO_MEDIUM,
                    drive + ": no medium, or none that it recognises", "insert a disc");
            case SEQUENTIAL -> sequential(configuration, depth);
            case OVERWRITABLE -> overwritable(configuration);
            case READ_ONLY -> readOnly(configuration, depth);
            case SEQUENTIAL_AFTER_BLANK -> unsuitable(profile, "can be erased, and has tracks: neither a disc to keep "
                    + "nor one to carry a partition");
            case DISK_LIKE -> unsuitable(profile, "is magneto-optical: use it as a disk");
            case REFUSED -> unsuitable(profile, switch (profile) {
                case BD_R_RANDOM -> "is formatted for random recording, which cannot be appended to safely";
                case DVD_R_DL, DVD_R_DL_JUMP -> "takes one session only, not one track after the other";
                default -> "does not conform to any standard that the drive knows";
            });
        };
    }

    private DiscState unsuitable(Profile profile, String reason) {
        return new DiscState(DiscKind.of(profile), DiscState.Use.UNSUITABLE,
                profile.title() + " " + reason, List.of(), Optional.empty(), 0, DiscState.Traits.UNKNOWN,
                DiscState.Format.NONE);
    }

    private DiscState sequential(Configuration configuration, Depth depth) throws IOException {
        Profile profile = configuration.profile();
        RecordingMethod method = RecordingMethod.of(profile).orElseThrow();
        DiscInformation information = queries.discInformation();
        MediumIds ids = MediumIds.of(queries, configuration, Optional.of(information), quirks);
        TrackLayout layout = TrackLayout.of(method, information, tracks(information));
        if (layout.senselessAddress() && !quirks.has(DriveQuirk.BLANK_ADDRESS_WRONG)) {
            runner.observations().warn(drive
                    + ": gives a senseless address for an empty track; its start is taken instead");
        }
        Optional<FormatCapacities> capacities =
                profile == Profile.BD_R ? queries.formatCapacities() : Optional.empty();
        boolean spared = isSpared(capacities, layout, ids);
        long capacity = layout.end();
        DiscKind kind = DiscKind.of(profile, ids, capacity, false);
        String title = kind.title();
        String contents = depth == Depth.CONTENTS ? contents(layout) : "";
        DiscState.Use use = DiscState.Use.READ_ONLY;
        String reason = "";
        if (isPseudoOverwrite(configuration, information, capacities, spared)) {
            use = DiscState.Use.UNSUITABLE;
            reason = "is formatted for pseudo-overwrite; such discs are read but never written";
        } else if (information.status() == Status.COMPLETE && layout.unclosed().isEmpty()) {
            // the drive no longer offers to write such a disc, which is no fault of the drive
            use = finished();
            reason = DiscState.FINALISED + ", or full" + hiddenSession();
        } else if (method.writeFeatures().stream().noneMatch(configuration::current)) {
            use = DiscState.Use.READ_ONLY_HERE;
            reason = "the drive does not write %s".formatted(title);
        } else if (ids.layers() > 2 && quirks.has(DriveQuirk.NO_BDXL)) {
            use = DiscState.Use.READ_ONLY_HERE;
            reason = "this drive does not write %s right (%s)".formatted(title, quirks.source(DriveQuirk.NO_BDXL));
        } else if (!layout.problem().isEmpty()) {
            reason = layout.problem();
        } else if (layout.appendPoint().isEmpty() && layout.unclosed().isEmpty()) {
            use = DiscState.Use.FINISHED;
            reason = "full";
        } else {
            use = layout.tracks().isEmpty() ? DiscState.Use.BLANK : DiscState.Use.APPENDABLE;
        }
        boolean writable = use == DiscState.Use.BLANK || use == DiscState.Use.APPENDABLE;
        return new DiscState(kind, use, reason, layout.tracks(),
                writable ? layout.appendPoint() : Optional.empty(), capacity,
                new DiscState.Traits(ids.product(), ids.discId(), contents),
                new DiscState.Format(spared, spared ? spares() : Optional.empty()));
    }

    private DiscState.Use finished() {
        return quirks.has(DriveQuirk.HIDES_DAMAGED_SESSION) ? DiscState.Use.READ_ONLY : DiscState.Use.FINISHED;
    }

    private String hiddenSession() {
        return quirks.has(DriveQuirk.HIDES_DAMAGED_SESSION)
                ? "; this maker's drives say so of damaged sessions too, another maker's may still append" : "";
    }

    /**
     * Whether a BD-R has been formatted with spares, as far as the format capacities tell: of a disc that is being
     * recorded without them a drive may say that it is formatted, and then no room is missing.
     */
    private static boolean isSpared(Optional<FormatCapacities> capacities, TrackLayout layout, MediumIds ids) {
        return capacities.isPresent() && capacities.get().state() == State.FORMATTED
                && (ids.blocks() == 0 || layout.end() < ids.blocks());
    }

    /** Feature 38h alone does not tell: drives claim it of discs that were never formatted (real-drives.md Q3). */
    private static boolean isPseudoOverwrite(Configuration configuration, DiscInformation information,
                                             Optional<FormatCapacities> capacities, boolean spared) {
        boolean perhapsFormatted = capacities.isPresent() ? spared : information.status() != Status.BLANK;
        return configuration.profile() == Profile.BD_R && configuration.current(Feature.BD_R_PSEUDO_OVERWRITE)
                && perhapsFormatted;
    }

    private Optional<SpareInformation> spares() throws IOException {
        Optional<DiscStructure> structure = queries.structure(StructureMedium.BD, DiscStructure.BD_SPARE_AREA,
                DiscStructure.HEADER + SpareInformation.SIZE);
        return structure.isEmpty() || structure.get().payload().length < SpareInformation.SIZE ? Optional.empty()
                : Optional.of(SpareInformation.decode(structure.get().payload()));
    }

    /** All tracks there are: also those that the disc information forgets (2.7, drive faults). */
    private List<TrackInformation> tracks(DiscInformation information) throws IOException {
        List<TrackInformation> tracks = new ArrayList<>();
        int announced = Math.max(1, information.lastTrackOfLastSession());
        while (tracks.size() < MOST_TRACKS) {
            Optional<TrackInformation> track = queries.track(tracks.size() + 1);
            if (track.isEmpty()) {
                boolean allClosed = tracks.stream().allMatch(t -> t.state() == TrackInformation.State.CLOSED);
                if (allClosed && information.status() != Status.COMPLETE) {
                    queries.openTrack(tracks.size() + 1).ifPresent(tracks::add);
                }
                break;
            }
            tracks.add(track.get());
            boolean appendPoint = track.get().state() == TrackInformation.State.INCOMPLETE_BLANK;
            if (tracks.size() >= announced && (appendPoint || information.status() == Status.COMPLETE)) {
                break;
            }
        }
        return tracks;
    }

    private DiscState readOnly(Configuration configuration, Depth depth) throws IOException {
        Profile profile = configuration.profile();
        Optional<DiscInformation> information = queries.ask(Cdb.readDiscInformation(DiscInformation.SIZE),
                DiscInformation.SIZE, DiscInformation::decode);
        MediumIds ids = MediumIds.of(queries, configuration, information, quirks);
        int runOut = profile == Profile.CD_ROM ? new CdRecording().runOutBlocks() : 0;
        TrackLayout layout = information.isPresent()
                ? TrackLayout.ofReadOnly(tracks(information.get()), runOut) : TrackLayout.ofReadOnly(List.of(), 0);
        long capacity = Math.max(layout.end(), queries.capacity().map(ReadCapacity::blocks).orElse(0L));
        DiscKind kind = DiscKind.of(profile, ids, Math.max(capacity, ids.blocks()), ids.recordable());
        String contents = depth == Depth.CONTENTS ? contents(layout) : "";
        return new DiscState(kind,
                ids.recordable() ? finished() : DiscState.Use.READ_ONLY,
                ids.recordable() ? DiscState.FINALISED + hiddenSession() : "not recordable", layout.tracks(),
                Optional.empty(), capacity, new DiscState.Traits(ids.product(), ids.discId(), contents),
                DiscState.Format.NONE);
    }

    private DiscState overwritable(Configuration configuration) throws IOException {
        Profile profile = configuration.profile();
        if (profile == Profile.DVD_RW_RESTRICTED) {
            return unsuitable(profile, "is too peculiar to carry a partition; take a DVD+RW or a BD-RE");
        }
        Optional<DiscInformation> information = queries.ask(Cdb.readDiscInformation(DiscInformation.SIZE),
                DiscInformation.SIZE, DiscInformation::decode);
        MediumIds ids = MediumIds.of(queries, configuration, information, quirks);
        Optional<FormatCapacities> capacities = queries.formatCapacities();
        boolean blank = information.isPresent() && information.get().status() == Status.BLANK;
        boolean formatted = switch (profile) {
            case BD_RE -> !blank && (capacities.isEmpty() || capacities.get().state() == State.FORMATTED);
            case DVD_PLUS_RW, DVD_PLUS_RW_DL -> !blank && (information.isEmpty()
                    || information.get().format() != DiscInformation.BackgroundFormat.NONE);
            default -> capacities.isEmpty() || capacities.get().state() != State.UNFORMATTED;
        };
        long capacity = formatted ? queries.capacity().map(ReadCapacity::blocks).orElse(0L)
                : DiscFormatter.capacityOfDefault(profile, capacities);
        if (formatted && capacity == 0) {
            capacity = capacities.map(FormatCapacities::blocks).orElse(0L);
        }
        DiscKind kind = DiscKind.of(profile, ids, capacity, false);
        DiscState.Traits traits = new DiscState.Traits(ids.product(), ids.discId(), "");
        if (profile != Profile.REMOVABLE_DISK && !configuration.current(Feature.RANDOM_WRITABLE)
                && !configuration.current(Feature.BD_WRITE) && !configuration.current(Feature.DVD_PLUS_RW)) {
            return new DiscState(kind, DiscState.Use.READ_ONLY_HERE, "the drive does not write " + kind.title(),
                    List.of(), Optional.empty(), capacity, traits, new DiscState.Format(formatted, Optional.empty()));
        }
        return new DiscState(kind, DiscState.Use.OVERWRITABLE, "", List.of(), Optional.empty(), capacity, traits,
                new DiscState.Format(formatted,
                        formatted && profile == Profile.BD_RE ? spares() : Optional.empty()));
    }

    /** The digest of what the disc begins with; empty if it has no closed track, or that cannot be read just now. */
    private String contents(TrackLayout layout) throws IOException {
        Optional<DiscTrack> first = layout.tracks().stream()
                .filter(track -> track.condition() == DiscTrack.Condition.CLOSED).findFirst();
        if (first.isEmpty()) {
            return "";
        }
        int blocks = (int) Math.min(CLUSTER, first.get().blocks());
        ByteBuffer data = ByteBuffer.allocate(blocks * BLOCK);
        DriveReply reply = queries.insist(Command.in(Cdb.read10(first.get().start(), blocks, Fua.OFF), data,
                Opcode.READ_10.timeout()));
        if (!reply.done() || reply.result().transferred() < data.capacity()) {
            return "";
        }
        return HexFormat.of().formatHex(Digests.sha1().digest(data.array()));
    }
}
