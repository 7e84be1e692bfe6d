package org.arenavault.backup;

import java.io.IOException;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.World;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.Policy;

/** What a set is recorded on. */
public final class SetMedium {

    private SetMedium() {
    }

    /** As its configuration says. */
    public static MediumDescription of(BackupSet set) throws IOException {
        String name = set.config().medium().name();
        Descriptions descriptions = Descriptions.ofUser();
        if (!MediumDescription.names(descriptions).contains(name)) {
            throw set.damagedConfig("medium.name", "is '%s', and there is no such medium; there are: %s".formatted(name,
                    String.join(", ", MediumDescription.names(descriptions))));
        }
        return MediumDescription.read(descriptions, name);
    }

    /**
     * Records the set on another medium from now on.
     *
     * @param medium as the command names it; empty if it does not
     */
    public static void change(BackupSet set, String medium, World world) throws IOException {
        if (!medium.isEmpty() && !medium.equals(set.config().medium().name())) {
            MediumDescription description = MediumDescription.read(Descriptions.ofUser(), medium);
            set.change(known -> Policy.MEDIUM_NAME.in(known, description.name()));
            world.terminal().print("set '%s' is recorded on %s from now on".formatted(set.name(), description.title()));
        }
    }
}
