package org.arenavault.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.arenavault.io.CorruptException;
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
     * Parses the line of a file.
     *
     * @param where the file, and which of its lines
     * @throws CorruptException if it is none; the message names the place
     */
    public static WrCmd parse(String line, String where) throws CorruptException {
        return parse(line).orElseThrow(() -> new CorruptException(("%s: '%s' is no wrcmd: venti/wrarena -h HOST -o "
                + "ARENA-OFFSET PARTITION 0xCLUMP-OFFSET is expected; correct the file, or remove it: the next run "
                + "compares everything").formatted(where, Plain.field(line))));
    }

    private static Optional<WrCmd> parse(String line) {
        String[] words = line.strip().split("[ \t]+");
        String host = "";
        String arenaOffset = "0";
        List<String> rest = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            boolean hasValue = i + 1 < words.length;
            switch (words[i]) {
                case "-h" -> host = hasValue ? words[++i] : "";
                case "-o" -> arenaOffset = hasValue ? words[++i] : "";
                case "-M" -> i++;
                case "-f", "-v" -> { }
                default -> rest.add(words[i]);
            }
        }
        if (!words[0].endsWith(COMMAND_END) || host.isEmpty() || rest.isEmpty() || rest.size() > 2) {
            return Optional.empty();
        }
        OptionalLong arena = number(arenaOffset);
        OptionalLong clump = number(rest.size() == 2 ? rest.get(1) : "0");
        if (arena.isEmpty() || clump.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WrCmd(Dial.parse(host), arena.getAsLong(), rest.get(0), clump.getAsLong()));
        } catch (UsageException e) {
            // the address is none
            return Optional.empty();
        }
    }

    /** Numbers as C writes them; empty if it is none. */
    private static OptionalLong number(String text) {
        if (text.matches("0[xX][0-9a-fA-F]{1,15}")) {
            return OptionalLong.of(Long.parseLong(text.substring(2), 16));
        }
        if (text.matches("[0-9]{1,18}")) {
            return OptionalLong.of(text.matches("0[0-7]+") ? Long.parseLong(text, 8) : Long.parseLong(text));
        }
        return OptionalLong.empty();
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return "%s -h %s -o %d %s 0x%x".formatted(COMMAND, target, arenaOffset, partition, clumpOffset);
    }
}
