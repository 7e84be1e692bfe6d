package org.arenavault.drivers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arenavault.drivers.DriveDescription.Confidence;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.drivers.RobotOperation.Policy;
import org.arenavault.drivers.RobotOperation.Reaction;
import org.arenavault.drivers.RobotOperation.Tray;
import org.arenavault.io.Plain;
import org.arenavault.io.SerialSettings;

/** Reads the description of a robot, and notes everything that is wrong with it. */
final class RobotReader {

    private static final int LONGEST_WAIT = 600_000;
    private static final int LONGEST_REPLY = 1024;
    private static final int MOST_DRIVES = 16;
    private static final int MOST_BINS = 64;
    private static final int MOST_STEPS = 32;
    private static final int MOST_PATTERNS = 16;
    private static final int MOST_CODES = 64;
    private static final int MOST_RETRIES = 10;
    private static final int USUAL_RETRIES = 3;
    private static final int MOST_MOVES = 100_000;
    private static final int USUAL_RATE = 9600;
    private static final int LONGEST_FRAME = 16;
    private static final String CALL = "call ";

    private final List<String> problems;

    RobotReader(List<String> problems) {
        this.problems = problems;
    }

    RobotDescription read(String name, JsonNode toml) {
        Keys top = new Keys(toml, "", problems);
        if (!top.text("name").equals(name)) {
            top.problem("name", "the file's own name is expected, '%s'".formatted(name));
        }
        RobotDescription.About about = new RobotDescription.About(top.text("title"),
                top.choice("confidence", Confidence.values(), Confidence.LOW), top.text("source"),
                top.text("comment", ""));
        RobotLine line = line(top.table("line"));
        RobotReply reply = reply(top.table("reply"));
        RobotGeometry geometry = geometry(top.table("geometry"));
        Keys limits = top.table("limits");
        int retries = limits.number("maxretry", 0, MOST_RETRIES, USUAL_RETRIES);
        int moves = limits.number("daily_moves", 0, MOST_MOVES, 0);
        int longest = limits.number("move_timeout", 1, LONGEST_WAIT, LONGEST_WAIT);
        limits.end();
        Map<Name, RobotOperation> operations = operations(top.table("op"), longest);
        new RobotLint(problems).check(operations, reply, geometry);
        top.end();
        return new RobotDescription(name, about, line, reply, geometry, operations, retries, moves);
    }

    private static RobotLine line(Keys keys) {
        SerialSettings settings = new SerialSettings(keys.number("baud", 50, 921_600, USUAL_RATE),
                keys.number("data", 7, 8, 8),
                keys.choice("parity", SerialSettings.Parity.values(), SerialSettings.Parity.NONE),
                keys.number("stop", 1, 2, 1),
                keys.choice("flow", SerialSettings.Flow.values(), SerialSettings.Flow.NONE),
                keys.bool("dtr", true), keys.bool("rts", true));
        RobotLine line = new RobotLine(keys.text("port", ""), settings, frame(keys, "prefix"),
                frame(keys, "terminator"), keys.bool("echo", false), keys.numbers("charack", 0, 0xFF, MOST_PATTERNS),
                keys.number("interchar", 0, 1000, 0), keys.number("quiet", 0, 10_000, 0));
        keys.end();
        return line;
    }

    private static String frame(Keys keys, String key) {
        String text = keys.text(key, "");
        if (text.length() > LONGEST_FRAME || text.chars().anyMatch(c -> c > 0xFF)) {
            keys.problem(key, "%d bytes at the most are expected, characters up to \\u00FF".formatted(LONGEST_FRAME));
            return "";
        }
        return text;
    }

    private RobotReply reply(Keys keys) {
        String end = frame(keys, "end");
        int length = keys.number("length", 1, LONGEST_REPLY, 0);
        int idle = keys.number("idle", 1, 10_000, 0);
        if ((end.isEmpty() ? 0 : 1) + (length > 0 ? 1 : 0) + (idle > 0 ? 1 : 0) != 1) {
            keys.problem("end", "one of 'end', 'length' and 'idle' tells when an answer is complete");
        }
        List<RobotReply.Code> codes = new ArrayList<>();
        for (Keys code : keys.tables("code", MOST_CODES)) {
            codes.add(new RobotReply.Code(pattern(code, "match", code.text("match")),
                    code.choice("means", RobotMeaning.values(), RobotMeaning.FATAL), code.text("text")));
            code.end();
        }
        RobotReply reply = new RobotReply(end, length, idle, patterns(keys, "error"), patterns(keys, "busy"),
                patterns(keys, "ok"), patterns(keys, "ignore"), codes);
        if (reply.ok().isEmpty()) {
            keys.problem("ok", "is missing: nothing the robot says would be good");
        }
        keys.end();
        return reply;
    }

    private List<ReplyPattern> patterns(Keys keys, String key) {
        return keys.texts(key, MOST_PATTERNS).stream().map(text -> pattern(keys, key, text)).toList();
    }

    private ReplyPattern pattern(Keys keys, String key, String text) {
        List<String> wrong = new ArrayList<>();
        ReplyPattern pattern = ReplyPattern.parse(text, wrong);
        wrong.forEach(what -> keys.problem(key, what));
        return pattern;
    }

    private static RobotGeometry geometry(Keys keys) {
        int drives = keys.number("drives", 1, MOST_DRIVES, 1);
        int bins = keys.number("bins", 1, MOST_BINS, 1);
        List<Integer> input = keys.numbers("input", 0, bins - 1, MOST_BINS);
        List<String> devices = keys.texts("devices", drives);
        RobotGeometry geometry = new RobotGeometry(drives, devices, bins, input.isEmpty() ? List.of(0) : input,
                keys.number("accept", 0, bins - 1, 0), keys.number("reject", 0, bins - 1, 0),
                keys.bool("picker", false));
        keys.end();
        return geometry;
    }

    private Map<Name, RobotOperation> operations(Keys all, int longest) {
        Map<Name, RobotOperation> operations = new EnumMap<>(Name.class);
        for (String key : all.names()) {
            Optional<Name> name = name(key);
            if (name.isEmpty()) {
                all.problem(Plain.field(key), "there is no such operation; there are " + names());
                continue;
            }
            Keys keys = all.table(key);
            operations.put(name.get(), new RobotOperation(keys.choice("tray", Tray.values(), Tray.ANY),
                    steps(keys, "step", longest), steps(keys, "after", longest), policy(keys, "onempty"),
                    policy(keys, "onerror")));
            keys.end();
        }
        return operations;
    }

    private static Optional<Name> name(String text) {
        return EnumSet.allOf(Name.class).stream().filter(name -> key(name).equals(text)).findFirst();
    }

    static String key(Name name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static String names() {
        return String.join(", ", EnumSet.allOf(Name.class).stream().map(RobotReader::key).toList());
    }

    private Policy policy(Keys keys, String key) {
        String text = keys.text(key, "stop");
        if (text.startsWith(CALL)) {
            Optional<Name> call = name(text.substring(CALL.length()));
            if (call.isPresent()) {
                return new Policy(Reaction.CALL, call.get());
            }
        }
        for (Reaction reaction : Set.of(Reaction.STOP, Reaction.ASK, Reaction.NEXT_BIN)) {
            boolean possible = reaction != Reaction.NEXT_BIN || key.equals("onempty");
            if (possible && reaction.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return new Policy(reaction, Name.STATUS);
            }
        }
        keys.problem(key, "'stop', 'ask'%s or 'call' and an operation is expected"
                .formatted(key.equals("onempty") ? ", 'next-bin'" : ""));
        return Policy.STOP;
    }

    private List<RobotStep> steps(Keys keys, String key, int longest) {
        List<RobotStep> steps = new ArrayList<>();
        for (Keys step : keys.tables(key, MOST_STEPS)) {
            if (step.has("send")) {
                steps.add(send(step, longest));
            } else if (step.has("tray")) {
                Tray to = step.choice("tray", Tray.values(), Tray.ANY);
                if (to == Tray.ANY) {
                    step.problem("tray", "'open' or 'closed' is expected");
                }
                steps.add(new RobotStep.MoveTray(to));
            } else if (step.has("delay")) {
                steps.add(new RobotStep.Delay(step.number("delay", 1, LONGEST_WAIT, 1)));
            } else if (step.has("ready")) {
                steps.add(new RobotStep.Ready(step.number("ready", 1, LONGEST_WAIT, 1)));
            } else if (step.has("call") && name(step.text("call")).isPresent()) {
                steps.add(new RobotStep.Call(name(step.text("call")).get()));
            } else {
                step.problem("step", "'send', 'tray', 'delay', 'ready' or 'call' with one of %s is expected"
                        .formatted(names()));
            }
            step.end();
        }
        return steps;
    }

    private RobotStep.Send send(Keys step, int longest) {
        List<String> wrong = new ArrayList<>();
        CommandTemplate command = CommandTemplate.parse(step.text("send"), wrong);
        wrong.forEach(what -> step.problem("send", what));
        List<ReplyPattern> expect = step.has("expect")
                ? List.of(pattern(step, "expect", step.text("expect"))) : List.of();
        if (!step.has("timeout")) {
            step.problem("timeout", "is missing: how many milliseconds may the answer take?");
        }
        return new RobotStep.Send(command, step.number("timeout", 1, longest, 1), expect,
                step.number("length", 1, LONGEST_REPLY, 0), step.number("retry", 0, MOST_RETRIES, 0),
                step.number("poll", 1, LONGEST_WAIT, 0));
    }
}
