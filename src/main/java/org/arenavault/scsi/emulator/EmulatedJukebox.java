package org.arenavault.scsi.emulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Transport;

/**
 * The device {@code emu:DIR} as a changer: an {@link EmulatedChanger} with its drives {@code emu:DIR/0},
 * {@code emu:DIR/1}, ... and its discs, kept in a folder: {@code changer.state}, a {@link StateText}, and one folder
 * {@code NNN.disc} a disc. A file {@code faults}, a {@link FaultPlan}, says how the changer differs from a good one.
 * One process at a time has it open.
 */
public final class EmulatedJukebox implements Closeable {

    private static final String FILE = "changer.state";
    private static final String LOCK = "changer.lock";
    private static final String FAULTS = "faults";
    private static final String PLACE = "place.";
    private static final int MOST_DRIVES = 8;
    private static final int MOST_SLOTS = 999;

    private final Path folder;
    private final ProcessLock lock;
    private final Shape shape;
    private final List<EmulatedDrive> drives;
    private final EmulatedChanger changer;

    /**
     * What it is made of.
     *
     * @param serial its serial number
     * @param drives how many
     * @param slots how many, without mail slots
     * @param mailSlots how many
     */
    private record Shape(String serial, int drives, int slots, int mailSlots) {
    }

    private EmulatedJukebox(Path folder, ProcessLock lock, Shape shape, Clock clock) {
        this.folder = folder;
        this.lock = lock;
        this.shape = shape;
        this.drives = new ArrayList<>();
        for (int i = 0; i < shape.drives(); i++) {
            drives.add(new EmulatedDrive(drive(shape.serial(), i), clock, Timing.INSTANT));
        }
        this.changer = new EmulatedChanger(UnitIdentity.changer(shape.serial()), clock, drives, shape.slots(),
                shape.mailSlots());
    }

    /**
     * Makes one, with a blank disc in each of its first slots.
     *
     * @param folder where; made if it is missing
     * @param capacity of each disc in bytes, for the user; 0 for what the medium has
     * @param identity what its serial number is made of
     * @throws RefusedException if there is something
     */
    public static void create(Path folder, MediumFamily medium, int discs, long capacity, int drives, int slots,
                              int mailSlots, UUID identity) throws IOException {
        if (drives < 1 || drives > MOST_DRIVES || slots < 1 || slots > MOST_SLOTS || discs < 0 || discs > slots
                || mailSlots < 0 || mailSlots > slots || capacity < 0) {
            throw new UsageException(("an emulated changer has 1 to %d drives, 1 to %d slots, and not more discs or "
                    + "mail slots than these").formatted(MOST_DRIVES, MOST_SLOTS));
        }
        if (PlainFiles.exists(folder.resolve(FILE)) || PlainFiles.exists(folder.resolve(RecorderState.FILE))) {
            throw new RefusedException(folder + ": is an emulated device already; choose another folder");
        }
        DurableFiles.createFolder(folder);
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("serial", "EMU" + identity.toString().substring(0, 8).toUpperCase(Locale.ROOT));
        lines.put("drives", Integer.toString(drives));
        lines.put("slots", Integer.toString(slots));
        lines.put("mailSlots", Integer.toString(mailSlots));
        for (int i = 0; i < discs; i++) {
            String name = "%03d".formatted(i + 1);
            EmulatedDisc.create(folder.resolve(name + ".disc"), medium, capacity / EmulatedDisc.BLOCK);
            lines.put(PLACE + (EmulatedChanger.FIRST_SLOT + i), name + " 0 false");
        }
        DurableFiles.replace(folder.resolve(FILE), StateText.encode(lines));
    }

    /** Whether there is one in this folder. */
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /** The number of the drive that a path such as {@code DIR/0} names; empty if it names none. */
    public static Optional<Integer> driveAt(Path path) {
        String name = String.valueOf(path.getFileName());
        return isAt(PlainFiles.folderOf(path)) && name.matches("[0-9]")
                ? Optional.of(Integer.parseInt(name)) : Optional.empty();
    }

    private static UnitIdentity drive(String serial, int number) {
        return UnitIdentity.recorder(serial + "D" + number);
    }

    /** What the drive that a path such as {@code DIR/0} names calls itself; it may be in use. */
    public static String nameOf(Path drive) throws IOException {
        return drive(state(PlainFiles.folderOf(drive)).remove("serial"), driveAt(drive).orElseThrow()).name();
    }

    private static StateText state(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.size(file) > StateText.LIMIT) {
            throw new CorruptException(file + ": is far too long; make the emulated changer anew");
        }
        return StateText.decode(file.toString(), PlainFiles.bytes(file));
    }

    /**
     * Opens it. What lay where lies there still.
     *
     * @param clock the one its users wait with
     * @throws org.arenavault.io.OperatorNeededException if another process has it open
     * @throws CorruptException if its state, or that of a disc in a drive, was damaged
     */
    public static EmulatedJukebox open(Path folder, Clock clock) throws IOException {
        if (!isAt(folder)) {
            throw new UsageException(folder + ": is no emulated changer").next(
                    "arenavault changer emulate %s --medium MEDIUM".formatted(ShellWord.of(folder)), "makes one");
        }
        ProcessLock lock = ProcessLock.take(folder.resolve(LOCK), "emu:" + folder, Need.BUSY);
        try {
            Path file = folder.resolve(FILE);
            StateText text = state(folder);
            Shape shape = new Shape(text.remove("serial"), number(text, "drives", MOST_DRIVES, file),
                    number(text, "slots", MOST_SLOTS, file), number(text, "mailSlots", MOST_SLOTS, file));
            EmulatedJukebox jukebox = new EmulatedJukebox(folder, lock, shape, clock);
            jukebox.fill(text);
            text.finish();
            jukebox.changer.setKeeper(jukebox::write);
            jukebox.changer.inject(FaultPlan.read(folder.resolve(FAULTS)));
            return jukebox;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static int number(StateText text, String key, int most, Path file) throws CorruptException {
        String value = text.remove(key);
        if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > most) {
            throw new CorruptException("%s: %s cannot be; make the emulated changer anew".formatted(file, key));
        }
        return Integer.parseInt(value);
    }

    private void fill(StateText text) throws IOException {
        for (ChangerPlace place : changer.places()) {
            String key = PLACE + place.address();
            if (text.has(key)) {
                String[] words = text.remove(key).split(" ", -1);
                if (words.length != 3 || !words[0].matches("[0-9]{3}") || !words[1].matches("[0-9]{1,5}")) {
                    throw new CorruptException("%s: %s cannot be; make the emulated changer anew".formatted(
                            folder.resolve(FILE), key));
                }
                Path disc = folder.resolve(words[0] + ".disc");
                place.put(new Cartridge("EMU" + words[0], disc), Integer.parseInt(words[1]),
                        Boolean.parseBoolean(words[2]));
                if (place.address() >= EmulatedChanger.FIRST_DRIVE && place.address() < EmulatedChanger.PICKER) {
                    changer.driveAt(place.address()).insert(EmulatedDisc.open(disc));
                }
            }
        }
    }

    private void write() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("serial", shape.serial());
        lines.put("drives", Integer.toString(shape.drives()));
        lines.put("slots", Integer.toString(shape.slots()));
        lines.put("mailSlots", Integer.toString(shape.mailSlots()));
        for (ChangerPlace place : changer.places()) {
            if (!place.isEmpty()) {
                String disc = String.valueOf(place.cartridge().folder().getFileName()).substring(0, 3);
                lines.put(PLACE + place.address(), "%s %d %s".formatted(disc, place.source(), place.byOperator()));
            }
        }
        DurableFiles.replace(folder.resolve(FILE), StateText.encode(lines));
    }

    /** Opens a way to the changer for one host. */
    public Transport connect() throws IOException {
        return changer.connect();
    }

    /**
     * Opens a way to one of its drives for one host.
     *
     * @throws UsageException if there is no such drive
     */
    public Transport connect(int drive) throws IOException {
        if (drive < 0 || drive >= drives.size()) {
            throw new UsageException("emu:%s: there is no drive %d; there are 0 to %d".formatted(folder, drive,
                    drives.size() - 1));
        }
        return drives.get(drive).connect();
    }

    /** Saves the discs in its drives, and lets others have it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            for (EmulatedDrive drive : drives) {
                drive.close();
            }
        }
    }
}
