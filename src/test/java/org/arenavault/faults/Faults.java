package org.arenavault.faults;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.arenavault.io.Crash;

/**
 * Which of the steps on files fail, and what the system says then, as Java reports it. Steps on the files that are
 * chosen are counted; one of them fails, or that one and all later ones of its kind.
 */
public final class Faults {

    /** What is done to a file. */
    public enum Step { OPEN, CREATE, READ, WRITE, FORCE, TRUNCATE, RENAME, DELETE, FOLDER, LIST, MODE, STAT }

    /** What the system says, and to which steps. */
    public enum Errno {
        ENOSPC("No space left on device"),
        EIO("Input/output error"),
        EDQUOT("Disk quota exceeded"),
        EROFS("Read-only file system"),
        EMFILE("Too many open files"),
        ELOOP("Too many levels of symbolic links");

        private final String words;

        Errno(String words) {
            this.words = words;
        }

        /** As Java reports it. */
        public String text() {
            return words;
        }

        Set<Step> steps() {
            return switch (this) {
                case ENOSPC -> EnumSet.of(Step.CREATE, Step.WRITE, Step.FORCE, Step.RENAME, Step.FOLDER);
                case EIO -> EnumSet.allOf(Step.class);
                case EDQUOT -> EnumSet.of(Step.CREATE, Step.WRITE, Step.FORCE, Step.FOLDER);
                case EROFS -> EnumSet.of(Step.CREATE, Step.WRITE, Step.RENAME, Step.DELETE, Step.FOLDER,
                        Step.TRUNCATE, Step.MODE);
                case EMFILE -> EnumSet.of(Step.OPEN, Step.CREATE, Step.LIST);
                case ELOOP -> EnumSet.of(Step.OPEN, Step.STAT);
            };
        }
    }

    private static final ConcurrentLinkedQueue<String> THROWN = new ConcurrentLinkedQueue<>();

    private static Predicate<Path> files = path -> false;
    private static long at = Long.MAX_VALUE;
    private static boolean once;
    private static int choice;
    private static Errno errno = Errno.EIO;
    private static long steps;
    private static boolean begun;
    private static boolean kills;

    private Faults() {
    }

    /** No step fails from now on; those on these files are counted anew. */
    public static synchronized void count(Predicate<Path> chosen) {
        arm(chosen, Long.MAX_VALUE, true, 0);
    }

    /**
     * From now on a step on these files fails.
     *
     * @param number its number, from 0
     * @param only whether later ones do not
     * @param seed chooses among what the system can say to such a step
     */
    public static synchronized void arm(Predicate<Path> chosen, long number, boolean only, int seed) {
        files = chosen;
        at = number;
        once = only;
        choice = seed;
        steps = 0;
        begun = false;
        THROWN.clear();
    }

    /**
     * From a step that changes something on, nothing more is done to these files, as if the process had been killed.
     *
     * @param number its number among such steps, from 0
     */
    public static synchronized void kill(Predicate<Path> chosen, long number) {
        arm(chosen, number, false, 0);
        kills = true;
    }

    /** Nothing fails any more. */
    public static synchronized void off() {
        kills = false;
        files = path -> false;
    }

    /** How many steps there were. */
    public static synchronized long steps() {
        return steps;
    }

    /** What failed, a line each. */
    public static List<String> thrown() {
        return List.copyOf(THROWN);
    }

    /** What the system said; meaningful once something failed. */
    public static synchronized Errno errno() {
        return errno;
    }

    /** Whether this step on this file fails. */
    static synchronized boolean fails(Path file, Step step) {
        if (!files.test(file)) {
            return false;
        }
        if (kills) {
            if (step != Step.OPEN && step != Step.READ && step != Step.LIST && steps++ >= at) {
                throw new Crash("%s of %s".formatted(step.name().toLowerCase(Locale.ROOT), file));
            }
            return false;
        }
        long number = steps++;
        if (number < at || (once && begun)) {
            return false;
        }
        if (!begun) {
            List<Errno> possible = List.of(Errno.values()).stream().filter(e -> e.steps().contains(step)).toList();
            errno = possible.get(Math.floorMod(choice, possible.size()));
            begun = true;
        }
        if (!errno.steps().contains(step)) {
            return false;
        }
        if (Boolean.getBoolean("faults.trace")) {
            Thread.dumpStack();
        }
        THROWN.add("%s of %s: %s".formatted(step.name().toLowerCase(Locale.ROOT), file, errno.words));
        return true;
    }

    /** A step on a name. */
    static void check(Path file, Step step) throws IOException {
        if (fails(file, step)) {
            throw new FileSystemException(file.toString(), null, errno().words);
        }
    }

    /** A step on an open file, of which Java does not say which it is. */
    static void checkOpen(Path file, Step step) throws IOException {
        if (fails(file, step)) {
            throw new IOException(errno().words);
        }
    }
}
