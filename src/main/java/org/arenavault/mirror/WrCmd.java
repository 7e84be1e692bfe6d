package org.arenavault.mirror;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.Dial;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * The state of a mirror as the Plan 9 scripts keep it: the {@code wrarena} command that is to be run next
 * (replication 1).
 *
 * @param target where blocks are sent
 * @param arenaOffset of the arena's head in the partition
 * @param partition as that machine calls it
 * @param clumpOffset in the arena's log, from which on blocks are to be sent
 */
public record WrCmd(Dial target, long arenaOffset, String partition, long clumpOffset) {

    private static final String COMMAND = "venti/wrarena";
    private static final String COMMAND_END = "wrarena";

    /**
     * Parses the line.
     *
     * @throws UsageException if it is none
     */
    public static WrCmd parse(String line) throws UsageException {
        String[] words = line.strip().split("[ \t]+");
        String host = "";
        long arenaOffset = 0;
        List<String> rest = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            boolean hasValue = i + 1 < words.length;
            switch (words[i]) {
                case "-h" -> host = hasValue ? words[++i] : "";
                case "-o" -> arenaOffset = number(hasValue ? words[++i] : "", line);
                case "-M" -> i++;
                case "-f", "-v" -> { }
                default -> rest.add(words[i]);
            }
        }
        if (!words[0].endsWith(COMMAND_END) || host.isEmpty() || rest.isEmpty() || rest.size() > 2) {
            throw none(line);
        }
        return new WrCmd(Dial.parse(host), arenaOffset, rest.get(0), rest.size() == 2 ? number(rest.get(1), line) : 0);
    }

    /** Numbers as C writes them. */
    private static long number(String text, String line) throws UsageException {
        if (text.matches("0[xX][0-9a-fA-F]{1,15}")) {
            return Long.parseLong(text.substring(2), 16);
        }
        if (text.matches("[0-9]{1,18}")) {
            return text.matches("0[0-7]+") ? Long.parseLong(text, 8) : Long.parseLong(text);
        }
        throw none(line);
    }

    private static UsageException none(String line) {
        return new UsageException(("'%s' is no wrcmd: venti/wrarena -h HOST -o ARENA-OFFSET PARTITION 0xCLUMP-OFFSET "
                + "is expected").formatted(Plain.field(line)));
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return "%s -h %s -o %d %s 0x%x".formatted(COMMAND, target, arenaOffset, partition, clumpOffset);
    }
}
