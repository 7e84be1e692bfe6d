package org.arenavault.venti.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.Score;

/**
 * The page {@code /index} of a server (venti-format 9.1): what it knows of its index and of the arenas that hold at
 * least one clump. It may know more than its disks do.
 *
 * @param name of the index
 * @param version of the index
 * @param blockSize of the <em>index</em>, in bytes; the arenas' is not on this page
 * @param tableSize bytes for the map in a section
 * @param buckets in use
 * @param div values of the first 32 bits of a score that share a bucket
 */
public record IndexPage(String name, long version, long blockSize, long tableSize, long buckets, long div,
                        List<Section> sections, List<Arena> arenas) {

    /**
     * An index section.
     *
     * @param start first bucket
     * @param stop the bucket behind the last
     * @param bucketMax entries that a bucket takes
     */
    public record Section(String name, long start, long stop, long bucketMax) {
    }

    /**
     * An arena.
     *
     * @param index where it lies in the index
     * @param place where it lies in its partition
     * @param head what its head and tail say
     * @param queued it is or was waiting to be summed
     * @param score the seal, as far as the server knows it: the tail on disk may still be without;
     *     {@link Score#NONE} where the page has none
     * @param written everything appended; sealed where the page says {@code mem=sealed}
     * @param indexed what is in the index; sealed where the page says {@code disk=sealed}
     */
    public record Arena(String name, Addresses index, Place place, Head head, boolean queued, Score score,
                        ArenaStats written, ArenaStats indexed) {

        /**
         * Addresses of the index.
         *
         * @param start of its first clump
         * @param stop behind its last byte for clumps and directory
         */
        public record Addresses(long start, long stop) {
        }

        /**
         * A place in a partition.
         *
         * @param partition as the configuration calls it, with its range
         * @param dataStart D, offset in the partition where its clumps begin: one block behind its head
         * @param shownEnd what the page gives for its end: one block too far
         */
        public record Place(String partition, long dataStart, long shownEnd) {
        }

        /**
         * What head and tail say.
         *
         * @param created when its first clump was written, seconds since 1970
         * @param modified when its last clump was written
         */
        public record Head(long version, long created, long modified) {
        }

        /** Offset of its head, once it is known how long a block of its partition is. */
        public long start(int arenaBlockSize) {
            return place.dataStart() - arenaBlockSize;
        }

        /** Offset just past its tail. */
        public long end(int arenaBlockSize) {
            return place.shownEnd() - arenaBlockSize;
        }
    }

    private static final int LONGEST_LINE = 8192;
    private static final String INT = "(-?[0-9]{1,18})";
    private static final String CINT = "([0-9,]{1,24})";
    private static final Pattern INDEX = Pattern.compile(
            "index=(.*) version=%1$s blocksize=%1$s tabsize=%1$s".formatted(INT));
    private static final Pattern BUCKETS = Pattern.compile("\tbuckets=%1$s div=%1$s".formatted(INT));
    private static final Pattern SECTION = Pattern.compile(
            "\tsect=(.*) for buckets \\[%1$s,%1$s\\) buckmax=%1$s".formatted(INT));
    private static final Pattern ARENA = Pattern.compile("arena=(.*) at index \\[%1$s,%1$s\\)".formatted(INT));
    private static final Pattern PLACE = Pattern.compile(
            "\tarena='(.*)' on (.*) at \\[%1$s,%1$s\\)".formatted(INT));
    private static final Pattern STATE = Pattern.compile(
            "\tversion=%1$s created=%1$s modified=%1$s( mem=sealed)?( disk=sealed)?( inqueue)?".formatted(INT));
    private static final Pattern SCORE = Pattern.compile("\tscore=([0-9a-f]{40})");
    private static final String STATS = "clumps=%1$s compressed clumps=%1$s data=%2$s compressed data=%2$s storage=%2$s"
            .formatted(INT, CINT);
    private static final Pattern WRITTEN = Pattern.compile("\twritten: " + STATS);
    private static final Pattern INDEXED = Pattern.compile("\tindexed: " + STATS);
    private static final int MEM_SEALED = 4;
    private static final int DISK_SEALED = 5;
    private static final int QUEUED = 6;

    public IndexPage {
        sections = List.copyOf(sections);
        arenas = List.copyOf(arenas);
    }

    /**
     * Parses a page.
     *
     * @param where for messages: its address
     * @throws CorruptException if it is none
     */
    public static IndexPage parse(byte[] page, String where) throws CorruptException {
        Lines lines = new Lines(page, where);
        Matcher index = lines.need(INDEX);
        Matcher buckets = lines.need(BUCKETS);
        List<Section> sections = new ArrayList<>();
        while (lines.isAt(SECTION)) {
            Matcher section = lines.need(SECTION);
            sections.add(new Section(section.group(1), number(section, 2), number(section, 3), number(section, 4)));
        }
        List<Arena> arenas = new ArrayList<>();
        while (lines.isAt(ARENA)) {
            arenas.add(arena(lines));
        }
        lines.needEnd();
        return new IndexPage(index.group(1), number(index, 2), number(index, 3), number(index, 4),
                number(buckets, 1), number(buckets, 2), sections, arenas);
    }

    private static Arena arena(Lines lines) throws CorruptException {
        Matcher address = lines.need(ARENA);
        Matcher place = lines.need(PLACE);
        if (!place.group(1).equals(address.group(1))) {
            throw lines.wrong("names another arena than the line before");
        }
        Matcher state = lines.need(STATE);
        Score score = Score.NONE;
        if (lines.isAt(SCORE)) {
            score = lines.score(lines.need(SCORE).group(1));
        }
        ArenaStats written = stats(lines, lines.need(WRITTEN), state.group(MEM_SEALED) != null);
        ArenaStats indexed = stats(lines, lines.need(INDEXED), state.group(DISK_SEALED) != null);
        return new Arena(address.group(1), new Arena.Addresses(number(address, 2), number(address, 3)),
                new Arena.Place(place.group(2), number(place, 3), number(place, 4)),
                new Arena.Head(number(state, 1), u32(number(state, 2)), u32(number(state, 3))),
                state.group(QUEUED) != null, score, written, indexed);
    }

    private static ArenaStats stats(Lines lines, Matcher line, boolean sealed) throws CorruptException {
        long clumps = u32(number(line, 1));
        long cclumps = u32(number(line, 2));
        long uncsize = lines.number(line.group(3));
        long used = lines.number(line.group(4)) + ArenaFormat.CLUMP_HEADER * clumps;
        if (lines.number(line.group(5)) != used + ArenaFormat.CLUMP_INFO * clumps) {
            throw lines.wrong("does not add up");
        }
        return new ArenaStats(clumps, cclumps, used, uncsize, sealed);
    }

    private static long number(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }

    /** The server prints some u32 as if they were signed. */
    private static long u32(long printed) {
        return printed & 0xFFFF_FFFFL;
    }

    /** The page, as a server prints it. */
    public byte[] encode() {
        StringBuilder page = new StringBuilder();
        page.append("index=%s version=%d blocksize=%d tabsize=%d\n".formatted(name, version, blockSize, tableSize));
        page.append("\tbuckets=%d div=%d\n".formatted(buckets, div));
        for (Section section : sections) {
            page.append("\tsect=%s for buckets [%d,%d) buckmax=%d\n"
                    .formatted(section.name(), section.start(), section.stop(), section.bucketMax()));
        }
        for (Arena arena : arenas) {
            page.append("arena=%s at index [%d,%d)\n".formatted(arena.name(), arena.index().start(),
                    arena.index().stop()));
            page.append("\tarena='%s' on %s at [%d,%d)\n"
                    .formatted(arena.name(), arena.place().partition(), arena.place().dataStart(),
                    arena.place().shownEnd()));
            page.append("\tversion=%d created=%d modified=%d%s%s%s\n".formatted(arena.head().version(),
                    (int) arena.head().created(), (int) arena.head().modified(), arena.written().sealed()
                    ? " mem=sealed" : "",
                    arena.indexed().sealed() ? " disk=sealed" : "", arena.queued() ? " inqueue" : ""));
            if (!arena.score().equals(Score.NONE)) {
                page.append("\tscore=%s\n".formatted(arena.score()));
            }
            page.append("\twritten: ").append(text(arena.written()));
            page.append("\tindexed: ").append(text(arena.indexed()));
        }
        return page.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(ArenaStats stats) {
        return String.format(Locale.ROOT,
                "clumps=%d compressed clumps=%d data=%,d compressed data=%,d storage=%,d\n", stats.clumps(),
                stats.cclumps(), stats.uncsize(), stats.used() - ArenaFormat.CLUMP_HEADER * stats.clumps(),
                stats.used() + ArenaFormat.CLUMP_INFO * stats.clumps());
    }

    /** The lines of a page; the text is Latin-1, as that of configurations is here, so that names compare. */
    private static final class Lines {

        private final String text;
        private final String where;
        private int at;
        private int number;

        Lines(byte[] page, String where) {
            this.text = new String(page, StandardCharsets.ISO_8859_1);
            this.where = where;
        }

        private String peek() throws CorruptException {
            int end = text.indexOf('\n', at);
            if ((end < 0 && at < text.length()) || end - at > LONGEST_LINE) {
                throw new CorruptException("%s: line %d does not end".formatted(where, number + 1));
            }
            return end < 0 ? "" : text.substring(at, end);
        }

        boolean isAt(Pattern pattern) throws CorruptException {
            return pattern.matcher(peek()).matches();
        }

        Matcher need(Pattern pattern) throws CorruptException {
            String line = peek();
            Matcher matcher = pattern.matcher(line);
            number++;
            if (!matcher.matches()) {
                throw wrong("is '%s'".formatted(Plain.field(line)));
            }
            at += line.length() + 1;
            return matcher;
        }

        void needEnd() throws CorruptException {
            if (at < text.length()) {
                number++;
                throw wrong("is '%s'".formatted(Plain.field(peek())));
            }
        }

        CorruptException wrong(String how) {
            return new CorruptException("%s: is no /index page of a venti: line %d %s".formatted(where, number, how));
        }

        long number(String text) throws CorruptException {
            String digits = text.replace(",", "");
            if (digits.isEmpty() || digits.length() > 18) {
                throw wrong("has '%s' for a number".formatted(text));
            }
            return Long.parseLong(digits);
        }

        Score score(String hex) throws CorruptException {
            try {
                return Score.parse(hex);
            } catch (UsageException e) {
                throw new CorruptException(e.getMessage(), e);
            }
        }
    }
}
