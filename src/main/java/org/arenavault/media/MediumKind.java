package org.arenavault.media;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.optical.BdLayers;
import org.arenavault.optical.DiscState;
import org.arenavault.scsi.Profile;

/**
 * What kind of medium lies in a drive, as the drive says.
 *
 * @param profile what the drive takes it for; {@link Profile#NONE} for disks and folders
 * @param layers of a Blu-ray; one profile has discs of one to four; 1 for all others
 */
public record MediumKind(Profile profile, int layers) {

    /** A disk, a file or a folder. */
    public static final MediumKind DISK = new MediumKind(Profile.NONE, 1);

    static MediumKind of(DiscState disc) {
        return new MediumKind(disc.kind().recordedAs(), disc.kind().layers());
    }

    /** Whether it is what a description describes. */
    public boolean is(MediumDescription description) {
        if (isDisk()) {
            return description.recording() == MediumDescription.Recording.DISK;
        }
        boolean bluRay = profile == Profile.BD_R || profile == Profile.BD_RE;
        return description.profiles().contains(profile.code())
                && (!bluRay || description.blocks() == 0 || BdLayers.of(description.blocks()) == layers);
    }

    private boolean isDisk() {
        return profile == Profile.NONE || profile == Profile.REMOVABLE_DISK;
    }

    /** The description of it; empty if there is none. */
    public Optional<MediumDescription> description(Descriptions descriptions) throws IOException {
        for (String name : MediumDescription.names(descriptions)) {
            MediumDescription description = MediumDescription.read(descriptions, name);
            if (is(description)) {
                return Optional.of(description);
            }
        }
        return Optional.empty();
    }
}
