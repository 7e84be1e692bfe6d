package org.arenavault.cli.history;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.history.UserMap;
import org.arenavault.history.UserNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which names users get in a copy of a history. */
final class UserOptions {

    @Option(names = "--map", paramLabel = "FILE", description = "Other names for users and groups: lines 'old new'.")
    private @Nullable Path map;

    @Option(names = "--users-from-day",
            description = "Replace names by the ids that adm/users of the same day has for them; then comes --map.")
    private boolean fromDay;

    UserNames names() throws IOException {
        return fromDay ? UserNames.ofTheDay(map()) : UserNames.always(map());
    }

    private UserMap map() throws IOException {
        return map == null ? UserMap.NONE : UserMap.read(map);
    }

    /** The same for options that lead to the same names. */
    String text() throws IOException {
        String own = map == null ? "none" : map().fingerprint().toString();
        return fromDay ? "day+" + own : own;
    }
}
