package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.IncrementChoice;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Unverified;

/**
 * What a backup would do now, and what it would leave.
 *
 * @param plan what would go on which disc
 * @param notSealed arenas that are full or active, with what of them is on no disc
 * @param failed arenas that cannot be recorded, and partitions that cannot be read, a line each
 * @param increments what of arenas that are not sealed would be recorded behind all else, a line each
 * @param unverified arenas that are on disc, and were never read back
 */
public record BackupForecast(BackupPlan plan, List<Unsealed> notSealed, List<String> failed,
                             List<String> increments, List<Unverified> unverified) {

    /**
     * Looks ahead.
     *
     * @throws org.arenavault.io.RefusedException if the arenas are of another venti than those on disc
     */
    public static BackupForecast of(BackupSet set, ArenaSource source, MediumDescription medium, BackupOptions options)
            throws IOException {
        SetState state = set.read();
        SourceComparison compared = SourceComparison.of(source, state).by(options);
        compared.requireSameStore(state);
        BackupPlan plan = BackupPlan.of(state, set.config(), medium, compared.waiting(), options);
        List<String> failed = new ArrayList<>();
        source.arenas().forEach(arena -> failed.addAll(arena.status().problems()));
        failed.addAll(compared.others().values());
        failed.addAll(source.problems());
        failed.addAll(plan.refused().values());
        List<Unsealed> notSealed = Unsealed.of(source.arenas(), state);
        return new BackupForecast(plan, notSealed, failed, increments(set, plan, state, notSealed),
                Unverified.of(state, compared.onDisc().keySet().stream().map(SourceArena::id).toList()));
    }

    private static List<String> increments(BackupSet set, BackupPlan plan, SetState state, List<Unsealed> notSealed) {
        IncrementChoice choice = set.config().incrementChoice();
        Optional<String> disc = plan.discs().isEmpty() ? BackupPlan.current(state).map(last -> last.identity().label())
                : Optional.of(plan.discs().get(plan.discs().size() - 1).label());
        return !choice.wanted() || disc.isEmpty() ? List.of()
                : notSealed.stream().filter(arena -> arena.unrecorded() > 0)
                        .map(arena -> "What is new in %s (%s) follows on %s, %s.".formatted(arena.arena().name(),
                                Bytes.text(arena.unrecorded()), disc.get(),
                                arena.unrecorded() >= choice.leastBytes() ? "as far as it has room"
                                        : "if a root block is in it")).toList();
    }

    /** Whether everything that is sealed is on disc, or would be. */
    public boolean isWhole() {
        return failed.isEmpty();
    }

    /** Whether there is nothing to record. */
    public boolean recordsNothing() {
        return plan.discs().isEmpty() && isWhole();
    }

    /** Whether nothing is left to do, not even later. */
    public boolean isIdle() {
        return recordsNothing() && notSealed.stream().allMatch(Unsealed::isRecorded) && unverified.isEmpty();
    }
}
