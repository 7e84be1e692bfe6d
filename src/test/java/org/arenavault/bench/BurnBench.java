package org.arenavault.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.Backup;
import org.arenavault.backup.BackupOptions;
import org.arenavault.changer.DiscPlace;
import org.arenavault.changer.DriveUse;
import org.arenavault.changer.OperatorSource;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.scsi.emulator.Timing;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;

/**
 * What burning costs at the speed of a fast Blu-ray recorder: an emulated drive takes its data no faster than 16x, and
 * what its own work costs is left out.
 */
public final class BurnBench {

    /** The fastest that the emulated disc allows; 16x is that much faster. */
    private static final double DISC = 12;
    private static final double SPEED = 16;
    private static final Timing TIMING = Timing.ofWriting(DISC, SPEED / DISC);
    private static final SetName SET = new SetName("bench");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AtomicLong emulator = new AtomicLong();
    private final List<Burn> burns = new ArrayList<>();

    private BurnBench() {
    }

    /** One track: seconds that it took, seconds of processor time, and how full the FIFO was at least, per cent. */
    private record Burn(double seconds, double cpu, int fifo, long bytes) {
    }

    /** Runs it in the folder that is its first argument. */
    public static void main(String[] arguments) throws IOException {
        new BurnBench().run(Path.of(arguments[0]));
    }

    private void run(Path folder) throws IOException {
        Path conf = BenchStore.create(folder, 5);
        World world = World.unattended(new SilentTerminal()).with((Progress) this::begin);
        Path box = folder.resolve("recorder");
        EmulatedRecorder.create(box, MediumFamily.of("bd-r"), 1, 0, EmulatedRecorder.Changing.BY_ITSELF,
                new UUID(1, 3));
        Vault vault = new Vault(folder.resolve("vault"), Disks.REAL, new SystemClock());
        vault.create(SET, SetConfig.of(SET, new UUID(1, 1), new UUID(2, 2),
                new SetConfig.Source(conf.toString(), List.of(), "", false),
                new SetConfig.MediumChoice("bd-r", SetConfig.Spare.NONE, 0, "")));
        try (LockedSet locked = vault.open(SET).lock();
                ArenaSource arenas = ArenaSource.open(locked.config().source().partitions(Disks.REAL), Disks.REAL);
                EmulatedRecorder recorder = EmulatedRecorder.open(box, world.clock(), TIMING)) {
            recorder.insert(recorder.discs().get(0).name());
            new Backup(locked, List.of(new OperatorSource("bench", DiscPlace.FOLDER,
                    () -> OpticalMedium.open(OpticalDrive.open(new Apart(recorder.connect()),
                    DriveUse.DEFAULT.options(), Descriptions.ofUser(), world), DriveUse.DEFAULT.spares()),
                    world.terminal())), MediumDescription.read(Descriptions.ofUser(),
                    "bd-r"), world, new BackupOptions(false, 0, Set.of())).run(arenas);
        }
        // the first one pays for the start of everything
        List<Burn> warm = burns.subList(1, burns.size());
        double seconds = warm.stream().mapToDouble(Burn::seconds).sum();
        long bytes = warm.stream().mapToLong(Burn::bytes).sum();
        System.out.printf(Locale.ROOT, "| burning at %.0f MB/s, without the emulated drive's own work "
                + "| %.0f %% of a core, the FIFO at %d %% or more | 25 %% | |%n", bytes / seconds / 1e6,
                100 * warm.stream().mapToDouble(Burn::cpu).sum() / seconds,
                warm.stream().mapToInt(Burn::fifo).min().orElse(0));
    }

    private double cpu() {
        return (ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                - emulator.get()) / 1e9;
    }

    private Progress.Stage begin(String what, long total) {
        return what.startsWith("burning") ? new Watch(total) : Progress.SILENT.begin(what, total);
    }

    /** Watches one track being burned. */
    private final class Watch implements Progress.Stage {

        private static final long FIFO = 64L << 20;

        private final long total;
        private final long begun = System.nanoTime();
        private final double before = cpu();
        private long done;
        private int least = 100;

        Watch(long total) {
            this.total = total;
        }

        @Override
        public void add(long bytes) {
            done += bytes;
        }

        @Override
        public void detail(String text) {
            // at its end the source has nothing more to give
            if (done < total - FIFO) {
                least = Math.min(least, Integer.parseInt(text.replaceAll("[^0-9]", "")));
            }
        }

        @Override
        public void close() {
            burns.add(new Burn((System.nanoTime() - begun) / 1e9, cpu() - before, least, done));
        }
    }

    /** Adds up the processor time of the emulated drive. */
    private final class Apart implements Transport {

        private final Transport drive;

        Apart(Transport drive) {
            this.drive = drive;
        }

        @Override
        public CommandResult execute(Command command) throws IOException {
            long before = THREADS.getCurrentThreadCpuTime();
            try {
                return drive.execute(command);
            } finally {
                emulator.addAndGet(THREADS.getCurrentThreadCpuTime() - before);
            }
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
}
