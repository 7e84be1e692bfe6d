package org.arenavault.sets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.ArenaNames;

/**
 * The files that the Plan 9 backup scripts keep of a set: {@code sealed} and "ondisc", a name a line; {@code disc},
 * which disc is being filled and how many tracks are on it, as {@code disc=3 tracks=12}; {@code tracks}, that
 * number alone. They are written for those who grep, and read only to take a set over.
 *
 * @param onDisc names of arenas in the order in which they were recorded
 * @param disc the number of the disc being filled
 * @param tracks how many tracks are on it
 */
public record Plan9Files(List<String> onDisc, int disc, int tracks) {

    private static final String SEALED = "sealed";
    private static final String ON_DISC = "ondisc";
    private static final String DISC = "disc";
    private static final String TRACKS = "tracks";
    private static final long LARGEST = 16L << 20;
    private static final Pattern ASSIGNMENT = Pattern.compile("\\b(disc|tracks)\\s*=\\s*(\\d{1,6})");
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,6})\\s*");

    /**
     * Reads the files of a set of the Plan 9 scripts.
     *
     * @throws UsageException if the list of what is on disc is missing
     * @throws CorruptException if a line is no name, or the counts cannot be
     */
    public static Plan9Files read(Path folder) throws IOException {
        Path ondisc = folder.resolve(ON_DISC);
        if (!PlainFiles.isFile(ondisc)) {
            throw new UsageException(folder + ": no set of the Plan 9 scripts: it has no file 'ondisc'");
        }
        Set<String> names = new LinkedHashSet<>();
        for (String line : text(ondisc).split("\n")) {
            String name = line.strip();
            if (!name.isEmpty()) {
                if (!ArenaNames.isValid(name)) {
                    throw new CorruptException("%s: '%s' is no name of an arena".formatted(ondisc,
                            Plain.field(name)));
                }
                names.add(name);
            }
        }
        int disc = 1;
        int tracks = names.size();
        Path state = folder.resolve(DISC);
        if (PlainFiles.isFile(state)) {
            disc = number(state, DISC, disc);
            tracks = number(state, TRACKS, tracks);
        }
        if (PlainFiles.isFile(folder.resolve(TRACKS))) {
            tracks = number(folder.resolve(TRACKS), TRACKS, tracks);
        }
        if (disc < 1 || tracks > names.size() || (disc == 1 && tracks != names.size())) {
            throw new CorruptException("%s: %s on disc %d cannot be, with %s on disc in all"
                    .formatted(folder, Count.of(tracks, "track"), disc, Count.of(names.size(), "arena")));
        }
        return new Plan9Files(List.copyOf(names), disc, tracks);
    }

    private static int number(Path file, String variable, int otherwise) throws IOException {
        String text = text(file);
        Matcher assignments = ASSIGNMENT.matcher(text);
        while (assignments.find()) {
            if (assignments.group(1).equals(variable)) {
                return Integer.parseInt(assignments.group(2));
            }
        }
        Matcher alone = NUMBER.matcher(text);
        return alone.matches() && file.getFileName().toString().equals(variable) ? Integer.parseInt(alone.group(1))
                : otherwise;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new CorruptException(file + ": larger than any such file");
        }
        return PlainFiles.text(file, StandardCharsets.ISO_8859_1);
    }

    /**
     * Which arenas are on which disc: the scripts fill one disc after the other, and all full ones alike.
     *
     * @return the names on disc 1, disc 2, …
     * @throws CorruptException if the arenas do not divide evenly
     */
    public List<List<String>> byDisc() throws CorruptException {
        List<List<String>> discs = new ArrayList<>();
        int onFull = onDisc.size() - tracks;
        if (disc > 1) {
            if (onFull % (disc - 1) != 0) {
                throw new CorruptException("%s on %s: it cannot be told which is on which"
                        .formatted(Count.of(onFull, "arena"), Count.of(disc - 1, "full disc")));
            }
            int each = onFull / (disc - 1);
            for (int i = 0; i < disc - 1; i++) {
                discs.add(onDisc.subList(i * each, (i + 1) * each));
            }
        }
        if (tracks > 0) {
            discs.add(onDisc.subList(onFull, onDisc.size()));
        }
        return discs;
    }

    /**
     * Writes the list of what is sealed, for those who grep.
     *
     * @param whole whether these are all; if not, what the file names already stays in it
     */
    public static void writeSealed(BackupSet set, Collection<String> sealed, boolean whole) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        Path file = set.folder().resolve(SEALED);
        if (!whole && PlainFiles.isFile(file)) {
            OwnFiles.get(file, () -> text(file)).lines().filter(ArenaNames::isValid).forEach(names::add);
        }
        names.addAll(sealed);
        replace(set, SEALED, lines(names));
    }

    /** Writes the other files for those who grep; nothing ever reads them back. */
    public static void write(BackupSet set, SetState state) throws IOException {
        List<SetState.Copy> copies = state.discs().stream().filter(disc -> disc.mark().counts())
                .flatMap(DiscRecord::arenas)
                .sorted(Comparator.comparingLong(copy -> copy.track().announcement().line())).toList();
        Set<String> names = new LinkedHashSet<>();
        copies.forEach(copy -> names.add(copy.arena().name()));
        int disc = Math.max(1, state.nextDisc() - 1);
        long count = state.disc(disc).map(record -> record.arenas().count()).orElse(0L);
        replace(set, ON_DISC, lines(names));
        replace(set, DISC, "disc=%d tracks=%d%n".formatted(disc, count));
        replace(set, TRACKS, "%d%n".formatted(count));
    }

    private static String lines(Collection<String> names) {
        return names.isEmpty() ? "" : String.join("\n", names) + "\n";
    }

    private static void replace(BackupSet set, String file, String text) throws IOException {
        Path path = set.folder().resolve(file);
        OwnFiles.run(path, () -> DurableFiles.replace(path, text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
