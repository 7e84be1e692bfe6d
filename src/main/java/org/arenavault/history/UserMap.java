package org.arenavault.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.PlainFiles;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.VacName;

/** Other names for users and groups (history 7). */
public final class UserMap {

    /** Everybody keeps his name. */
    public static final UserMap NONE = new UserMap(Map.of());

    private final Map<VacName, VacName> names;

    UserMap(Map<VacName, VacName> names) {
        this.names = Map.copyOf(names);
    }

    /**
     * Reads a file of lines {@code old new}; {@code #} begins a comment.
     *
     * @throws CorruptException if a line is something else
     */
    public static UserMap read(Path file) throws IOException {
        Map<VacName, VacName> names = new HashMap<>();
        int number = 0;
        for (String line : PlainFiles.lines(file, StandardCharsets.UTF_8)) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            String[] words = text.split("\\s+");
            if (!text.isEmpty() && (words.length != 2
                    || names.put(VacName.of(words[0]), VacName.of(words[1])) != null)) {
                throw new CorruptException("%s line %d: 'old new' is expected, each old name once; correct the file"
                        .formatted(file, number));
            }
        }
        return new UserMap(names);
    }

    /** These names, and what becomes of them by {@code other}. */
    UserMap then(UserMap other) {
        Map<VacName, VacName> both = new HashMap<>(other.names);
        names.forEach((name, mine) -> both.put(name, other.map(mine)));
        return new UserMap(both);
    }

    /** The same for equal maps. */
    public Score fingerprint() {
        MessageDigest sha1 = Digests.sha1();
        new TreeMap<>(names).forEach((name, other) ->
                sha1.update((name + "\n" + other + "\n").getBytes(StandardCharsets.UTF_8)));
        return Score.of(sha1);
    }

    /** The name that takes the place of this one. */
    VacName map(VacName name) {
        return names.getOrDefault(name, name);
    }

    HistoryFile.Attributes map(HistoryFile.Attributes file) {
        return names.isEmpty() ? file : new HistoryFile.Attributes(file.name(), map(file.uid()), map(file.gid()),
                map(file.muid()), file.mtime(), file.mode());
    }
}
