package org.arenavault.report;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.SourceArena;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.format.ArenaState;

/** What to do next about a set. */
final class Advice {

    private Advice() {
    }

    static List<String> of(BackupSet set, SetState state, BackupPlan plan, List<SourceArena> notSealed) {
        List<String> advice = new ArrayList<>();
        boolean interrupted = BackupPlan.current(state).flatMap(DiscRecord::openTrack).isPresent();
        if (!plan.discs().isEmpty() || interrupted) {
            advice.add("arenavault backup %s   %s".formatted(set.name(), discs(plan, interrupted)));
        }
        List<String> unverified = state.discs().stream()
                .filter(disc -> disc.mark().counts()
                        && disc.holding().anyMatch(track -> track.state() == TrackState.CLOSED))
                .map(disc -> disc.identity().label()).toList();
        if (!unverified.isEmpty()) {
            advice.add("arenavault verify %s   not yet read back: %s".formatted(set.name(), few(unverified)));
        }
        for (SourceArena arena : notSealed) {
            if (arena.status().state() == ArenaState.FULL) {
                advice.add(("%s is full but not sealed on disk; it will be once a later arena is written and "
                        + "the index is flushed").formatted(arena.name()));
            }
        }
        if (!state.missing().isEmpty()) {
            advice.add("arenavault set rebuild %s   show %s".formatted(set.name(), few(state.missing())));
            advice.add("arenavault set rebuild %s --complete   if they are gone".formatted(set.name()));
        }
        return advice;
    }

    private static String discs(BackupPlan plan, boolean interrupted) {
        if (plan.discs().isEmpty()) {
            return "finishes an interrupted track";
        }
        long fresh = plan.discs().stream().filter(BackupPlan.PlannedDisc::fresh).count();
        String first = plan.discs().get(0).label();
        String blanks = fresh == 0 ? "no blank needed" : fresh == 1 ? "1 blank needed" : fresh + " blanks needed";
        return "%s %s, %s".formatted(interrupted ? "continues on" : "goes on", first, blanks);
    }

    static String few(List<String> names) {
        int shown = Math.min(5, names.size());
        return String.join(", ", names.subList(0, shown))
                + (names.size() > shown ? " and %d more".formatted(names.size() - shown) : "");
    }
}
