package org.arenavault.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.arenavault.Golden;
import org.arenavault.cli.InstalledScripts;
import org.arenavault.cli.PseudoTerminal;

/**
 * The sessions that the tour shows: real ones at a pseudo-terminal, with a small venti that a real one has written, and
 * an emulated recorder that takes its time. The folder in which they run is shown as {@code /srv}.
 */
final class Session {

    private static final String SHOWN_FOLDER = "/srv";
    /** How long somebody types at a command, as the picture shows it in less. */
    private static final long TYPED_MILLIS = 2800;
    private static final long ANSWER_MILLIS = 1000;
    /** Somewhere in the second arena on a disc. */
    private static final long SCRATCH = 20L << 16;

    private final Path folder;
    private final InstalledScripts scripts;
    private Recording recording = new Recording();

    private Session(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        scripts = new InstalledScripts(this.folder.resolve("bin"));
        Files.move(Golden.unpack("multi", this.folder), this.folder.resolve("venti"));
    }

    /**
     * Runs them all; by the names of their pictures.
     *
     * @param speed that of the recorder
     */
    static Map<String, Recording> all(Path folder, String speed) throws IOException, InterruptedException {
        Session session = new Session(folder);
        Map<String, Recording> recordings = new LinkedHashMap<>();
        session.quietly("drive emulate recorder --medium bd-r --discs 4 --capacity 12m --manual --speed " + speed);
        session.type("init home --conf venti/venti.conf --medium bd-r --device emu:recorder",
                "[Y/n]", "y", "[y/N]", "n");
        session.type("backup home", "Begin home-001 on it? [y/N]", "y");
        session.type("status home");
        recordings.put("burn", session.taken());
        Files.write(folder.resolve("recorder/001.disc/data"), session.scratched(), StandardOpenOption.WRITE);
        session.type("verify home");
        session.type("status home");
        session.type("backup home");
        recordings.put("damage", session.taken());
        Files.createDirectory(folder.resolve("new"));
        Files.writeString(folder.resolve("new/venti.conf"),
                "index main\nisect isect0\narenas arenas0\narenas arenas1\nbloom bloom\n");
        session.type("restore home --conf new/venti.conf --format");
        session.type("index check new/venti.conf");
        recordings.put("restore", session.taken());
        return recordings;
    }

    /** The bytes of the disc with a hole. */
    private byte[] scratched() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("recorder/001.disc/data"));
        for (long at = SCRATCH; at < SCRATCH + (1 << 17); at++) {
            bytes[(int) at] ^= 0x55;
        }
        return bytes;
    }

    private Recording taken() {
        Recording whole = recording;
        recording = new Recording();
        return whole;
    }

    private String line(String words) {
        return "cd '%s' && stty cols %d rows 24 && env TERM=xterm LC_ALL=C.UTF-8 XDG_CONFIG_HOME='%s/config' %s "
                .formatted(folder, Recording.COLUMNS, folder,
                        "ARENAVAULT_HOME='%s/vault' '%s' %s".formatted(folder, scripts.path("arenavault"), words));
    }

    private void quietly(String words) throws IOException, InterruptedException {
        try (PseudoTerminal terminal = new PseudoTerminal(line(words), text -> { })) {
            terminal.end();
        }
    }

    /**
     * Types a command at a prompt.
     *
     * @param answers what it is asked, and what is answered, by turns
     */
    private void type(String words, String... answers) throws IOException, InterruptedException {
        recording.show("$ ", TYPED_MILLIS);
        recording.show("arenavault %s\r\n".formatted(words), TYPED_MILLIS);
        long[] before = {System.nanoTime()};
        try (PseudoTerminal terminal = new PseudoTerminal(line(words), text -> {
            long now = System.nanoTime();
            recording.show(text.replace(folder.toString(), SHOWN_FOLDER),
                    TimeUnit.NANOSECONDS.toMillis(now - before[0]));
            before[0] = now;
        })) {
            for (int i = 0; i < answers.length; i += 2) {
                terminal.expect(answers[i]);
                TimeUnit.MILLISECONDS.sleep(ANSWER_MILLIS);
                terminal.type(answers[i + 1]);
            }
            terminal.end();
        }
    }
}
