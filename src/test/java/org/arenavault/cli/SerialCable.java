package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.arenavault.io.ByteLine;
import org.arenavault.io.SerialLine;
import org.arenavault.io.SerialSettings;

/**
 * A serial line with the kernel's own line discipline between the program and an emulated robot: a pseudo-terminal made
 * by {@code socat}, opened like any serial line, with the robot behind it.
 */
final class SerialCable implements ByteLine {

    /** What happens on the way to an answer. */
    @FunctionalInterface
    interface Noise {

        /**
         * What arrives.
         *
         * @param command the last that was sent
         * @param answer of the robot
         */
        String heard(String command, String answer);
    }

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Process socat;
    private final Path folder;
    private final SerialLine line;
    private final ByteLine robot;
    private final Noise noise;

    private SerialCable(Process socat, Path folder, SerialLine line, ByteLine robot, Noise noise) {
        this.socat = socat;
        this.folder = folder;
        this.line = line;
        this.robot = robot;
        this.noise = noise;
    }

    static boolean isPossible() {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "socat")));
    }

    /** Lays a cable to a robot. */
    static ByteLine to(ByteLine robot, Noise noise) {
        try {
            Path folder = Files.createTempDirectory("cable");
            Path port = folder.resolve("tty");
            Process socat = new ProcessBuilder("socat", "stdio", "pty,rawer,link=" + port)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (!Files.exists(port)) {
                if (System.nanoTime() > end) {
                    throw new IOException("socat makes no pseudo-terminal");
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            SerialLine line = SerialLine.open(port.toString(), SerialSettings.plain(9600));
            SerialCable cable = new SerialCable(socat, folder, line, robot, noise);
            Thread pump = new Thread(cable::pump, "serial-cable");
            pump.setDaemon(true);
            pump.start();
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void pump() {
        byte[] bytes = new byte[256];
        try (InputStream in = socat.getInputStream(); OutputStream out = socat.getOutputStream()) {
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                String command = new String(bytes, 0, count, ISO_8859_1);
                robot.write(command.getBytes(ISO_8859_1));
                int said = robot.read(bytes, Duration.ZERO);
                String heard = noise.heard(command, new String(bytes, 0, said, ISO_8859_1));
                out.write(heard.getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            socat.destroy();
        }
    }

    /** Pulls the plug of the last cable laid by this test. */
    void unplug() {
        socat.destroyForcibly();
    }

    @Override
    public String name() {
        return robot.name();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        line.write(bytes);
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        return line.read(into, patience);
    }

    @Override
    public void close() throws IOException {
        line.close();
        socat.destroy();
        Files.deleteIfExists(folder.resolve("tty"));
        Files.deleteIfExists(folder);
    }
}
