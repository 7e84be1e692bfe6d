package org.arenavault.venti.increment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.arenavault.io.Progress;

/**
 * What is new in an active arena since its last increment, part by part. Each part is to be recorded before the next is
 * asked for. What is appended meanwhile is left to the next backup, or nobody would ever come to an end.
 */
public final class NewClumps {

    private final ActiveArena active;
    private final Supplier<UUID> chains;
    private final List<String> problems = new ArrayList<>();
    private List<String> last = List.of();
    private boolean ended;
    private boolean cut;

    /**
     * One increment's worth.
     *
     * @param end where it begins, what it belongs to, and why
     * @param run its clumps; not empty
     */
    public record Part(ChainEnd end, ClumpRun run) {
    }

    /**
     * What is new in {@code active}.
     *
     * @param chains fresh identities
     */
    public NewClumps(ActiveArena active, Supplier<UUID> chains) {
        this.active = active;
        this.chains = chains;
    }

    /**
     * The next part.
     *
     * @param counting increments that count as backed up now, those of the parts before among them
     * @param limit bytes that its increment may have at the most
     * @return empty if there is nothing new any more, or not one clump fits
     * @throws IOException if the arena cannot be read, or the operator has asked to stop
     */
    public Optional<Part> next(List<RecordedIncrement> counting, long limit, Progress.Stage stage) throws IOException {
        while (!ended) {
            ChainEnd end = Chain.end(active, counting, chains);
            ClumpRun run = active.run(end.place(), end.until(), limit, stage);
            last = List.copyOf(run.problems());
            problems.addAll(last);
            cut = run.end() == ClumpRun.End.LIMIT;
            ended = run.next().isEmpty() || run.end() == ClumpRun.End.NOT_WHOLE
                    || (cut && run.stats().clumps() == 0);
            if (!run.isEmpty()) {
                return Optional.of(new Part(end, run));
            }
        }
        return Optional.empty();
    }

    /** Whether there is more than fitted into the part that was asked for last. */
    public boolean isCut() {
        return cut;
    }

    /** The part given last was not recorded, and is given once more, with what it had to tell. */
    public void takeBack() {
        ended = false;
        problems.removeAll(last);
        last = List.of();
    }

    /** The damage that was met, one line each; a backup that met any ends with exit 1, and does the rest. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
