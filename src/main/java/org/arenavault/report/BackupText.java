package org.arenavault.report;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.arenavault.backup.BackupForecast;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.BackupResult;
import org.arenavault.backup.Unsealed;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.ShellWord;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.Unverified;

/** What was recorded, and what would be, for people. */
public final class BackupText {

    private final BackupSet set;
    private final PrintStream out;
    private final String allIsDone;

    private BackupText(BackupSet set, PrintStream out, String allIsDone) {
        this.set = set;
        this.out = out;
        this.allIsDone = allIsDone;
    }

    /** Prints there what becomes of this set, whose arenas come from its venti. */
    public static BackupText ofBackup(BackupSet set, PrintStream out) {
        return new BackupText(set, out, "every sealed arena is on disc.");
    }

    /** Prints there what becomes of this set, whose arenas come from discs: what its venti has is not looked at. */
    public static BackupText ofDuplicate(BackupSet set, PrintStream out) {
        return new BackupText(set, out, "set '%s' has all that is on the discs that were shown.".formatted(set.name()));
    }

    /** What would go on which disc. */
    public void print(BackupForecast forecast) {
        for (BackupPlan.PlannedDisc disc : forecast.plan().discs()) {
            out.printf("%s (%s): %s, %s%n", disc.label(), disc.fresh() ? "a blank" : "begun before",
                    Count.of(disc.arenas().size(), "arena"), Bytes.text(disc.bytes()));
            disc.arenas().forEach(arena -> out.printf("    %s, %s%n", arena.name(),
                    Bytes.text(arena.arena().size())));
            disc.protection().text().forEach(line -> out.printf("    %s%n", line));
        }
        forecast.increments().forEach(line -> out.printf("%s%n", line));
        forecast.failed().forEach(reason -> out.printf("FAILED: %s%n", reason));
        out.println(!forecast.recordsNothing() ? "Nothing was written."
                : forecast.isIdle() ? "Nothing to do." : "Nothing to record now.");
        unverified(forecast.unverified(), "");
        if (forecast.increments().isEmpty()) {
            notReady(forecast.notSealed());
        }
    }

    /**
     * What was recorded.
     *
     * @param device the recorder, as it was named; empty if it was not
     */
    public void print(BackupResult result, String device) {
        int bad = result.recorded().size() - result.good().size();
        if (result.recorded().isEmpty()) {
            out.println(result.outcome().isDone() && result.left().isEmpty()
                    ? "Nothing to do: " + allIsDone : "Nothing was recorded.");
        } else {
            out.printf("%s, %s in %.1f s%s.%n", Count.of(result.good().size(), "track"), Bytes.text(result.bytes()),
                    result.elapsed().toMillis() / 1000.0, bad == 0 ? "" : "; " + Count.of(bad, "track") + " BAD");
        }
        result.failed().forEach(failure -> out.printf("FAILED: %s%n", failure));
        print(result.putAside(), out);
        if (!result.left().isEmpty()) {
            out.printf("Still on no disc: %s%n", String.join(", ", result.left()));
        }
        unverified(result.unverified(), device);
        if (result.asked().verify() && !result.unverified().isEmpty()) {
            // a disc that nobody has would be asked for again and again
            Unverified first = result.unverified().get(0);
            out.printf("If %s is lost, say so: arenavault disc mark %s %d lost%n", first.disc(), set.name(),
                    first.number());
        }
        notReady(result.notSealed());
    }

    /** Discs that take no more. */
    public static void print(List<BackupResult.PutAside> discs, PrintStream out) {
        discs.forEach(disc -> out.printf("Takes no more: %s (%s)%n", disc.disc(), disc.reason()));
    }

    private void unverified(List<Unverified> unverified, String device) {
        if (!unverified.isEmpty()) {
            out.printf("On disc, not verified: %s; next: arenavault verify %s%s%n", Unverified.text(unverified),
                    set.name(), device.isEmpty() ? "" : " -d " + ShellWord.of(device));
        }
    }

    private void notReady(List<Unsealed> notSealed) {
        List<Unsealed> missing = notSealed.stream().filter(arena -> !arena.isRecorded()).toList();
        if (!missing.isEmpty()) {
            out.printf("Not recorded, because it is %s: %s%n", set.config().incrementChoice().wanted()
                    ? "not sealed yet, and little, or without room (increments.at_least, increments.share; "
                            + "--yes begins a blank disc)"
                    : "not sealed yet",
                    missing.stream().map(Unsealed::text).collect(Collectors.joining(", ")));
        }
    }
}
