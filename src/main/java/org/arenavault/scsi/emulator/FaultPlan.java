package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;

/**
 * Injected faults ({@code optical-emulator.md} 9): one a line, {@code <when> <action>}; empty lines and those that
 * begin with {@code #} are passed over. Several lines may strike the same command. Everything is deterministic.
 */
public final class FaultPlan {

    /** No faults. */
    public static final FaultPlan NONE = new FaultPlan(List.of());

    private static final long LIMIT = 1 << 20;

    private final List<FaultRule> rules;

    private FaultPlan(List<FaultRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads a plan.
     *
     * @param name what messages call it
     * @throws UsageException if a line is not understood; the message names it
     */
    public static FaultPlan parse(String name, String text) throws UsageException {
        List<FaultRule> rules = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                rules.add(new FaultLine(name + ":" + number, stripped).parse());
            }
        }
        return new FaultPlan(rules);
    }

    /** Reads the plan in a file; no file, no faults. */
    static FaultPlan read(Path path) throws IOException {
        if (!PlainFiles.exists(path)) {
            return NONE;
        }
        if (Files.size(path) > LIMIT) {
            throw new CorruptException(path + ": is longer than a fault plan can be (1 MiB); shorten or remove it");
        }
        byte[] text = PlainFiles.bytes(path);
        try {
            return parse(path.toString(), new String(text, UTF_8));
        } catch (UsageException e) {
            throw new CorruptException(e.getMessage(), e);
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** What strikes this command, in the order of the lines. */
    List<FaultAction> strike(FaultRule.Facts facts) {
        List<FaultAction> actions = new ArrayList<>();
        for (FaultRule rule : rules) {
            if (rule.fires(facts)) {
                actions.add(rule.action());
            }
        }
        return actions;
    }
}
