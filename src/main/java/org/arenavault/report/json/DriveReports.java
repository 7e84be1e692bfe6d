package org.arenavault.report.json;

import static org.arenavault.drivers.MediumDescription.BLOCK;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.optical.AppendPoint;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.DiscTrack;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.Profile;
import org.arenavault.scsi.SpareInformation;
import org.arenavault.scsi.sgio.DeviceNode;

/** Drives and the discs in them; {@code lba} and {@code blocks} count 2048 bytes. */
public final class DriveReports {

    private static final int KILOBYTE = 1000;

    private DriveReports() {
    }

    /** {@code drive list}. */
    @JsonTypeName("arenavault.drive.list.2")
    public record Listing(List<Entry> drives) implements Report {
    }

    /** A drive or changer; what lies in it, or why that is not known. */
    public record Entry(String device, DeviceNode.Kind kind, String name, String revision, Optional<InDrive> disc,
                        String problem, List<Path> links) {
    }

    /** A disc at a glance. */
    public record InDrive(String title, DiscState.Use use, String reason, int tracks, Optional<Long> freeBytes) {

        /** What a drive says of it. */
        public static InDrive of(DiscState disc) {
            return new InDrive(disc.title(), disc.use().inGeneral(), disc.reason(), disc.tracks().size(),
                    disc.appendPoint().map(append -> append.free() * BLOCK));
        }
    }

    /** {@code drive info}. */
    @JsonTypeName("arenavault.drive.info.2")
    public record Info(String device, @JsonUnwrapped Identity identity, @JsonUnwrapped Abilities abilities,
                       Optional<Disc> disc, Optional<List<Answer>> raw) implements Report {

        /** What it says of itself and of its disc. */
        public static Info of(String device, OpticalDrive drive, Optional<DiscState> disc) throws IOException {
            return new Info(device, Identity.of(drive), Abilities.of(drive),
                    disc.isEmpty() ? Optional.empty() : Optional.of(Disc.of(drive, disc.get())), Optional.empty());
        }

        /** The same with every answer. */
        public Info with(List<Answer> answers) {
            return new Info(device, identity, abilities, disc, Optional.of(answers));
        }
    }

    /** Which drive it is. */
    record Identity(String vendor, String product, String firmware, String serial) {

        static Identity of(OpticalDrive drive) {
            return new Identity(drive.identity().vendor(), drive.identity().product(), drive.identity().revision(),
                    drive.identity().serial());
        }
    }

    /** What a drive can do, by its own word and by what is known of its kind. */
    record Abilities(List<String> profiles, List<Capability> features, List<DriveQuirk> quirks) {

        static Abilities of(OpticalDrive drive) throws IOException {
            Configuration configuration = drive.configuration();
            return new Abilities(configuration.supportedProfiles().stream().map(Profile::title).toList(),
                    Arrays.stream(Feature.values()).filter(configuration::lists).map(feature -> new Capability(
                            feature.code(), feature.title(), configuration.current(feature))).toList(),
                    drive.quirks().all().stream().sorted().toList());
        }
    }

    record Capability(int code, String title, boolean current) {
    }

    record Disc(@JsonUnwrapped Kind kind, long capacityBlocks, boolean formatted, Optional<Spares> spares,
                Optional<Next> next, List<Long> writeSpeedsBytesPerSecond, Optional<Long> writeSpeedBytesPerSecond,
                List<Track> tracks) {

        static Disc of(OpticalDrive drive, DiscState disc) throws IOException {
            List<Long> offered = disc.isWritable() ? drive.writeSpeeds().stream()
                    .map(speed -> speed.writeSpeed() * KILOBYTE).toList() : List.of();
            long set = disc.isWritable() ? drive.writeSpeed() * KILOBYTE : 0;
            return new Disc(Kind.of(disc), disc.capacity(), disc.formatted(), disc.spares().map(Spares::of),
                    disc.appendPoint().map(Next::of), offered, Optional.of(set).filter(speed -> speed > 0),
                    disc.tracks().stream().map(Track::of).toList());
        }
    }

    /** What disc it is, and what can be done with it. */
    record Kind(int profile, String title, DiscState.Use use, String reason, String mediumId, String discId) {

        static Kind of(DiscState disc) {
            return new Kind(disc.profile().code(), disc.title(), disc.use().inGeneral(), disc.reason(),
                    disc.product(), disc.discId());
        }
    }

    record Spares(long freeBlocks, long allocatedBlocks) {

        static Spares of(SpareInformation spares) {
            return new Spares(spares.free(), spares.allocated());
        }
    }

    record Next(int track, long lba, long freeBlocks) {

        static Next of(AppendPoint append) {
            return new Next(append.number(), append.start(), append.free());
        }
    }

    record Track(int track, int session, long lba, long blocks, DiscTrack.Condition condition) {

        static Track of(DiscTrack track) {
            return new Track(track.number(), track.session(), track.start(), track.blocks(), track.condition());
        }
    }

    /** What a drive answered to a command, in hexadecimal. */
    public record Answer(String command, String cdb, String outcome, String data) {
    }
}
