package org.arenavault.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.cli.Site;
import org.arenavault.io.ManualClock;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.Transport;
import org.arenavault.soak.SparseVenti;

/**
 * What takes time at a drive, in the time of a drive: 27 MB/s, 120 ms to get to another place, 4 s for a try in vain. A
 * sample of 2 %, and the repair of a burst as long as 1 GiB of a double-layer disc, against reading the disc once.
 */
public final class EmulatedTimeBench {

    private static final double BYTES_PER_SECOND = 27e6;
    private static final Duration SEEK = Duration.ofMillis(120);
    private static final Duration IN_VAIN = Duration.ofSeconds(4);
    private static final int BLOCK = 2048;
    private static final int UNIT = 32;
    private static final int ARENAS = 6;
    private static final long ARENA = Table.SHORT ? 64L << 20 : 1L << 30;
    /** A burst of 1 GiB on a disc that holds 45. */
    private static final long BURST = ARENAS * ARENA / 45 / BLOCK / UNIT * UNIT;

    private final Path folder;
    private final Site site;
    private final ManualClock clock = new ManualClock();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Path recorder;

    private EmulatedTimeBench(Path folder) {
        this.folder = folder;
        this.site = new Site(folder);
        this.recorder = site.path("recorder");
        site.use(clock, UUID::randomUUID);
    }

    /** A drive at which time passes. */
    private final class Slow implements Transport {

        private final Transport drive;
        private long position = -1;

        Slow(Transport drive) {
            this.drive = drive;
        }

        @Override
        public CommandResult execute(Command command) throws IOException {
            CommandResult result = drive.execute(command);
            if (Opcode.of(command.cdb()) == Opcode.READ_10) {
                ByteBuffer cdb = ByteBuffer.wrap(command.cdb());
                long lba = Integer.toUnsignedLong(cdb.getInt(2));
                long blocks = Short.toUnsignedLong(cdb.getShort(7));
                clock.sleep(lba == position ? Duration.ZERO : SEEK);
                clock.sleep(result.ok() ? Duration.ofNanos((long) (blocks * BLOCK / BYTES_PER_SECOND * 1e9)) : IN_VAIN);
                position = lba + blocks;
            }
            return result;
        }

        @Override
        public String identity() {
            return drive.identity();
        }

        @Override
        public int maxTransfer() {
            return drive.maxTransfer();
        }

        @Override
        public void close() throws IOException {
            drive.close();
        }
    }

    /** Runs it in the folder that is its first argument. */
    public static void main(String[] arguments) throws IOException {
        new EmulatedTimeBench(Path.of(arguments[0])).run();
    }

    private void run() throws IOException {
        record();
        site.tap(Slow::new);
        double whole = seconds(0, "verify", "home");
        double[] samples = new double[Table.RUNS];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = seconds(0, "verify", "home", "--sample", "2%");
        }
        row("`verify --sample 2%`, at a drive, emulated", samples, whole, "reading the disc once");
        double sound = restore("sound");
        long lba = tracks().get(2).get("lba").asLong() + ARENA / 2 / BLOCK;
        Files.writeString(recorder.resolve("faults"), "op=* nth=1 readbad %d..%d hard%n".formatted(lba,
                lba + BURST - 1));
        double damaged = restore("damaged");
        row("repair of a burst of %d MiB of %d arenas, at a drive, emulated".formatted((BURST * BLOCK) >> 20, ARENAS),
                new double[] {damaged - sound}, whole, "reading the disc once");
    }

    private static void row(String what, double[] seconds, double whole, String limit) {
        Table.row(what, Table.spread("s", seconds), String.format(Locale.ROOT, "%s: %.0f s", limit, whole),
                Table.median(seconds) / whole);
    }

    private void record() throws IOException {
        Path venti = Files.createDirectory(folder.resolve("venti"));
        Path conf = SparseVenti.create(venti, ARENAS, ARENA);
        SparseVenti.seal(venti, 0, ARENAS);
        long capacity = (long) (ARENAS * (ARENA + UNIT * BLOCK) * 1.06) / BLOCK / UNIT * BLOCK * UNIT;
        String device = site.recorder("recorder", "bd-r", 1, capacity);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device,
                "--increments", "never", "--kit", "never");
        site.done("backup", "home");
        site.done("disc", "complete", "home", "1");
        if (tracks().size() != ARENAS + 1) {
            throw new IllegalStateException("no parity: " + tracks());
        }
    }

    private JsonNode tracks() throws IOException {
        return mapper.readTree(site.done("--json", "disc", "show", "home", "1")).get("tracks");
    }

    private double seconds(int code, String... words) {
        long begun = clock.nanos();
        Site.Outcome outcome = site.run(words);
        if (outcome.code() != code) {
            throw new IllegalStateException("%s: exit %d: %s%s".formatted(String.join(" ", words), outcome.code(),
                    outcome.said(), outcome.out()));
        }
        return (clock.nanos() - begun) / 1e9;
    }

    /** Restores everything, and forgets it. */
    private double restore(String name) throws IOException {
        Path target = Files.createDirectory(folder.resolve(name));
        Files.writeString(target.resolve("venti.conf"),
                "index main\nisect isect\narenas arenas\naddr tcp!127.0.0.1!1\n");
        double seconds = seconds(0, "restore", "home", "--conf", target.resolve("venti.conf").toString(), "--format");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(target)) {
            all.forEach(files::add);
        }
        for (Path file : files) {
            Files.delete(file);
        }
        return seconds;
    }
}
