package org.arenavault.report;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.ProtectedGroup;
import org.arenavault.backup.SourceArena;
import org.arenavault.backup.Unsealed;
import org.arenavault.io.Count;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DiscTrend;
import org.arenavault.sets.SetState;
import org.arenavault.venti.format.ArenaState;

/** What to do next about a set. */
final class Advice {

    private Advice() {
    }

    /**
     * What to do.
     *
     * @param unprotected discs that take no more arenas, and lack parity
     */
    static List<NextStep> of(BackupSet set, SetState state, BackupPlan plan, List<Unsealed> notSealed,
            List<DiscRecord> unprotected) {
        List<NextStep> advice = new ArrayList<>();
        String recorder = set.deviceArgument();
        boolean interrupted = state.discs().stream()
                .anyMatch(disc -> disc.takesArenas() && disc.openTrack().isPresent());
        if (!plan.discs().isEmpty() || interrupted) {
            advice.add(new NextStep("arenavault backup %s%s".formatted(set.name(), recorder),
                    discs(plan, interrupted)));
        }
        ProtectedGroup.unfinished(state).forEach(group -> advice.add(new NextStep(group.command(set.name(), recorder),
                "parity of %s is not whole".formatted(group.protectedDiscs()))));
        List<String> unverified = state.discs().stream()
                .filter(disc -> disc.mark().counts() && disc.awaitsReading())
                .map(disc -> disc.identity().label()).toList();
        if (!unverified.isEmpty()) {
            advice.add(new NextStep("arenavault verify %s%s".formatted(set.name(), recorder),
                    "not yet read back: " + Count.few(unverified)));
        }
        unprotected.forEach(disc -> advice.add(new NextStep("arenavault disc complete %s %d".formatted(set.name(),
                disc.number()) + recorder, "%s takes no more arenas, and has no parity of what is on it yet".formatted(
                        disc.identity().label()))));
        List<String> ageing = state.discs().stream()
                .filter(disc -> disc.mark().counts() && DiscTrend.of(disc).ageing().isPresent())
                .map(disc -> disc.identity().label()).toList();
        if (!ageing.isEmpty()) {
            advice.add(new NextStep("arenavault duplicate --from DEVICE --to DEVICE --to-set SET",
                    "before it is lost: " + Count.few(ageing)));
        }
        List<String> full = notSealed.stream().map(Unsealed::arena)
                .filter(arena -> arena.status().state() == ArenaState.FULL).map(SourceArena::name).toList();
        if (!full.isEmpty()) {
            advice.add(flush(set, full));
        }
        if (!state.missing().isEmpty()) {
            advice.add(new NextStep("arenavault set rebuild %s%s".formatted(set.name(), recorder),
                    "show " + Count.few(state.missing())));
            advice.add(new NextStep("arenavault set rebuild %s --complete".formatted(set.name()), "if they are gone"));
        }
        return advice;
    }

    /** How full arenas come to be sealed on disk: the server does it when a later one is written, and flushed. */
    private static NextStep flush(BackupSet set, List<String> full) {
        String what = "%s %s full and not sealed on disk yet".formatted(Count.few(full),
                full.size() == 1 ? "is" : "are");
        return set.config().indexUrl().isEmpty()
                ? new NextStep("", ("have the server flush its index (GET /flushicache), for %s; it seals them once a "
                        + "later arena is written").formatted(what))
                : new NextStep("arenavault status %s --flush".formatted(set.name()), what);
    }

    private static String discs(BackupPlan plan, boolean interrupted) {
        if (plan.discs().isEmpty()) {
            return "finishes an interrupted track";
        }
        long fresh = plan.discs().stream().filter(BackupPlan.PlannedDisc::fresh).count();
        String blanks = fresh == 0 ? "no blank needed" : Count.of(fresh, "blank") + " needed";
        return "%s %s; %s".formatted(interrupted ? "continues on" : "goes on",
                Count.few(plan.discs().stream().map(BackupPlan.PlannedDisc::label).toList()), blanks);
    }
}
