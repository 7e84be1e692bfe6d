package org.arenavault.restore.sending;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.FoundRoot;

/**
 * The root blocks in the tracks that were read, kept beside the cursors: the disc that holds the newest may have been
 * shown long ago.
 */
final class TrackRoots {

    /** Of one track so many are kept, the newest. */
    static final int MOST = 200;

    private static final String SUFFIX = ".roots";
    private static final String SOME = "~";
    private static final String KIND = "root";
    private static final long LONGEST = 1 << 20;
    private static final Pattern NUMBER = Pattern.compile("[^@]*?([0-9]{1,18})(?:@.*)?");
    private static final Pattern PART = Pattern.compile(".*@([0-9]{1,18})\\.[0-9]+");
    /** Of two that were stored in one second that is newer which stands further behind. */
    private static final Comparator<FoundRoot> OLDEST_FIRST = Comparator.comparingLong(FoundRoot::time)
            .thenComparingLong(TrackRoots::number).thenComparingLong(TrackRoots::offset);

    private final Path folder;

    /** Those in this folder, which is made when something is kept. */
    TrackRoots(Path folder) {
        this.folder = folder;
    }

    /** Whether all roots that a track holds are known. */
    boolean knows(String key) throws IOException {
        return OwnFiles.exists(file(key));
    }

    private Path file(String key) {
        return folder.resolve(key.replaceAll("[^A-Za-z0-9_-]", "_") + SUFFIX);
    }

    /** Keeps those that were met so far in a track that is damaged: another copy of it may have more. */
    void keepSome(String key, List<FoundRoot> roots) throws IOException {
        keep(key + SOME, roots);
    }

    /** Those. */
    List<FoundRoot> some(String key) throws IOException {
        return of(key + SOME);
    }

    /** Keeps the roots of a track, newest first. */
    void keep(String key, List<FoundRoot> roots) throws IOException {
        StringBuilder text = new StringBuilder();
        roots.stream().limit(MOST).forEach(root -> text.append(new FlatJson().put("kind", KIND)
                .put("score", root.score().toString()).put("time", root.time()).put("arena", root.arena())
                .put("offset", root.offset()).format()).append('\n'));
        Path file = file(key);
        OwnFiles.run(file, () -> {
            DurableFiles.createFolder(folder);
            DurableFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    /** The roots of these tracks, newest first, each once. */
    List<FoundRoot> of(Collection<String> keys) throws IOException {
        Map<Score, FoundRoot> all = new LinkedHashMap<>();
        for (String key : keys) {
            for (FoundRoot root : all(key)) {
                all.merge(root.score(), root, (one, other) -> one.time() >= other.time() ? one : other);
            }
        }
        return all.values().stream().sorted(OLDEST_FIRST.reversed()).toList();
    }

    private List<FoundRoot> all(String key) throws IOException {
        List<FoundRoot> roots = new ArrayList<>(of(key));
        roots.addAll(some(key));
        return roots;
    }

    /** The arena's number among those of its name, which says which was begun later; -1 if it has none. */
    private static long number(FoundRoot root) {
        Matcher number = NUMBER.matcher(root.arena());
        return number.matches() ? Long.parseLong(number.group(1)) : -1;
    }

    /** Where its clump is in the arena, also where it is in a part of one. */
    private static long offset(FoundRoot root) {
        Matcher part = PART.matcher(root.arena());
        return root.offset() + (part.matches() ? Long.parseLong(part.group(1)) : 0);
    }

    /** The roots of a track; none if they are not known. */
    List<FoundRoot> of(String key) throws IOException {
        Path file = file(key);
        if (!OwnFiles.exists(file)) {
            return List.of();
        }
        DurableFiles.refuseLink(file);
        Optional<byte[]> text = OwnFiles.get(file, () -> Files.size(file) > LONGEST ? Optional.empty()
                : Optional.of(PlainFiles.bytes(file)));
        List<FoundRoot> roots = new ArrayList<>();
        try {
            String lines = new String(text.orElseThrow(() -> new CorruptException("is too long")),
                    StandardCharsets.UTF_8);
            for (String line : lines.lines().toList()) {
                FlatJson fields = FlatJson.parse(line);
                roots.add(new FoundRoot(Score.parse(fields.text("score")), fields.number("time"),
                        fields.text("arena"), fields.number("offset")));
            }
        } catch (CorruptException | UsageException e) {
            throw new CorruptException("%s: %s; remove it".formatted(file, e.getMessage()), e);
        }
        return roots;
    }
}
