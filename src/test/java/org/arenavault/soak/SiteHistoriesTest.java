package org.arenavault.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some random histories of a site, the same ones in every run; scripts/soak lives through thousands of others. */
class SiteHistoriesTest {

    private static final int STEPS = 14;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @Test
    void whatWasVerifiedOnADiscThatSurvivesComesBack() throws IOException {
        long seed = Long.getLong("arenavault.soak.seed", 1);
        int histories = Integer.getInteger("arenavault.soak.histories", 8);
        for (int i = 0; i < histories; i++) {
            live(folder.resolve("site"), seed + i, STEPS);
        }
    }

    /** One history; what happened in it is part of what is thrown. */
    static void live(Path folder, long seed, int steps) throws IOException {
        SiteHistory history = new SiteHistory(folder, seed);
        try {
            history.run(steps);
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("history %d: %s%n%s".formatted(seed, e, String.join("\n", history.told())), e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
