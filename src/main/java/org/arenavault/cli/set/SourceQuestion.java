package org.arenavault.cli.set;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.SourceArena;
import org.arenavault.backup.SourceComparison;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Count;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.sets.BackupSet;
import org.arenavault.venti.format.Partition;

/** Whether a venti is the one that is on the discs of a set: what cannot be seen is asked. */
final class SourceQuestion {

    private static final int NAMED = 3;

    private SourceQuestion() {
    }

    /**
     * Asks where the venti is another one than that of the discs, as far as can be seen.
     *
     * @param where what names the partitions, for the operator to read
     * @return how many arenas it has
     * @throws CancelledException if it is not its venti
     */
    static int ask(BackupSet set, List<Partition> partitions, String where, World world) throws IOException {
        try (ArenaSource source = ArenaSource.open(partitions, world.disks())) {
            if (source.arenas().isEmpty()) {
                throw new RefusedException(where + ": its partitions hold no arena");
            }
            SourceComparison compared = SourceComparison.of(source, set.read());
            Map<SourceArena, String> others = compared.others();
            if (compared.stranger().isPresent() && !world.terminal().confirm(
                    "%s: %s. Is it its venti all the same?".formatted(where, compared.stranger().get()))) {
                throw new CancelledException("nothing was changed");
            }
            if (!others.isEmpty()) {
                String named = others.values().stream().limit(NAMED).collect(Collectors.joining("; "));
                if (!world.terminal().confirm("%s: %s not the same as on the discs of set '%s' (%s). "
                        .formatted(where, Count.are(others.size(), "arena"), set.name(), named)
                        + "Is it its venti all the same?")) {
                    throw new CancelledException("nothing was changed");
                }
            }
            return source.arenas().size();
        }
    }
}
