package org.arenavault.cli.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.changer.DriveSetup;
import org.arenavault.io.UsageException;
import org.arenavault.optical.DriveOptions;
import org.arenavault.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a drive is to be used, for the commands that record or check. */
public final class DriveOptionsMixin {

    private static final String NO_CHANGER = "none";

    @Option(names = "--drive-option", paramLabel = "NAME=VALUE",
            description = {"How the drive is used; may be given several times:",
                "speed=4x (or kB/s, or max): record no faster;",
                "streaming=on: record BD with spares at full speed, without the drive's own check;",
                "opc=off: do not let it calibrate its laser on CD-R and DVD-R;",
                "reread=forced|elsewhere|reload|plain: how it is kept from checking its memory instead of the disc;",
                "trustnwa=no: its next writable address means nothing.",
                "Default: those of [drive] in config.toml."})
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--changer", paramLabel = "CHANGER",
            description = "Let this changer carry discs to the drive, and ask nobody: /dev/sg3, "
                    + "iscsi://HOST/IQN/LUN, or a robot: robot:DESCRIPTION@PORT. Default: for the 'device' of "
                    + "config.toml its 'changer'; none: people carry them.")
    private @Nullable String changer;

    @Option(names = "--changer-drive", paramLabel = "N", split = ",",
            description = {"Which of the changer's drives it is, counted from 0; where there are several, one for each",
                "DEVICE in their order. Default: the one that the changer calls by its serial number."})
    private List<Integer> changerDrives = List.of();

    /**
     * The options that were given, over those of the settings, and what serves the drives.
     *
     * @param device the drive, as the command or its set names it; empty for none, or several
     * @throws UsageException if there is no such option, or no such value of it
     */
    DriveSetup setup(Settings settings, String device) throws UsageException {
        DriveOptions all = settings.driveOptions();
        for (Map.Entry<String, String> option : options.entrySet()) {
            all = all.with(option.getKey(), option.getValue());
        }
        String carrier = changer == null ? settings.changerOf(device) : changer.equals(NO_CHANGER) ? "" : changer;
        return new DriveSetup(all, carrier, changerDrives);
    }
}
