package org.arenavault.cli.drive;


import static org.arenavault.drivers.MediumDescription.BLOCK;
import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.DiscTrack;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.report.Table;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.Profile;

/** Drives and the discs in them, for people and as JSON. */
final class DriveText {

    private DriveText() {
    }

    /** The disc in a drive; empty if there is none. */
    static Optional<DiscState> disc(OpticalDrive drive) throws IOException {
        try {
            return Optional.of(drive.inspect());
        } catch (OperatorNeededException e) {
            if (e.need() != Need.NO_MEDIUM) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** In a few words what lies in a drive. */
    static String inDrive(OpticalDrive drive) throws IOException {
        return text(disc(drive));
    }

    /** The same of what was looked at. */
    static String text(Optional<DiscState> disc) {
        return disc.map(there -> "%s, %s".formatted(there.title(), condition(there))).orElse("no disc");
    }

    private static String condition(DiscState disc) {
        String tracks = disc.tracks().isEmpty() ? "" : ", " + Count.of(disc.tracks().size(), "track");
        return switch (disc.use()) {
            case BLANK -> "blank, %s free".formatted(bytes(disc.appendPoint().map(a -> a.free())
                    .orElse(disc.capacity())));
            case APPENDABLE -> disc.appendPoint().map(a -> "appendable%s, %s free".formatted(tracks, bytes(a.free())))
                    .orElse("appendable%s, the last one interrupted".formatted(tracks));
            case READ_ONLY, FINISHED, READ_ONLY_HERE -> "read only (%s)%s".formatted(disc.reason(), tracks);
            case OVERWRITABLE -> disc.formatted() ? "overwritable" : "overwritable, never formatted";
            case UNSUITABLE -> "of no use here: " + disc.reason();
        };
    }

    private static String bytes(long blocks) {
        return Bytes.text(blocks * BLOCK);
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static void print(OpticalDrive drive, Optional<DiscState> disc, PrintStream target) throws IOException {
        Configuration configuration = drive.configuration();
        Table fields = Table.of(LEFT, LEFT).indented(2).atLeast(10);
        line(fields, "drive", "%s %s".formatted(drive.identity().vendor(), drive.identity().product()));
        line(fields, "firmware", drive.identity().revision() + firmwareDate(configuration));
        line(fields, "serial", drive.identity().serial());
        line(fields, "profiles", configuration.supportedProfiles().stream().map(Profile::title)
                .collect(Collectors.joining(", ")));
        line(fields, "features", named(configuration).stream()
                .map(feature -> feature.title() + (configuration.current(feature) ? "*" : ""))
                .collect(Collectors.joining(", ")) + "   (* current)");
        line(fields, "quirks", drive.quirks().all().stream().sorted()
                .map(quirk -> "%s (%s)".formatted(text(quirk), drive.quirks().source(quirk)))
                .collect(Collectors.joining("; ")));
        if (disc.isEmpty()) {
            line(fields, "disc", "none");
        } else {
            print(drive, disc.get(), configuration, fields);
        }
        fields.print(target);
        disc.ifPresent(there -> print(there.tracks(), target));
    }

    private static void print(List<DiscTrack> tracks, PrintStream target) {
        Table table = Table.of(RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT).indented(2);
        if (!tracks.isEmpty()) {
            table.row("track", "session", "start", "blocks", "size", "condition");
        }
        for (DiscTrack track : tracks) {
            table.row(track.number(), track.session(), track.start(), track.blocks(), bytes(track.blocks()),
                    text(track.condition()));
        }
        table.print(target);
    }

    private static void print(OpticalDrive drive, DiscState disc, Configuration configuration, Table fields)
            throws IOException {
        line(fields, "disc", "%s, %s".formatted(disc.title(), condition(disc)));
        line(fields, "profile", "%04X %s".formatted(configuration.currentProfile(), disc.profile().title()));
        line(fields, "medium id", disc.product());
        line(fields, "disc id", disc.discId());
        line(fields, "capacity", "%d blocks, %s".formatted(disc.capacity(), bytes(disc.capacity())));
        disc.spares().ifPresent(spares -> line(fields, "spares",
                "%d of %d blocks left".formatted(spares.free(), spares.allocated())));
        disc.appendPoint().ifPresent(append -> {
            line(fields, "next track", "%d, writable from block %d".formatted(append.number(), append.start()));
            line(fields, "free", "%d blocks, %s".formatted(append.free(), bytes(append.free())));
        });
        if (disc.isWritable()) {
            String speeds = drive.writeSpeeds().stream().map(speed -> Long.toString(speed.writeSpeed()))
                    .collect(Collectors.joining(" "));
            line(fields, "speeds", speeds.isEmpty() ? "" : speeds + " kB/s");
            long speed = drive.writeSpeed();
            line(fields, "set to", speed == 0 ? "" : speed + " kB/s");
        }
    }

    private static void line(Table fields, String name, String value) {
        if (!value.isBlank()) {
            fields.row(name, value);
        }
    }

    private static List<Feature> named(Configuration configuration) {
        return Arrays.stream(Feature.values()).filter(configuration::lists).toList();
    }

    /** Feature 010Ch: century, year, month, day, hour, minute and second of the firmware in ASCII. */
    private static String firmwareDate(Configuration configuration) {
        String digits = configuration.descriptor(Feature.FIRMWARE_INFORMATION).text();
        return digits.matches("[0-9]{8}.*")
                ? " of %s-%s-%s".formatted(digits.substring(0, 4), digits.substring(4, 6), digits.substring(6, 8)) : "";
    }
}
