package org.arenavault.scsi.emulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.emulator.FaultAction.Aftermath;
import org.arenavault.scsi.emulator.FaultAction.Fate;

/** The grammar of one line of a {@link FaultPlan}. */
final class FaultLine {

    private static final Pattern CONDITION = Pattern.compile("(op|lba|nth|every|after|track|at|p|seed)=(\\S+)");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");
    private static final Pattern SENSE = Pattern.compile("([0-9A-Fa-f])/([0-9A-Fa-f]{2})/([0-9A-Fa-f]{2})");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([kmgKMG]?)");
    private static final String UNITS = "kmg";

    private static final int BUSY = 0x08;
    private static final int RESERVATION_CONFLICT = 0x18;
    private static final int TASK_SET_FULL = 0x28;

    private final String where;
    private final String line;
    private final Deque<String> words;
    private int times;

    FaultLine(String where, String line) {
        this.where = where;
        this.line = line;
        this.words = new ArrayDeque<>(Arrays.asList(line.split("\\s+", -1)));
    }

    FaultRule parse() throws UsageException {
        FaultRule.When when = when();
        times = when.turn().every() > 0 || when.turn().probability() < 1 ? FaultRule.UNLIMITED : 1;
        FaultAction action = action(next("an action"));
        if (!words.isEmpty()) {
            throw wrong("\"%s\" is too much".formatted(words.peek()));
        }
        return new FaultRule(when, action, times);
    }

    private FaultRule.When when() throws UsageException {
        int opcode = -1;
        int function = -1;
        long firstLba = -1;
        long lastLba = -1;
        long nth = 0;
        long every = 0;
        long after = 0;
        int track = 0;
        long at = 0;
        double probability = 1;
        long seed = 0;
        boolean any = false;
        for (Matcher m = matcher(); m.matches(); m = matcher()) {
            any = true;
            String value = m.group(2);
            switch (m.group(1)) {
                case "op" -> {
                    String[] parts = value.split("/", 2);
                    opcode = parts[0].equals("*") ? -1 : hex(parts[0], 0xFF);
                    function = parts.length == 2 ? hex(parts[1], 7) : -1;
                }
                case "lba" -> {
                    long[] range = range(value);
                    firstLba = range[0];
                    lastLba = range[1];
                }
                case "nth" -> nth = number(value);
                case "every" -> every = number(value);
                case "after" -> after = size(value);
                case "track" -> track = (int) Math.min(number(value), Integer.MAX_VALUE);
                case "at" -> at = time(value).toNanos();
                case "p" -> probability = fraction(value);
                default -> seed = number(value);
            }
            words.remove();
        }
        if (!any) {
            throw wrong("it does not begin with a condition such as op=2A");
        }
        return new FaultRule.When(new FaultRule.Command(opcode, function, firstLba, lastLba, track),
                new FaultRule.Turn(nth, every, probability, seed), after, at);
    }

    private Matcher matcher() {
        return CONDITION.matcher(words.isEmpty() ? "" : words.peek());
    }

    private FaultAction action(String name) throws UsageException {
        FaultAction action = switch (name) {
            case "sense" -> sense();
            case "readbad" -> new FaultAction.Spoil(readDefect());
            case "writebad" -> new FaultAction.Spoil(defect(Defect.Kind.WRITE, Defect.HARD, 0));
            case "corrupt" -> new FaultAction.Spoil(corruption());
            case "status" -> new FaultAction.Status(status());
            case "timeout" -> new FaultAction.Timeout(fate());
            case "error" -> new FaultAction.PathError(pathFate());
            case "vanish" -> new FaultAction.Vanish(absence());
            case "powerloss" -> powerLoss();
            case "short" -> new FaultAction.Cut((int) Math.min(number(next("a length")), Integer.MAX_VALUE));
            case "residual" -> {
                expect("lie");
                yield new FaultAction.LyingResidual();
            }
            case "nwa" -> nextWritable();
            case "tracks" -> new FaultAction.WrongTrackCount((int) Math.min(number(next("a number")), 0xFFFF));
            case "ua" -> attention();
            case "swap" -> new FaultAction.Swap(next("a disc"), took("silent"));
            case "stuck" -> {
                expect("08");
                expect("for");
                yield new FaultAction.Stuck(time(next("a time")));
            }
            case "quirk" -> quirk();
            case "wear" -> wear();
            default -> throw wrong("there is no action " + name);
        };
        times();
        return action;
    }

    private FaultAction sense() throws UsageException {
        Matcher m = SENSE.matcher(next("a sense triple"));
        if (!m.matches()) {
            throw wrong("a sense triple such as 3/0C/00 is expected");
        }
        SenseData sense = SenseData.of(SenseKey.of(hex(m.group(1), 0xF)), hex(m.group(2), 0xFF), hex(m.group(3), 0xFF));
        times();
        if (!words.isEmpty() && words.peek().startsWith("info=")) {
            sense = sense.withInformation(number(words.remove().substring("info=".length())));
        }
        return new FaultAction.Sense(sense, took("deferred"));
    }

    private Defect readDefect() throws UsageException {
        long[] range = range(next("a range"));
        if (took("soft")) {
            int tries = (int) Math.min(number(next("a number of tries")), 1_000_000);
            return new Defect(range[0], range[1], Defect.Kind.READ, tries, 0);
        }
        took("hard");
        return new Defect(range[0], range[1], Defect.Kind.READ, Defect.HARD, 0);
    }

    private Defect corruption() throws UsageException {
        Defect spot = defect(Defect.Kind.CORRUPT, Defect.HARD, 0);
        String xor = next("xor=..");
        if (!xor.startsWith("xor=")) {
            throw wrong("xor= and two hexadecimal digits are expected");
        }
        return new Defect(spot.first(), spot.last(), spot.kind(), spot.tries(), hex(xor.substring(4), 0xFF));
    }

    private Defect defect(Defect.Kind kind, int tries, int xor) throws UsageException {
        long[] range = range(next("a range"));
        return new Defect(range[0], range[1], kind, tries, xor);
    }

    private int status() throws UsageException {
        String name = next("a status");
        return switch (name) {
            case "busy" -> BUSY;
            case "full" -> TASK_SET_FULL;
            case "conflict" -> RESERVATION_CONFLICT;
            default -> throw wrong("there is no status " + name);
        };
    }

    private Fate fate() {
        if (took("executed")) {
            return Fate.EXECUTED;
        }
        if (took("later")) {
            return Fate.LATER;
        }
        took("lost");
        return Fate.LOST;
    }

    private Fate pathFate() throws UsageException {
        Fate fate = fate();
        if (fate == Fate.LATER) {
            throw wrong("an error is of a command executed or lost");
        }
        return fate;
    }

    private Duration absence() throws UsageException {
        return took("for") ? time(next("a time")) : FaultAction.Vanish.FOR_EVER;
    }

    private FaultAction powerLoss() throws UsageException {
        long keep = 0;
        if (took("keep")) {
            keep = number(next("a number of clusters"));
            took("clusters");
        }
        EmulatedTrackState damage = EmulatedTrackState.OPEN;
        if (took("damage")) {
            String kind = next("writable or dead");
            damage = switch (kind) {
                case "writable" -> EmulatedTrackState.DAMAGED_WRITABLE;
                case "dead" -> EmulatedTrackState.DAMAGED_DEAD;
                default -> throw wrong("damage is writable or dead");
            };
        }
        if (took("vanish")) {
            return new FaultAction.PowerLoss(keep, damage, Aftermath.VANISH, absence());
        }
        took("reset");
        return new FaultAction.PowerLoss(keep, damage, Aftermath.RESET, Duration.ZERO);
    }

    private FaultAction nextWritable() throws UsageException {
        String value = next("an address");
        boolean relative = value.startsWith("+");
        boolean negative = value.startsWith("-");
        long magnitude = number(relative || negative ? value.substring(1) : value);
        return new FaultAction.WrongNextWritable(relative, negative ? -magnitude : magnitude);
    }

    private FaultAction attention() throws UsageException {
        int asc = hex(next("28, 29, 3F or 5A"), 0xFF);
        return switch (asc) {
            case 0x28, 0x29 -> new FaultAction.Attention(asc, 0x00);
            case 0x3F -> new FaultAction.Attention(asc, 0x01);
            case 0x5A -> new FaultAction.Attention(asc, 0x01);
            default -> throw wrong("a unit attention is 28, 29, 3F or 5A");
        };
    }

    private FaultAction quirk() throws UsageException {
        String name = next("a quirk");
        boolean off = took("off");
        took("on");
        if (!Quirks.known(name)) {
            throw wrong("there is no quirk " + name);
        }
        return new FaultAction.Switch(name, !off);
    }

    private FaultAction wear() throws UsageException {
        String spare = next("spare=n");
        if (!spare.startsWith("spare=")) {
            throw wrong("spare= and a number of blocks are expected");
        }
        return new FaultAction.Wear(number(spare.substring("spare=".length())));
    }

    /** Takes {@code x n}, if it is there. */
    private void times() throws UsageException {
        if (took("x")) {
            times = (int) Math.min(number(next("how often")), Integer.MAX_VALUE);
        }
    }

    private boolean took(String word) {
        if (word.equals(words.peek())) {
            words.remove();
            return true;
        }
        return false;
    }

    private void expect(String word) throws UsageException {
        if (!took(word)) {
            throw wrong("\"%s\" is expected".formatted(word));
        }
    }

    private String next(String what) throws UsageException {
        if (words.isEmpty()) {
            throw wrong(what + " is expected at its end");
        }
        return words.remove();
    }

    private long[] range(String text) throws UsageException {
        String[] ends = text.split("\\.\\.", 2);
        long first = number(ends[0]);
        long last = ends.length == 2 ? number(ends[1]) : first;
        if (last < first) {
            throw wrong("the range %s ends before it begins".formatted(text));
        }
        return new long[] {first, last};
    }

    private long number(String text) throws UsageException {
        if (!text.matches("[0-9]{1,15}")) {
            throw wrong("\"%s\" is no number".formatted(text));
        }
        return Long.parseLong(text);
    }

    private int hex(String text, int max) throws UsageException {
        if (!text.matches("[0-9A-Fa-f]{1,2}") || Integer.parseInt(text, 16) > max) {
            throw wrong("\"%s\" is no hexadecimal number up to %X".formatted(text, max));
        }
        return Integer.parseInt(text, 16);
    }

    private long size(String text) throws UsageException {
        Matcher m = SIZE.matcher(text);
        if (!m.matches()) {
            throw wrong("\"%s\" is no number of bytes".formatted(text));
        }
        int unit = m.group(2).isEmpty() ? 0 : UNITS.indexOf(m.group(2).toLowerCase(Locale.ROOT)) + 1;
        long number = Long.parseLong(m.group(1));
        if (number > Long.MAX_VALUE >> (10 * unit)) {
            throw wrong("\"%s\" is too large".formatted(text));
        }
        return number << (10 * unit);
    }

    private Duration time(String text) throws UsageException {
        Matcher m = TIME.matcher(text);
        if (!m.matches()) {
            throw wrong("\"%s\" is no time such as 500ms, 10s or 5m".formatted(text));
        }
        long number = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private double fraction(String text) throws UsageException {
        if (!text.matches("0?\\.[0-9]{1,9}|[01]")) {
            throw wrong("\"%s\" is no probability from 0 to 1".formatted(text));
        }
        return Double.parseDouble(text);
    }

    private UsageException wrong(String why) {
        return new UsageException("%s: \"%s\" is no fault, %s; correct or remove the line"
                .formatted(where, Plain.field(line), Plain.field(why)));
    }
}
