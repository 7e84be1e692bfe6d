package org.arenavault.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;

/** Commands as a user starts them, with real files and the real clock, and nobody at the terminal. */
final class CommandRun {

    private final AtomicBoolean stop = new AtomicBoolean();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final SilentTerminal terminal = new SilentTerminal();

    /** Runs a command to its end; returns its exit code. */
    int run(String... args) {
        World world = new World(new SystemClock(), Disks.REAL, terminal, Progress.SILENT, stop::get,
                UUID::randomUUID);
        return Main.run(new CommandContext(world, new PrintStream(out, true, StandardCharsets.UTF_8),
                new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity())), args);
    }

    /** Starts a command that runs until {@link #stop}. */
    CompletableFuture<Integer> start(String... args) {
        return CompletableFuture.supplyAsync(() -> run(args));
    }

    /** Asks it to stop. */
    void stop() {
        stop.set(true);
    }

    /** What it printed. */
    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What it printed, byte by byte. */
    byte[] printedBytes() {
        return out.toByteArray();
    }

    /** What it said to the operator. */
    List<String> said() {
        return terminal.said();
    }

    /** The report that it printed. */
    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toByteArray());
    }

    /** The report, once it is there. */
    JsonNode awaitJson() throws IOException, InterruptedException {
        while (!printed().contains("}\n")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return json();
    }
}
