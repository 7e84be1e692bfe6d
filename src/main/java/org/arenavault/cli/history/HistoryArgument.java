package org.arenavault.cli.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arenavault.cli.common.ScoreArgument;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.history.Day;
import org.arenavault.history.Exclusions;
import org.arenavault.history.FolderHistory;
import org.arenavault.history.History;
import org.arenavault.history.Journal;
import org.arenavault.history.NineHistory;
import org.arenavault.history.VacHistory;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.ninep.NineAddress;
import org.arenavault.ninep.NineClient;
import org.arenavault.ninep.NineOptions;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.Score;

/** A history as people name it. */
final class HistoryArgument {

    private static final String FOLDER = "dir:";
    private static final String NINE = "9p:";
    private static final String LIST = "list:";
    private static final String STATE = "state:";

    private HistoryArgument() {
    }

    /** True if no venti is needed to read it: it is a folder, or on a file server. */
    static boolean isElsewhere(String text) throws IOException {
        return text.startsWith(FOLDER) || text.startsWith(NINE)
                || (text.indexOf(':') < 0 && PlainFiles.isFolder(Path.of(text)));
    }

    static History elsewhere(String text, Path scratch, StopSignal stop) throws IOException {
        if (text.startsWith(NINE)) {
            return served(text, scratch, stop);
        }
        return new FolderHistory(Path.of(text.startsWith(FOLDER) ? text.substring(FOLDER.length()) : text), scratch);
    }

    /** {@code 9p:} with the address of a tree. */
    private static History served(String text, Path scratch, StopSignal stop) throws IOException {
        NineClient client = NineClient.attach(NineAddress.parse(text.substring(NINE.length())), NineOptions.DEFAULT,
                new SystemClock(), stop);
        try {
            return new NineHistory(text, client, scratch);
        } catch (IOException | RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    static History stored(String text, BlockSource source, Path scratch, VaultCommand command)
            throws IOException {
        if (text.startsWith(LIST)) {
            return VacHistory.ofRoots(text, source, roots(Path.of(text.substring(LIST.length()))), scratch,
                    command.world().stop());
        }
        if (text.startsWith(STATE)) {
            List<Journal.Line> days = Journal.read(Path.of(text.substring(STATE.length())), command.world().disks());
            if (days.isEmpty()) {
                throw new UsageException(text + ": has no day yet");
            }
            return VacHistory.ofArchive(source, days.get(days.size() - 1).root(), scratch, command.world().stop());
        }
        return VacHistory.ofArchive(source, ScoreArgument.parse(text, command), scratch, command.world().stop());
    }

    /** What the copy that made this history left out of each day; nothing where no journal tells. */
    static Exclusions exclusions(String text, World world) throws IOException {
        return text.startsWith(STATE) ? Journal.exclusions(Path.of(text.substring(STATE.length())), world.disks())
                : Exclusions.NONE;
    }

    private static Map<Day, Score> roots(Path file) throws IOException {
        Map<Day, Score> roots = new TreeMap<>();
        int number = 0;
        for (String line : PlainFiles.lines(file, StandardCharsets.UTF_8)) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            String[] words = text.split("\\s+");
            if (!text.isEmpty() && !put(words, roots)) {
                throw new CorruptException("%s line %d: 'YYYY/MMDD SCORE' is expected, each day once; correct the file"
                        .formatted(file, number));
            }
        }
        return roots;
    }

    private static boolean put(String[] words, Map<Day, Score> roots) {
        try {
            return words.length == 2 && roots.put(Day.parse(words[0]), Score.parse(words[1])) == null;
        } catch (UsageException e) {
            // what is wrong with it is told of the line
            return false;
        }
    }
}
