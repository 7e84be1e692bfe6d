package org.arenavault.cli.devicecopy;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.GlobalOptions;
import org.arenavault.cli.common.StandardOutput;
import org.arenavault.copy.Copies;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyRecord;
import org.arenavault.copy.CopyWorker;
import org.arenavault.copy.DeviceTable;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;

/** Starts workers for copies: in this process, or in one of their own that outlives the terminal. */
final class CopyWorkers {

    private static final Duration LOOK = Duration.ofMillis(50);

    /** The class that a worker starts with; this package stands below it. */
    private static final String PROGRAM = "org.arenavault.cli.Main";

    private final Copies copies;
    private final DeviceTable devices;
    private final World world;
    private final GlobalOptions globals;

    CopyWorkers(Copies copies, DeviceTable devices, World world, GlobalOptions globals) {
        this.copies = copies;
        this.devices = devices;
        this.world = world;
        this.globals = globals;
    }

    /** Works in this process until the copy is at its end or stopped. */
    CopyRecord run(CopyFolder copy) throws IOException {
        return new CopyWorker(copies, copy, devices, world).run();
    }

    /**
     * Starts a process, and returns once it is at work.
     *
     * @throws OperatorNeededException if it ended at once because a device is missing
     * @throws RefusedException if it ended at once for another reason
     */
    void launch(CopyFolder copy) throws IOException {
        NewFiles.open(copy.log(), StandardOpenOption.WRITE).close();
        copy.tellFailure("");
        Process process = new ProcessBuilder(command(copy))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(copy.log().toFile()))
                .redirectErrorStream(true).start();
        while (process.isAlive() && copy.progress().isEmpty()) {
            world.stop().check();
            world.clock().sleep(LOOK);
        }
        if (process.isAlive() || process.exitValue() == ExitCode.DONE) {
            return;
        }
        String reason = copy.failure().orElse(("the worker of copy %d ended at once with exit code %d; what it said is "
                + "in %s").formatted(copy.number(), process.exitValue(), copy.log()));
        if (process.exitValue() == ExitCode.OPERATOR) {
            throw new OperatorNeededException(OperatorNeededException.Need.GONE, reason);
        }
        throw new RefusedException(reason);
    }

    private List<String> command(CopyFolder copy) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.removeIf(option -> option.startsWith("-D" + StandardOutput.TERMINALS));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM,
                "--vault", globals.vault().toString(), "device-copy", "work", Integer.toString(copy.number())));
        return command;
    }
}
