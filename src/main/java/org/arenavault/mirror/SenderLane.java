package org.arenavault.mirror;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;

/** One target of a sender. */
final class SenderLane implements Closeable {

    private static final String SCAN = "~";

    private final TargetLine line;
    private final World world;
    private final Set<String> checked = new HashSet<>();
    /** What earlier runs did with each arena. */
    private final Map<String, ArenaCursor.Counts> before = new HashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private TargetReport.Outcome outcome = TargetReport.Outcome.COMPLETE;
    private TargetReport.RootVerdict roots = TargetReport.RootVerdict.UNCHECKED;

    SenderLane(TargetLine line, World world) {
        this.line = line;
        this.world = world;
    }

    /** The key of the clumps that are found in an arena without its directory. */
    static String scanKey(String key) {
        return key + SCAN;
    }

    private static String baseKey(String key) {
        return key.endsWith(SCAN) ? key.substring(0, key.length() - SCAN.length()) : key;
    }

    boolean isOpen() {
        return outcome == TargetReport.Outcome.COMPLETE;
    }

    /** Forgets how far an arena has come. */
    void forget(String key) throws IOException {
        line.state().forget(key);
        line.state().forget(scanKey(key));
    }

    boolean isThere(String key) throws IOException {
        Optional<ArenaCursor> cursor = line.state().cursor(key);
        return cursor.isPresent() && cursor.get().copied() && cursor.get().bad().isEmpty();
    }

    /** The work with the target; false if the target is not served any more. */
    private boolean use(String title, long bytes, Work work) throws IOException {
        try {
            return line.use("%s to %s".formatted(title, line.dial()), state -> bytes, work::with);
        } catch (PeerException e) {
            problems.add(Reason.of(e));
            outcome = TargetLine.outcome(e);
            return true;
        }
    }

    @FunctionalInterface
    private interface Work {

        boolean with(Target target) throws IOException;
    }

    boolean greet() throws IOException {
        return use("connecting", 0, target -> true);
    }

    boolean checkEnds(Map<String, String> names) throws IOException {
        Map<String, String> open = new LinkedHashMap<>(names);
        open.keySet().removeAll(checked);
        if (open.isEmpty()) {
            return true;
        }
        return use("looking at what was sent", 0, target -> {
            for (Map.Entry<String, String> name : open.entrySet()) {
                checkEnd(target, name.getKey(), name.getValue());
            }
            return true;
        });
    }

    private void checkEnd(Target target, String key, String name) throws IOException {
        if (!checked.contains(key)) {
            line.checkEnd(target.client(), key, name);
            checked.add(key);
            remember(baseKey(key));
        }
    }

    /** Before anything is sent in this run; what turns out not to be there any more does not count. */
    private void remember(String key) throws IOException {
        ArenaCursor.Counts now = counts(key);
        ArenaCursor.Counts known = before.getOrDefault(key, now);
        before.put(key, now.sent() + now.present() < known.sent() + known.present() ? now : known);
    }

    private ArenaCursor.Counts counts(String key) throws IOException {
        return best(key).map(ArenaCursor::counts).orElse(ArenaCursor.Counts.NONE);
    }

    /** The cursor that tells most of an arena: its clumps were listed, or looked for. */
    private Optional<ArenaCursor> best(String key) throws IOException {
        Optional<ArenaCursor> listed = line.state().cursor(key);
        Optional<ArenaCursor> scanned = line.state().cursor(scanKey(key));
        return listed.filter(ArenaCursor::copied).or(() -> scanned).or(() -> listed);
    }

    /**
     * Sends an arena.
     *
     * @return false if its directory or its tail cannot be read on the way
     */
    boolean send(SentArena sent) throws IOException {
        long used;
        try {
            used = sent.tail().memory().used();
        } catch (UnusableBytesException e) {
            return false;
        }
        // read here, for what is damaged among our own files is no fault of the arena
        TargetState.Roots unused = line.state().roots();
        long left = used - line.state().cursor(sent.key()).map(ArenaCursor::done).orElse(0L);
        boolean done = use("sending " + sent.arena().name(), Math.max(0, left), target -> {
            checkEnd(target, sent.key(), sent.arena().name());
            try {
                transfer(target, sent);
                return true;
            } catch (UnusableBytesException e) {
                return false;
            }
        });
        if (!done) {
            // what is on its way belongs to no batch
            line.close();
        }
        return done;
    }

    @Override
    public void close() {
        line.close();
    }

    private void transfer(Target target, SentArena sent) throws IOException {
        try {
            TargetRun.transfer(target, sent, world.clock());
        } catch (RefusedException e) {
            // another copy of it went before, whose tail or directory was damaged: the target has what it has
            line.state().forget(sent.key());
            before.put(baseKey(sent.key()), ArenaCursor.Counts.NONE);
            TargetRun.transfer(target, sent, world.clock());
        }
    }

    void checkRoots(ArenaSender.RootCheck check) throws IOException {
        if (isOpen()) {
            use("looking for roots", 0, target -> {
                roots = check.check(line.dial(), target.client());
                return true;
            });
        }
    }

    /** What it has of these arenas. */
    SentTotals totals(Collection<String> keys) throws IOException {
        ArenaCursor.Counts earlier = ArenaCursor.Counts.NONE;
        ArenaCursor.Counts all = ArenaCursor.Counts.NONE;
        for (String key : keys) {
            ArenaCursor.Counts now = counts(key);
            earlier = earlier.plus(before.getOrDefault(key, now));
            all = all.plus(now);
        }
        return new SentTotals(earlier.sent(), earlier.present(), all.sent() + all.present());
    }

    /** What has come of it, for these arenas. */
    TargetReport report(Collection<String> keys) throws IOException {
        int whole = 0;
        long lost = 0;
        long skipped = 0;
        Set<String> reasons = new TreeSet<>();
        for (String key : keys) {
            Optional<ArenaCursor> best = best(key);
            if (isThere(key)) {
                whole++;
            }
            skipped += best.map(cursor -> cursor.counts().skipped()).orElse(0L);
            List<BadClump> bad = best.map(ArenaCursor::bad).orElse(List.of());
            lost += bad.size();
            bad.forEach(clump -> reasons.add(clump.reason()));
        }
        problems.addAll(reasons);
        MirrorTally tally = line.tally();
        return new TargetReport(line.dial().toString(), outcome, new TargetReport.Moved(tally.sent(),
                tally.sentBytes(), tally.presentCount(), skipped, tally.repairedCount()),
                new TargetReport.Lacking(lost, 0, 0), new TargetReport.Copied(keys.size(), whole), roots,
                List.copyOf(problems), tally.notes());
    }
}
