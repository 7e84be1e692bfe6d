package org.arenavault.fossil;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fossil's console at a TCP port of this machine: echoes, answers as the real one does, and keeps what was typed. */
public final class ScriptedFossil implements Closeable {

    /** The score of every snapshot. */
    public static final String SCORE = "9ab9122c8dc3f6883edf5253cb4cefe854f081a7";

    /** Bytes of the disk. */
    public static final long DISK = 50_331_648;

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<String> typed = new CopyOnWriteArrayList<>();
    private final List<String> services = new CopyOnWriteArrayList<>();
    private volatile boolean configured;
    private volatile boolean open;
    private volatile boolean halted;
    private volatile boolean broken;
    private volatile boolean talkative;
    /** Bytes of the disk that are free; below 0 until it is said. */
    private volatile long free = -1;

    /** Begins to listen. */
    public ScriptedFossil() throws IOException {
        daemon(this::serve);
    }

    private static void daemon(Runnable what) {
        Thread thread = new Thread(what, "scripted-fossil");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it is. */
    public int port() {
        return server.getLocalPort();
    }

    /** The lines that were typed, but for empty ones. */
    public List<String> typed() {
        return typed;
    }

    /** From now on no partition can be opened, nothing served, and nothing halted. */
    public void breakDown() {
        broken = true;
    }

    /** From now on so many bytes of the disk are free. */
    public void setFree(long bytes) {
        free = bytes;
    }

    /** From now on something that nobody asked for comes right behind every prompt. */
    void talk() {
        talkative = true;
    }

    private void serve() {
        while (true) {
            try {
                Socket socket = server.accept();
                daemon(() -> answer(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void answer(Socket socket) {
        try (socket; InputStream in = socket.getInputStream(); OutputStream out = socket.getOutputStream()) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, ISO_8859_1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    typed.add(line.strip());
                }
                String text = "%s\r\n%smain: %s".formatted(line.strip(), answer(line.strip()),
                        talkative ? "cacheAllocBlock: the disk is full\n" : "");
                out.write(text.getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            // whoever was there is gone
        }
    }

    private String answer(String line) {
        String[] words = line.split(" ");
        String command = words[0].equals("fsys") && words.length > 2 ? words[2] : words[0];
        if (halted && words[0].equals("fsys")) {
            return "file system main is halted\n";
        }
        return switch (command) {
            case "", "venti", "snaptime" -> "";
            case "config" -> {
                String before = configured ? "fsys: 'main' already exists\n" : "";
                configured = true;
                yield before;
            }
            case "open" -> {
                open = !broken;
                yield broken ? "fsOpen: open %s: No such file or directory\n".formatted("x") : "";
            }
            case "df" -> open || free >= 0 ? "\tmain: %,d used + %,d free = %,d (%.1f%% used)\n".formatted(
                    DISK - free, free, DISK, 100.0 * (DISK - free) / DISK) : "fsys: 'main' not open\n";
            case "epoch" -> open ? "\tlow 1 hi 1\n" : "fsys: 'main' not open\n";
            case "snap" -> "archive vac:%s\n".formatted(SCORE);
            case "sync" -> "\tmain sync: wrote 7 blocks\n";
            case "halt" -> {
                halted = !broken;
                yield "";
            }
            case "srv", "listen" -> {
                if (words.length == 1) {
                    yield String.join("", services);
                }
                if (!broken) {
                    services.add("\t%s\t/dev/fd/8\n".formatted(words[words.length - 1]));
                }
                yield "";
            }
            default -> words[0] + ": - eh?\n";
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
