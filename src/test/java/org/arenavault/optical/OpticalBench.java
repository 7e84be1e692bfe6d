package org.arenavault.optical;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedDrive;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.EmulatedRecorder.Changing;
import org.arenavault.scsi.emulator.FaultPlan;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.scsi.emulator.Timing;

/** An emulated recorder on a bench, with everything to drive it, and to see what was said. */
public final class OpticalBench implements Closeable {

    /** Bytes of a cluster of a BD. */
    public static final int CLUSTER = 64 * 1024;

    private static final int BLOCK = 2048;

    /** Blocks of a cluster of a BD. */
    public static final int BLOCKS = CLUSTER / BLOCK;

    private final InstantClock clock = new InstantClock();
    private final List<String> said = new ArrayList<>();
    private final Path folder;
    private StopSignal stop = StopSignal.NEVER;
    private EmulatedRecorder recorder;

    private OpticalBench(Path folder, EmulatedRecorder recorder) {
        this.folder = folder;
        this.recorder = recorder;
    }

    /** A drive with a blank in its tray, and two more beside it. */
    public static OpticalBench with(Path folder, MediumFamily family, long blocks) throws IOException {
        EmulatedRecorder.create(folder, family, 3, blocks * BLOCK, Changing.MANUAL, UUID.randomUUID());
        return at(folder);
    }

    /** A recorder that lies in {@code folder} already. */
    public static OpticalBench at(Path folder) throws IOException {
        OpticalBench bench = new OpticalBench(folder, null);
        bench.recorder = EmulatedRecorder.open(folder, bench.clock, Timing.INSTANT);
        return bench;
    }

    /** The emulated drive. */
    public EmulatedDrive drive() {
        return recorder.drive();
    }

    /** The emulated recorder. */
    public EmulatedRecorder recorder() {
        return recorder;
    }

    /** The clock that everything waits by. */
    public InstantClock clock() {
        return clock;
    }

    /** What the operator was told. */
    public List<String> said() {
        return said;
    }

    /** Says when the operator wants to stop. */
    public void stopWhen(StopSignal newStop) {
        stop = newStop;
    }

    /** Injects faults, a line each. */
    public void inject(String... lines) throws IOException {
        recorder.drive().inject(FaultPlan.parse("test", String.join("\n", lines)));
    }

    /** The process dies and the recorder is opened again by the next one. */
    public void crash() throws IOException {
        recorder.abandon();
        recorder = EmulatedRecorder.open(folder, clock, Timing.INSTANT);
    }

    /** A way to the drive. */
    public Transport connect() throws IOException {
        return recorder.connect();
    }

    /** The world in which it is used. */
    public World world() {
        return new World(clock, Disks.REAL, new Terminal() {
            @Override
            public boolean interactive() {
                return false;
            }

            @Override
            public void print(String line) {
                said.add(line);
            }

            @Override
            public String ask(String question) throws OperatorNeededException, CancelledException {
                throw new OperatorNeededException(OperatorNeededException.Need.ANSWER, question);
            }
        }, Progress.SILENT, () -> stop.requested(), UUID::randomUUID);
    }

    /** The drive as the program sees it. */
    public OpticalDrive open() throws IOException {
        return open(DriveOptions.DEFAULTS);
    }

    /** The same with options. */
    public OpticalDrive open(DriveOptions options) throws IOException {
        return open(connect(), options);
    }

    /** The same through another transport. */
    public OpticalDrive open(Transport transport, DriveOptions options) throws IOException {
        return OpticalDrive.open(transport, options, new Descriptions(folder.resolve("none")), world());
    }

    /** Bytes that look like nothing else. */
    public static ByteBuffer noise(long seed, int clusters) {
        byte[] bytes = new byte[clusters * CLUSTER];
        new Random(seed).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Override
    public void close() throws IOException {
        recorder.close();
    }
}
