package org.arenavault.optical;

import org.arenavault.scsi.Profile;

/**
 * What kind of disc it is.
 *
 * @param profile what the drive takes it for
 * @param layers of a BD; 1 for all others
 * @param closed whether it is a recordable disc that the drive takes for a pressed one, because it takes no more
 */
public record DiscKind(Profile profile, int layers, boolean closed) {

    /** The kind of a disc of which the drive tells no more than its profile. */
    static DiscKind of(Profile profile) {
        return new DiscKind(profile, 1, false);
    }

    /**
     * The kind of a disc.
     *
     * @param ids what the disc says of itself
     * @param capacity blocks, which tell the layers of a BD that says nothing
     */
    static DiscKind of(Profile profile, MediumIds ids, long capacity, boolean closed) {
        DiscKind one = new DiscKind(profile, 1, closed);
        return one.isBluRay() ? new DiscKind(profile, ids.layers() > 0 ? ids.layers() : BdLayers.of(capacity), closed)
                : one;
    }

    private boolean isBluRay() {
        return recordedAs() == Profile.BD_R || profile == Profile.BD_RE;
    }

    /** What it was when it was recorded: a drive may take a BD-R that is finalised for a BD-ROM. */
    public Profile recordedAs() {
        return closed && profile == Profile.BD_ROM ? Profile.BD_R : profile;
    }

    /** For people: "BD-R DL", "closed DVD-ROM". */
    public String title() {
        String family = profile == Profile.BD_RE ? "BD-RE" : isBluRay() ? "BD-R" : profile.title();
        return (closed ? "closed " : "") + family + switch (layers) {
            case 2 -> " DL";
            case 3 -> " TL";
            case 4 -> " QL";
            default -> "";
        };
    }
}
