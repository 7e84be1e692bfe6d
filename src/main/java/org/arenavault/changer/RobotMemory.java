package org.arenavault.changer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.Environment;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;

/**
 * What is known of a robot from one job to the next, since it cannot be asked: in which trays it has laid a disc, and
 * what stopped it. A movement is noted before it begins, so that one that was cut off stops all jobs until somebody has
 * looked. It is locked as long as it is open, and with it the robot.
 */
final class RobotMemory implements Closeable {

    private static final long MAX_SIZE = 1 << 16;
    private static final int VERSION = 1;

    /**
     * What is on file.
     *
     * @param version of this form
     * @param trouble what stopped it; empty if nothing did
     * @param laden the drives in whose trays it has laid a disc
     * @param day the last on which it moved, as ISO 8601 has it
     * @param moves how many discs on that day
     */
    record Contents(int version, String trouble, Set<Integer> laden, String day, int moves) {

        Contents {
            Objects.requireNonNull(trouble);
            Objects.requireNonNull(day);
            laden = Set.copyOf(laden);
        }
    }

    private final Path file;
    private final ProcessLock lock;
    private Contents contents;

    private RobotMemory(Path file, ProcessLock lock, Contents contents) {
        this.file = file;
        this.lock = lock;
        this.contents = contents;
    }

    /**
     * The folder of the user that jobs run as: {@code arenavault/robots} under {@code $XDG_STATE_HOME} or
     * {@code ~/.local/state}.
     */
    static Path folderOfUser() {
        return Environment.xdgFolder("XDG_STATE_HOME", ".local/state").resolve("arenavault/robots");
    }

    /**
     * Opens it.
     *
     * @param folder made if it is missing
     * @param robot its name, which becomes that of the file
     * @throws OperatorNeededException if another job works with the robot, or nothing can be kept there
     */
    static RobotMemory open(Path folder, String robot) throws IOException {
        Path file = folder.resolve(robot.replaceAll("[^A-Za-z0-9+._-]", "_") + ".json");
        ProcessLock lock;
        try {
            OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
            lock = ProcessLock.take(folder.resolve(file.getFileName() + ".lock"), robot, Need.BUSY);
        } catch (OwnFileException e) {
            if (!e.isDenied()) {
                throw e;
            }
            throw new OperatorNeededException(Need.PERMISSION, ("%s: what the robot holds cannot be noted in "
                    + "%s; set XDG_STATE_HOME to a folder that can be written").formatted(robot, folder), e);
        }
        try {
            return new RobotMemory(file, lock, read(file));
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static Contents read(Path file) throws IOException {
        Contents unknown = new Contents(VERSION, "what was noted of it in %s cannot be read".formatted(file), Set.of(),
                "", 0);
        if (!OwnFiles.exists(file)) {
            return new Contents(VERSION, "", Set.of(), "", 0);
        }
        Optional<byte[]> text = OwnFiles.get(file, () -> Files.size(file) > MAX_SIZE ? Optional.empty()
                : Optional.of(PlainFiles.bytes(file)));
        if (text.isEmpty()) {
            return unknown;
        }
        try {
            Contents contents = Json.MAPPER.readValue(new String(text.get(), StandardCharsets.UTF_8), Contents.class);
            return contents != null && contents.version() == VERSION ? contents : unknown;
        } catch (JsonProcessingException e) {
            return unknown;
        }
    }

    /** What stopped the robot; empty if nothing did. */
    String trouble() {
        return contents.trouble();
    }

    /** Whether the robot has laid a disc into the tray of this drive. */
    boolean laden(int drive) {
        return contents.laden().contains(drive);
    }

    /** How many discs it has moved on this day. */
    int moves(String day) {
        return contents.day().equals(day) ? contents.moves() : 0;
    }

    /** Notes what stops it; a movement counts as that until it is done. */
    void stop(String trouble) throws IOException {
        write(new Contents(VERSION, trouble, contents.laden(), contents.day(), contents.moves()));
    }

    /** Notes that a movement of this day begins. */
    void moving(String what, String day) throws IOException {
        write(new Contents(VERSION, what, contents.laden(), day, moves(day) + 1));
    }

    /** Notes that nothing stops it, and whether a disc lies in this drive's tray. */
    void at(int drive, boolean holds) throws IOException {
        Set<Integer> laden = new TreeSet<>(contents.laden());
        if (holds) {
            laden.add(drive);
        } else {
            laden.remove(drive);
        }
        write(new Contents(VERSION, "", laden, contents.day(), contents.moves()));
    }

    private void write(Contents now) throws IOException {
        byte[] text = Json.MAPPER.writeValueAsBytes(now);
        OwnFiles.run(file, () -> DurableFiles.replace(file, text));
        contents = now;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Made when it is needed: every command would wait for it. */
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();
    }
}
