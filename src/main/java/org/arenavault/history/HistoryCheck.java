package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.arenavault.io.Progress;
import org.arenavault.io.World;
import org.arenavault.venti.format.Score;

/**
 * Proves that two histories are the same (history 3 and 8): the same days, names, attributes and contents, and between
 * any two files of any two days the same answer to whether they are the same file, and the same version of it. The
 * pairs are not compared with each other: qids are mapped, and the maps must be one to one. Tables are on disk.
 */
public final class HistoryCheck {

    private static final int PATH = Long.BYTES;
    private static final int VERSION = Long.BYTES + Integer.BYTES;
    private static final int BUFFER = 1 << 16;

    private final History source;
    private final History target;
    private final UserNames names;
    private UserMap users = UserMap.NONE;
    private final Path scratch;
    private final World world;
    private final Consumer<Violation> violations;
    private long files;
    private long compared;
    private long found;
    private Exclusions exclude = Exclusions.NONE;
    private Set<Day> skipped = Set.of();
    private DayChoice asked = DayChoice.ALL;
    private long excluded;
    private int days;
    private int left;

    /**
     * Something that is not as it should be.
     *
     * @param day where; empty text for the whole
     * @param path of the file
     * @param what is wrong
     * @param source qid there, as text
     * @param target qid there, as text
     */
    public record Violation(String day, String path, String what, String source, String target) {

        /** One line. */
        @Override
        public String toString() {
            return "%s%s: %s (qid %s, %s)".formatted(day, path, what, source, target);
        }
    }

    /**
     * What was looked at.
     *
     * @param days of the source that were looked for in the target, without those that were left out
     * @param notAsked days of the source that the copy was not asked for, and that were not looked for
     * @param files and directories, each on each day; what equals an earlier pair of directories is not counted
     * @param bytes that were compared
     * @param violations that were reported
     * @param excluded files and directories, each on each day, that were left out, for the copy leaves them out
     */
    public record Report(int days, int notAsked, long files, long bytes, long violations, long excluded) {
    }

    /**
     * A check.
     *
     * @param names the other names that the target was given
     * @param scratch a folder for tables, which are removed
     * @param violations told of everything that is wrong
     */
    public HistoryCheck(History source, History target, UserNames names, Path scratch, World world,
            Consumer<Violation> violations) {
        this.source = source;
        this.target = target;
        this.names = names;
        this.scratch = scratch;
        this.world = world;
        this.violations = violations;
    }

    /**
     * Misses only days that the copy was asked for. Of the others those that are in both are compared, and a day that
     * the source does not have must not be in the target between the first and the last day that were asked for.
     */
    public HistoryCheck asking(DayChoice days) {
        asked = days;
        return this;
    }

    /** Leaves out days that the copy left out; they must not be in the target. */
    public HistoryCheck skipping(Set<Day> days) {
        skipped = Set.copyOf(days);
        return this;
    }

    /** Leaves out of the source what the copy left out; it must not be in the target. */
    public HistoryCheck leavingOut(Exclusions patterns) {
        exclude = patterns;
        return this;
    }

    /** The maps of qids, in both directions, and the pairs of directories that were compared. */
    private static final class Maps implements Closeable {

        private final DiskTable paths;
        private final DiskTable pathsBack;
        private final DiskTable versions;
        private final DiskTable versionsBack;
        private final DiskTable pairs;

        Maps(Path folder) throws IOException {
            paths = new DiskTable(folder.resolve("paths"), PATH, PATH);
            pathsBack = new DiskTable(folder.resolve("paths.back"), PATH, PATH);
            versions = new DiskTable(folder.resolve("versions"), VERSION, VERSION + Long.BYTES);
            versionsBack = new DiskTable(folder.resolve("versions.back"), VERSION, VERSION);
            pairs = new DiskTable(folder.resolve("pairs"), 3 * Score.SIZE, 0);
        }

        @Override
        public void close() throws IOException {
            try (paths; pathsBack; versions; versionsBack) {
                pairs.close();
            }
        }
    }

    /** Compares all days. */
    public Report run() throws IOException {
        try (ScratchFolder folder = new ScratchFolder(scratch); Maps maps = new Maps(folder.path());
                Progress.Stage stage = world.progress().begin("checking " + target.name(), 0)) {
            Set<Day> mine = new HashSet<>(source.days());
            mine.removeAll(skipped);
            Set<Day> theirs = new HashSet<>(target.days());
            TreeSet<Day> all = new TreeSet<>(asked.of(source.days()));
            all.removeAll(skipped);
            theirs.stream().filter(asked::spans).forEach(all::add);
            days = (int) all.stream().filter(mine::contains).count();
            left = mine.size() - days;
            for (Day day : all) {
                stage.detail(day.toString());
                if (!mine.contains(day)) {
                    report(day, "", skipped.contains(day) ? "this day was to be left out, and is in the target"
                            : "this day is in the target alone", "-", "-");
                } else if (!theirs.contains(day)) {
                    report(day, "", "this day is missing in the target", "-", "-");
                } else {
                    unread(day).guard("", () -> {
                        HistoryFile top = source.open(day);
                        users = names.of(top);
                        directory(maps, day, "", "", top, target.open(day), stage);
                    });
                }
            }
        }
        return new Report(days, left, files, compared, found, excluded);
    }

    /** What cannot be read is a violation. */
    private Unread unread(Day day) {
        return (path, reason) -> report(day, path, "cannot be compared: " + reason, "-", "-");
    }

    private void report(Day day, String path, String what, String sourceQid, String targetQid) {
        found++;
        violations.accept(new Violation(day.toString(), path, what, sourceQid, targetQid));
    }

    private void report(Day day, String path, String what, HistoryFile mine, HistoryFile theirs) {
        report(day, path, what, text(mine), text(theirs));
    }

    private static String text(HistoryFile file) {
        return file.qid().map(Qid::toString).orElse("unknown");
    }

    /** Compares two; {@code place} is the path as {@link Exclusions#below} makes it. */
    private void directory(Maps maps, Day day, String path, String place, HistoryFile mine, HistoryFile theirs,
            Progress.Stage stage) throws IOException {
        if (wasCompared(maps, mine, theirs)) {
            return;
        }
        try (FileCursor left = mine.children(); FileCursor right = theirs.children()) {
            Optional<HistoryFile> a = left.next();
            Optional<HistoryFile> b = right.next();
            while (a.isPresent() || b.isPresent()) {
                world.stop().check();
                if (a.isPresent() && exclude.match(Exclusions.below(place, a.get().attributes().name()))) {
                    excluded++;
                    a = left.next();
                    continue;
                }
                int order = a.isEmpty() ? 1 : b.isEmpty() ? -1
                        : a.get().attributes().name().compareTo(b.get().attributes().name());
                String below = path + "/" + (order <= 0 ? a : b).orElseThrow().attributes().name();
                if (order < 0) {
                    report(day, below, "is missing in the target", text(a.orElseThrow()), "-");
                } else if (order > 0) {
                    report(day, below, "is in the target alone", "-", text(b.orElseThrow()));
                } else {
                    HistoryFile one = a.orElseThrow();
                    HistoryFile other = b.orElseThrow();
                    unread(day).guard(below, () -> pair(maps, day, below,
                            Exclusions.below(place, one.attributes().name()), one, other, stage));
                }
                a = order <= 0 ? left.next() : a;
                b = order >= 0 ? right.next() : b;
            }
        }
    }

    /** Two directories whose places are those of a pair that was compared hold nothing new. */
    private boolean wasCompared(Maps maps, HistoryFile mine, HistoryFile theirs) throws IOException {
        if (!exclude.isEmpty() || mine.qid().isEmpty() || mine.fingerprint().isEmpty()
                || theirs.fingerprint().isEmpty()) {
            return false;
        }
        byte[] key = ByteBuffer.allocate(3 * Score.SIZE).put(mine.fingerprint().get().toBytes())
                .put(theirs.fingerprint().get().toBytes()).put(users.fingerprint().toBytes()).array();
        if (maps.pairs.get(key).isPresent()) {
            return true;
        }
        maps.pairs.put(key, new byte[0]);
        return false;
    }

    private void pair(Maps maps, Day day, String path, String place, HistoryFile mine, HistoryFile theirs,
            Progress.Stage stage) throws IOException {
        files++;
        String difference = users.map(mine.attributes()).differenceFrom(theirs.attributes());
        if (!difference.isEmpty()) {
            report(day, path, difference, mine, theirs);
        }
        if (mine.isDirectory() != theirs.isDirectory()) {
            return;
        }
        if (mine.size() != theirs.size()) {
            report(day, path, "has %d bytes, in the target %d".formatted(mine.size(), theirs.size()), mine, theirs);
        }
        boolean seen = mine.qid().isPresent() && theirs.qid().isPresent()
                && isSeen(maps, day, path, mine, theirs);
        if (mine.isDirectory()) {
            directory(maps, day, path, place, mine, theirs, stage);
        } else if (!seen && mine.size() == theirs.size() && !isEqual(mine, theirs, stage)) {
            report(day, path, "has other contents in the target", mine, theirs);
        }
    }

    /** Puts both qids into the maps; true if this version was compared before. */
    private boolean isSeen(Maps maps, Day day, String path, HistoryFile mine, HistoryFile theirs) throws IOException {
        Qid from = mine.qid().orElseThrow();
        Qid to = theirs.qid().orElseThrow();
        byte[] fromPath = ByteBuffer.allocate(PATH).putLong(from.path()).array();
        byte[] toPath = ByteBuffer.allocate(PATH).putLong(to.path()).array();
        if (differs(maps.paths, fromPath, toPath)) {
            report(day, path, "was another file in the target before", mine, theirs);
        }
        if (differs(maps.pathsBack, toPath, fromPath)) {
            report(day, path, "is in the target the same as another file", mine, theirs);
        }
        byte[] fromVersion = VersionTable.key(from);
        byte[] toVersion = VersionTable.key(to);
        if (differs(maps.versionsBack, toVersion, fromVersion)) {
            report(day, path, "is in the target the same version as another one", mine, theirs);
        }
        Optional<byte[]> known = maps.versions.get(fromVersion);
        if (known.isEmpty()) {
            maps.versions.put(fromVersion, ByteBuffer.allocate(VERSION + Long.BYTES).put(toVersion)
                    .putLong(mine.size()).array());
            return false;
        }
        ByteBuffer value = ByteBuffer.wrap(known.get());
        if (value.slice(0, VERSION).mismatch(ByteBuffer.wrap(toVersion)) >= 0) {
            report(day, path, "was another version in the target before", mine, theirs);
        }
        if (value.getLong(VERSION) != mine.size()) {
            report(day, path, "SRC-INCONSISTENT: the source had %d bytes under the same qid and version before"
                    .formatted(value.getLong(VERSION)), mine, theirs);
        }
        return true;
    }

    /** Sets a value where there is none; true if there is another one. */
    private static boolean differs(DiskTable table, byte[] key, byte[] value) throws IOException {
        Optional<byte[]> known = table.get(key);
        if (known.isEmpty()) {
            table.put(key, value);
            return false;
        }
        return !Arrays.equals(known.get(), value);
    }

    private boolean isEqual(HistoryFile mine, HistoryFile theirs, Progress.Stage stage) throws IOException {
        try (InputStream a = mine.open(); InputStream b = theirs.open()) {
            while (true) {
                world.stop().check();
                byte[] left = a.readNBytes(BUFFER);
                byte[] right = b.readNBytes(BUFFER);
                compared += left.length;
                stage.add(left.length);
                if (!Arrays.equals(left, right)) {
                    return false;
                }
                if (left.length == 0) {
                    return true;
                }
            }
        }
    }
}
