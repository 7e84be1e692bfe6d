package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Clock;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Transport;

/**
 * The device {@code emu:DIR}: an emulated drive, its spindle of blanks and its burned discs, kept in a folder:
 * {@code drive.state}, one folder {@code NNN.disc} a disc, {@code faults} (a {@link FaultPlan}, read when the drive is
 * opened), {@code drive.lock}. The product reaches the drive through {@link #connect}; everything else here is the
 * operator's side.
 *
 * <p>One process at a time has it open. An operator who wants to lay in a disc meanwhile, from another terminal, leaves
 * word in the file {@code insert}; the drive finds it the next time a host looks whether it is ready.
 */
public final class EmulatedRecorder implements Closeable {

    /** Who changes discs. */
    public enum Changing {
        /** The program, when it would ask an operator. */
        BY_ITSELF,
        /** The operator. */
        MANUAL
    }

    /**
     * A disc of the recorder.
     *
     * @param name what it is called: {@code 001}
     * @param medium what it is
     * @param blank nothing was ever written to it
     * @param finalised nothing more can be written to it
     * @param inTray it lies in the tray
     */
    public record Disc(String name, MediumFamily medium, boolean blank, boolean finalised, boolean inTray) {
    }

    private static final String SUFFIX = ".disc";
    private static final Pattern FOLDER = Pattern.compile("([0-9]{3,6})\\.disc");
    private static final Pattern NAME = Pattern.compile("([0-9]{1,6})(\\.disc)?");
    private static final String LOCK = "drive.lock";
    private static final String FAULTS = "faults";
    private static final String REQUEST = "insert";
    private static final int MOST_DISCS = 999_999;
    private static final int REQUEST_LIMIT = 64;

    private final Path folder;
    private final ProcessLock lock;
    private final EmulatedDrive drive;
    private RecorderState state;
    private boolean closed;

    private EmulatedRecorder(Path folder, ProcessLock lock, EmulatedDrive drive, RecorderState state) {
        this.folder = folder;
        this.lock = lock;
        this.drive = drive;
        this.state = state;
    }

    /**
     * Makes a recorder with a spindle of blanks; the first of them lies in the tray.
     *
     * @param folder where; made if it is missing
     * @param medium the kind of disc
     * @param discs how many blanks
     * @param capacity of each in bytes, for the user, without spares; 0 for what the medium has
     * @param changing who changes discs
     * @param identity what its serial number is made of
     * @throws RefusedException if there is a recorder
     */
    public static void create(Path folder, MediumFamily medium, int discs, long capacity, Changing changing,
                              UUID identity) throws IOException {
        create(folder, medium, discs, capacity, changing, identity, 0);
    }

    /**
     * The same with a drive that takes its time.
     *
     * @param speed in multiples of 1x, from 0.01 to 100; 0: everything happens at once
     */
    public static void create(Path folder, MediumFamily medium, int discs, long capacity, Changing changing,
                              UUID identity, double speed) throws IOException {
        if (speed != 0 && !(speed >= 0.01 && speed * 100 <= RecorderState.FASTEST)) {
            throw new UsageException("an emulated recorder reads and writes at 0.01x to %dx"
                    .formatted(RecorderState.FASTEST / 100));
        }
        if (discs < 0 || discs > MOST_DISCS || capacity < 0) {
            throw new UsageException("an emulated recorder has 0 to %d discs, and their capacity is not below 0"
                    .formatted(MOST_DISCS));
        }
        if (PlainFiles.exists(folder.resolve(RecorderState.FILE))) {
            throw new RefusedException(folder + ": is an emulated recorder already; choose another folder");
        }
        DurableFiles.createFolder(folder);
        List<String> made = addBlanks(folder, medium, discs, capacity);
        String serial = "EMU" + identity.toString().substring(0, 8).toUpperCase(Locale.ROOT);
        new RecorderState(serial, medium, changing == Changing.MANUAL, made.isEmpty() ? "" : made.get(0), false,
                (int) Math.round(speed * 100))
                .write(folder);
    }

    /** Whether the drive in this folder was made to take its time, so that its users have to wait; it may be in use. */
    public static boolean takesItsTime(Path folder) throws IOException {
        return RecorderState.read(folder).speed() > 0;
    }

    /** What the drive in this folder calls itself; it may be in use. */
    public static String nameOf(Path folder) throws IOException {
        return UnitIdentity.recorder(RecorderState.read(folder).serial()).name();
    }

    private static List<String> addBlanks(Path folder, MediumFamily medium, int discs, long capacity)
            throws IOException {
        List<String> names = names(folder);
        int last = names.isEmpty() ? 0 : Integer.parseInt(names.get(names.size() - 1));
        List<String> made = new ArrayList<>();
        for (int n = last + 1; n <= last + discs; n++) {
            String name = "%03d".formatted(n);
            EmulatedDisc.create(folder.resolve(name + SUFFIX), medium, capacity / EmulatedDisc.BLOCK);
            made.add(name);
        }
        return made;
    }

    /** Opens the recorder; it takes the time that it was made to take. See {@link #open(Path, Clock, Timing)}. */
    public static EmulatedRecorder open(Path folder, Clock clock) throws IOException {
        int speed = RecorderState.read(folder).speed();
        return open(folder, clock, speed == 0 ? Timing.INSTANT : Timing.atSpeed(speed / 100.0));
    }

    /**
     * Opens the recorder and switches its drive on. What lay in the tray lies there still, as far as it had got.
     *
     * @param clock the one its users wait with
     * @throws OperatorNeededException if another process has it open; the message names it
     * @throws org.arenavault.io.CorruptException if its state, or that of the disc in the tray, was damaged
     * @throws UsageException if its fault plan is not understood
     */
    public static EmulatedRecorder open(Path folder, Clock clock, Timing timing) throws IOException {
        RecorderState state = RecorderState.read(folder);
        FaultPlan faults = FaultPlan.read(folder.resolve(FAULTS));
        ProcessLock lock = ProcessLock.take(folder.resolve(LOCK), "emu:" + folder, Need.BUSY);
        try {
            EmulatedDrive drive = new EmulatedDrive(UnitIdentity.recorder(state.serial()), clock, timing);
            EmulatedRecorder recorder = new EmulatedRecorder(folder, lock, drive, state);
            drive.setShelf(name -> recorder.take(name));
            if (!state.tray().isEmpty()) {
                drive.insert(EmulatedDisc.open(recorder.path(state.tray())));
            }
            if (state.trayOpen()) {
                drive.pressEject();
            }
            drive.setOperator(recorder.new Hand());
            drive.inject(faults);
            return recorder;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** The operator as far as the program does not play him. */
    private final class Hand implements TrayOperator {

        @Override
        public void trayMoved(boolean open) throws IOException {
            remember(state.tray(), open);
        }

        @Override
        public void lookedAt() throws IOException {
            Path request = folder.resolve(REQUEST);
            if (!PlainFiles.exists(request) || drive.locked()) {
                return;
            }
            String wanted = Files.size(request) > REQUEST_LIMIT ? ""
                    : new String(PlainFiles.bytes(request), UTF_8).strip();
            Files.delete(request);
            if (names(folder).contains(wanted)) {
                insert(wanted);
            }
        }
    }

    private void remember(String tray, boolean open) throws IOException {
        RecorderState now = state.withTray(tray, open);
        if (!now.equals(state)) {
            now.write(folder);
            state = now;
        }
    }

    private Path path(String name) {
        return folder.resolve(name + SUFFIX);
    }

    private EmulatedDisc take(String name) throws IOException {
        String known = known(folder, name);
        EmulatedDisc disc = EmulatedDisc.open(path(known));
        remember(known, false);
        return disc;
    }

    /** Opens a way to the drive for one host. */
    public Transport connect() throws IOException {
        return drive.connect();
    }

    /** The drive, for tests: its quirks, counters, fault plan and power switch. */
    public EmulatedDrive drive() {
        return drive;
    }

    /** True if only the operator changes discs. */
    public boolean manual() {
        return state.manual();
    }

    /** Its discs in the order of their numbers; the blank ones among them are the spindle. */
    public List<Disc> discs() throws IOException {
        synchronized (drive) {
            List<Disc> discs = new ArrayList<>();
            for (String name : names(folder)) {
                SavedDisc disc = DiscFolder.peek(path(name));
                boolean inTray = name.equals(state.tray());
                boolean blank = inTray ? drive.holdsBlank() : disc.untouched();
                discs.add(new Disc(name, disc.family(), blank, disc.locks().finalised(), inTray));
            }
            return discs;
        }
    }

    /** Adds blanks to the spindle; {@code capacity} as in {@link #create}. */
    public void addBlanks(MediumFamily medium, int discs, long capacity) throws IOException {
        synchronized (drive) {
            addBlanks(folder, medium, discs, capacity);
        }
    }

    /**
     * Lays a disc into the tray and closes it. What lay there goes back to the others.
     *
     * @param name {@code 2}, {@code 002} or {@code 002.disc}
     * @throws UsageException if there is no such disc
     * @throws RefusedException if a host has locked the tray
     */
    public void insert(String name) throws IOException {
        synchronized (drive) {
            String known = known(folder, name);
            if (known.equals(state.tray()) && drive.loaded()) {
                return;
            }
            drive.remove();
            remember("", true);
            EmulatedDisc disc = EmulatedDisc.open(path(known));
            remember(known, true);
            drive.insert(disc);
        }
    }

    /**
     * Lays a disc into the open, empty tray and leaves it open, as a robot's arm does.
     *
     * @throws RefusedException if the tray is closed or holds a disc: an arm would break there
     */
    public void layIn(String name) throws IOException {
        synchronized (drive) {
            String known = known(folder, name);
            drive.layIn(EmulatedDisc.open(path(known)));
            remember(known, true);
        }
    }

    /**
     * Takes the disc out of the open tray, as a robot's arm does.
     *
     * @return its name; empty if there is none
     * @throws RefusedException if the tray is closed: an arm would break there
     */
    public String takeOut() throws IOException {
        synchronized (drive) {
            if (!drive.trayOpen()) {
                throw new RefusedException("emu:%s: the tray is closed".formatted(folder));
            }
            String name = state.tray();
            drive.remove();
            remember("", true);
            return name;
        }
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /**
     * Takes the disc out of the tray.
     *
     * @throws RefusedException if a host has locked the tray
     */
    public void remove() throws IOException {
        synchronized (drive) {
            drive.remove();
            remember("", true);
        }
    }

    /**
     * Lays a disc into the tray of a recorder that may be in use: then it is left to the process that uses it, which
     * does it as soon as it looks at its drive and the tray is not locked.
     *
     * @return true if it was done, false if it was left to the other process
     */
    public static boolean insert(Path folder, String name, Clock clock) throws IOException {
        String known = known(folder, name);
        try (EmulatedRecorder recorder = open(folder, clock)) {
            recorder.insert(known);
            return true;
        } catch (OperatorNeededException e) {
            if (e.need() != Need.BUSY) {
                throw e;
            }
            DurableFiles.replace(folder.resolve(REQUEST), known.getBytes(UTF_8));
            return false;
        }
    }

    private static String known(Path folder, String name) throws IOException {
        Matcher m = NAME.matcher(name);
        if (m.matches()) {
            String known = "%03d".formatted(Integer.parseInt(m.group(1)));
            if (PlainFiles.isFolder(folder.resolve(known + SUFFIX))) {
                return known;
            }
        }
        throw new UsageException("emu:%s has no disc %s; it has %s".formatted(folder, Plain.field(name),
                String.join(", ", names(folder))));
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path entry : entries) {
                Matcher m = FOLDER.matcher(entry.getFileName().toString());
                if (m.matches() && PlainFiles.isFolder(entry)) {
                    names.add(m.group(1));
                }
            }
        }
        names.sort(Comparator.comparingInt(Integer::parseInt));
        return names;
    }

    /** Saves the disc in the tray, switches the drive off and lets others have it. */
    @Override
    public void close() throws IOException {
        synchronized (drive) {
            if (!closed) {
                closed = true;
                try {
                    drive.close();
                } finally {
                    lock.close();
                }
            }
        }
    }

    /** Drops everything as it is, as if the process had been killed; for tests of what happens then. */
    public void abandon() throws IOException {
        synchronized (drive) {
            if (!closed) {
                closed = true;
                drive.abandon();
                lock.close();
            }
        }
    }
}
