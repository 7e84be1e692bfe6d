package org.arenavault.fossil;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.World;

/**
 * Ends the fossil of this machine that has a partition open and was halted: it would write there again once somebody
 * says unhalt. A process that is called anything else is left alone.
 *
 * @param path the partition
 */
record FossilEnd(Path path, World world) {

    private static final String NAME = "fossil";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * Ends it, and waits until nobody has the partition open.
     *
     * @throws OperatorNeededException if it does not end, or somebody else has it open
     */
    void await() throws IOException {
        long end = world.clock().nanos() + PATIENCE.toNanos();
        long asked = 0;
        for (Optional<Long> holder = OpenFiles.holder(path); holder.isPresent(); holder = OpenFiles.holder(path)) {
            long process = holder.get();
            if (!isFossil(process) || world.clock().nanos() > end) {
                throw new OperatorNeededException(Need.LOCKED, ("%s: the fossil is halted, and process %d has the "
                        + "partition open still; end that, and start again without --halt").formatted(path, process));
            }
            if (process != asked) {
                asked = process;
                ProcessHandle.of(process).ifPresent(ProcessHandle::destroy);
                world.terminal().print("%s: process %d, the fossil there, is told to end".formatted(path, process));
            }
            world.stop().sleep(world.clock(), PAUSE);
        }
    }

    private static boolean isFossil(long process) throws IOException {
        try {
            return PlainFiles.text(Path.of("/proc", Long.toString(process), "comm"), StandardCharsets.ISO_8859_1)
                    .strip().equals(NAME);
        } catch (NoSuchFileException e) {
            return true; // it has ended already
        }
    }
}
