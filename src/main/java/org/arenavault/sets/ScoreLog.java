package org.arenavault.sets;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.AppendLog;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;

/**
 * The root scores on record, in {@code scores.jsonl} beside {@code sets/}: lines of JSON, chained like those of a
 * ledger, appended and forced to disk, never changed. Whoever can read this file can read everything in the ventis:
 * it is readable by its owner alone.
 *
 * <pre>
 * {"seq":1,"type":"scores","version":1,"sum":"..."}
 * {"seq":2,"type":"score","score":"9ab9...","recorded":"2026-...","feed":"fossil","source":"/dev/fossil",...}
 * {"seq":3,"time":"2026-...","type":"checked","score":"9ab9...","venti":"...","deep":false,"whole":true,...}
 * </pre>
 */
public final class ScoreLog {

    /** How an operator calls the newest score on record. */
    public static final String LAST = "last";
    static final String FILE = "scores.jsonl";

    private static final String LOCK = "scores.lock";
    private static final String TYPE = "scores";
    private static final int VERSION = 1;
    private static final int SHORTEST_PREFIX = 6;
    private static final int LONGEST_HEAD = 256;

    private final Path path;
    private final Disks disks;
    private final Clock clock;
    private final Map<Score, RootScore> scores = new LinkedHashMap<>();
    private final List<ScoreCheck> checks = new ArrayList<>();
    private LedgerChain chain = new LedgerChain();

    private ScoreLog(Path path, Disks disks, Clock clock) {
        this.path = path;
        this.disks = disks;
        this.clock = clock;
    }

    /**
     * Reads the log in {@code folder}; where there is none, nothing is on record.
     *
     * @throws CorruptException if a line is not what was written
     */
    static ScoreLog read(Path folder, Disks disks, Clock clock) throws IOException {
        ScoreLog log = new ScoreLog(folder.resolve(FILE), disks, clock);
        DurableFiles.refuseLink(log.path);
        if (OwnFiles.exists(log.path)) {
            try (Storage file = OwnFiles.on(disks).openToRead(log.path)) {
                log.replay(file);
            }
        }
        return log;
    }

    private long replayAnew(Storage file) throws IOException {
        scores.clear();
        checks.clear();
        chain = new LedgerChain();
        return replay(file);
    }

    private long replay(Storage file) throws IOException {
        if (isBare(file)) {
            return 0; // made, and no whole line written to it before the power failed, or the disk was full
        }
        ChainedLines lines = new ChainedLines(file, file.name(), Remedy.COPY);
        lines.forEach(this::take);
        chain = lines.chain();
        return lines.validEnd();
    }

    /** The first line can be torn as well; then there was no other. */
    private static boolean isBare(Storage file) throws IOException {
        if (file.size() > LONGEST_HEAD) {
            return false;
        }
        byte[] bytes = file.read(0, (int) file.size());
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') < 0;
    }

    private void take(FlatJson line) throws IOException {
        String type = line.text("type");
        if (type.equals(TYPE) != (line.number("seq") == 1)) {
            throw new CorruptException("is no line of a log of scores");
        }
        switch (type) {
            case TYPE -> {
                if (line.number("version") != VERSION) {
                    throw new UnsupportedVersionException("is of format version %d; this program knows %d"
                            .formatted(line.number("version"), VERSION));
                }
            }
            case LedgerEvent.Scored.TYPE -> take(RootScore.decode(line));
            case ScoreCheck.TYPE -> checks.add(ScoreCheck.decode(line));
            default -> throw new CorruptException("is of the unknown type '" + type + "'");
        }
    }

    /** Whether a line would be read back as these fields, without taking it. */
    private void check(FlatJson line, FlatJson fields) throws IOException {
        if (!line.format().equals(new FlatJson().put("seq", line.number("seq")).putAll(fields).format())) {
            throw new CorruptException("would be read as something else");
        }
        ScoreLog trial = new ScoreLog(path, disks, clock);
        trial.take(line);
    }

    private void take(RootScore root) {
        scores.putIfAbsent(root.score(), root);
    }

    /** The scores, in the order in which they were put on record. */
    public Collection<RootScore> scores() {
        return Collections.unmodifiableCollection(scores.values());
    }

    /** The newest {@code count} scores, newest first. */
    public List<RootScore> newest(int count) {
        List<RootScore> all = new ArrayList<>(scores.values());
        Collections.reverse(all);
        return List.copyOf(all.subList(0, Math.min(count, all.size())));
    }

    /** What was found when this tree was walked, oldest first. */
    public List<ScoreCheck> checks(Score score) {
        return checks.stream().filter(check -> check.score().equals(score)).toList();
    }

    /** The newest time that this tree was found whole, on any venti. */
    public Optional<ScoreCheck> lastWhole(Score score) {
        return checks(score).stream().filter(ScoreCheck::whole).reduce((older, newer) -> newer);
    }

    /**
     * Refuses a log without any score.
     *
     * @throws UsageException if there is none
     */
    public void requireSome() throws VaultException {
        if (scores.isEmpty()) {
            throw new UsageException("no score is on record yet").next("arenavault score record SOURCE",
                    "puts one there");
        }
    }

    /**
     * The score that an operator means: 40 digits, with or without {@code vac:}; {@code last} for the newest on
     * record; or the first digits of one on record.
     *
     * @throws UsageException if it is none, or means several
     */
    public Score find(String text) throws VaultException {
        String digits = text.startsWith("vac:") ? text.substring("vac:".length()) : text;
        if (digits.length() == 2 * Score.SIZE) {
            return Score.parse(digits);
        }
        if (text.equals(LAST)) {
            requireSome();
            return newest(1).get(0).score();
        }
        String start = digits.toLowerCase(Locale.ROOT);
        List<Score> meant = digits.length() < SHORTEST_PREFIX ? List.of() : scores.keySet().stream()
                .filter(score -> score.toString().startsWith(start)).toList();
        if (meant.size() > 1) {
            throw new UsageException("'%s' begins more than one score on record: give more digits"
                    .formatted(digits));
        }
        if (meant.isEmpty()) {
            throw new UsageException(("'%s' is no score: give all 40 digits, 'last', or the first %d or more digits of "
                    + "one score on record").formatted(digits.length() > 40 ? "..." : digits, SHORTEST_PREFIX));
        }
        return meant.get(0);
    }

    /**
     * Takes the log's lock, reads what others have written meanwhile, and opens it for writing.
     *
     * @throws OperatorNeededException if another process writes it
     * @throws org.arenavault.io.OwnFileException if its end cannot be put in order
     */
    public Writer write() throws IOException {
        OwnFiles.run(path, () -> DurableFiles.createFolder(PlainFiles.folderOf(path)));
        ProcessLock lock = ProcessLock.take(path.resolveSibling(LOCK), "the log of root scores",
                OperatorNeededException.Need.LOCKED);
        try {
            OwnFiles.run(path, () -> DurableFiles.createFile(path));
            AppendLog log = AppendLog.open(path, disks, this::replayAnew);
            try {
                Writer writer = new Writer(log, lock);
                if (chain.last() == 0) {
                    writer.append(new FlatJson().put("type", TYPE).put("version", VERSION));
                }
                return writer;
            } catch (IOException | RuntimeException | Error e) {
                log.close();
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** The log, open for appending. */
    public final class Writer implements Closeable {

        private final AppendLog file;
        private final ProcessLock lock;

        private Writer(AppendLog file, ProcessLock lock) {
            this.file = file;
            this.lock = lock;
        }

        /**
         * Puts a score on record, now.
         *
         * @return false if it was on record already
         */
        public boolean add(Score score, RootScore.Feed feed, String source, String venti) throws IOException {
            if (scores.containsKey(score)) {
                return false;
            }
            RootScore root = new RootScore(score, clock.now().truncatedTo(ChronoUnit.SECONDS), feed, source, venti);
            append(new LedgerEvent.Scored(root).encode());
            take(root);
            return true;
        }

        /** Puts on record what a walk found. */
        public void add(ScoreCheck check) throws IOException {
            append(check.encode());
            checks.add(check);
        }

        private void append(FlatJson fields) throws IOException {
            LedgerChain next = chain.copy();
            byte[] line = next.next(chain.last() + 1, fields);
            try {
                check(chain.copy().check(ChainedLines.text(line)), fields);
            } catch (CorruptException e) {
                throw new RefusedException("%s: takes no line that %s".formatted(file.name(), e.getMessage()), e);
            }
            file.append(line);
            chain.follow(next);
        }

        @Override
        public void close() throws IOException {
            try (lock) {
                file.close();
            }
        }
    }
}
