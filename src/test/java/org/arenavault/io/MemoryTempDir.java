package org.arenavault.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders in memory where the system offers that, for tests that force to disk thousands of times. They are
 * made in {@code $ARENAVAULT_TEST_MEMORY}, which {@code scripts/test} deletes however the tests end.
 */
public final class MemoryTempDir implements TempDirFactory {

    private static final Path MEMORY = Path.of(Optional.ofNullable(System.getenv("ARENAVAULT_TEST_MEMORY"))
            .filter(folder -> !folder.isEmpty()).orElse("/dev/shm"));
    private static final long NEEDED = 256L << 20;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        boolean room = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > NEEDED;
        return room ? Files.createTempDirectory(MEMORY, "arenavault-test")
                : Files.createTempDirectory("arenavault-test");
    }
}
