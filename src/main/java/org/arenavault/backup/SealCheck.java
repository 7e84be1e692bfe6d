package org.arenavault.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Progress;
import org.arenavault.io.ShellWord;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.ninep.NinePath;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.check.ArenaReport;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPrint;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.Score;

/**
 * Sums an arena before anything of it is written to a disc. Where the server has written its seal, that seal must
 * hold; where it has not, every clump is checked and the seal computed.
 */
final class SealCheck {

    private static final String ACCEPTED = "seal does not match; accepted on request, every clump is sound";

    private final Set<String> accepted;
    private final Path folder;
    private final Progress progress;
    private final StopSignal stop;

    /**
     * A check.
     *
     * @param accepted names of arenas whose seal may differ, if every clump in them is sound
     * @param folder where an arena that lies on a file server is kept until it was recorded
     */
    SealCheck(Set<String> accepted, Path folder, Progress progress, StopSignal stop) {
        this.accepted = accepted;
        this.folder = folder;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Sums an arena that is sealed on disk, and is to be recorded.
     *
     * @throws CorruptException if its seal does not hold, or a clump is damaged
     */
    ReadyContent check(SourceArena source) throws IOException {
        if (NinePath.of(source.partition().path()).isEmpty()) {
            return sum(source, source.arena());
        }
        Arena arena = SpooledArena.of(source.arena(), folder);
        try {
            return sum(source, arena);
        } catch (IOException | RuntimeException | Error e) {
            // nobody will read it again
            arena.storage().close();
            throw e;
        }
    }

    /**
     * What a sealed arena is. Nothing of it is kept to be recorded.
     *
     * @throws CorruptException as {@link #check}
     */
    ArenaRecord identify(SourceArena source) throws IOException {
        return sum(source, source.arena()).record().arena().orElseThrow();
    }

    private ReadyContent sum(SourceArena source, Arena arena) throws IOException {
        boolean summed = source.status().state() == ArenaState.SEALED;
        try (ArenaCheck check = new ArenaCheck(summed ? 1 : Runtime.getRuntime().availableProcessors(), progress,
                stop)) {
            ArenaReport report = summed ? check.seal(arena) : check.deep(arena);
            if (report.sound()) {
                return sealed(source, arena, report.computed(), !summed, "");
            }
            if (summed && accepted.contains(source.name()) && !report.computed().equals(Score.NONE)) {
                return accept(source, arena, check.deep(arena));
            }
            throw unsound(source, report);
        }
    }

    private static VaultException unsound(SourceArena source, ArenaReport report) {
        String check = "arenavault arenas check --deep %s".formatted(ShellWord.of(source.partition()));
        return report.problemCount() > 1 ? new CorruptException("%s (and %s)".formatted(report.problems().get(0),
                Count.of(report.problemCount() - 1, "more problem"))).next(check, "lists them")
                : new CorruptException("%s; if every clump is sound record it with --accept-seal %s".formatted(
                        report.problems().get(0), ShellWord.of(source.name()))).next(check, "checks it");
    }

    private static ReadyContent accept(SourceArena source, Arena arena, ArenaReport deep) throws IOException {
        if (deep.problemCount() > 1) {
            throw new CorruptException("%s; its seal cannot be accepted".formatted(deep.problems().get(0)));
        }
        return sealed(source, arena, deep.computed(), false, ACCEPTED);
    }

    /** Where the server has not written the seal, the computed one stands in the bytes that are recorded. */
    private static ReadyContent sealed(SourceArena source, Arena arena, Score digest, boolean computed,
            String reason) throws IOException {
        ArenaRecord record = new ArenaRecord(source.name(), source.arena().size(), source.arena().blockSize(),
                source.partition().text(), source.arena().start(), digest, computed, ArenaPrint.of(arena));
        Storage image = arena.image();
        return new ReadyContent(record, reason, computed ? new SummedImage(image, digest) : image);
    }
}
