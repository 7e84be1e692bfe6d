package org.arenavault.venti.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;

/**
 * How the parts of an index hang together (venti-format 6.2): which section has which buckets, and which arena
 * lies where in the one address space that runs through all arenas. Every section carries a copy.
 *
 * <p>While an index is built its sections carry the map under another title of the same length. The stock tools
 * refuse such a map ("bad index magic"), so that no server starts on half an index; we know it again.
 *
 * @param name the index
 * @param blockSize bytes of a bucket
 * @param sections by bucket, contiguous from 0
 * @param arenas by index address
 */
public record IndexMap(String name, int blockSize, ArenaMap sections, ArenaMap arenas) {

    /** Index address of the first arena. */
    public static final long FIRST_ADDRESS = 1 << 20;

    private static final String TITLE = "venti index configuration";
    private static final String UNFINISHED_TITLE = "arenavault index building";
    private static final String VERSION = "1";

    /**
     * Decodes the text, which ends at a NUL or at the end of {@code bytes}.
     *
     * @throws CorruptException if it is none, or that of an index whose build did not finish
     */
    public static IndexMap decode(byte[] bytes, String where) throws CorruptException {
        if (isUnfinished(bytes)) {
            throw new CorruptException(where + ": the build of this index did not finish: build it again");
        }
        return decodeAtAnyStage(bytes, where);
    }

    /** True if the text is the map of an index that is being built. */
    public static boolean isUnfinished(byte[] bytes) {
        return new TextLines(bytes).next().orElse("").equals(UNFINISHED_TITLE);
    }

    /**
     * Decodes the map of an index that may still be under construction.
     *
     * @throws CorruptException if it is none
     */
    public static IndexMap decodeAtAnyStage(byte[] bytes, String where) throws CorruptException {
        TextLines lines = new TextLines(bytes);
        String title = line(lines, where);
        if (!(title.equals(TITLE) || title.equals(UNFINISHED_TITLE)) || !line(lines, where).equals(VERSION)) {
            throw new CorruptException(where + ": no index map of version 1 in its place");
        }
        String name = line(lines, where);
        String blockSize = line(lines, where);
        if (!ArenaNames.isValid(name) || !blockSize.matches("[0-9]{1,5}")) {
            throw new CorruptException(where + ": index map without a legal name and block size");
        }
        ArenaMap sections = ArenaMap.decode(lines, where + ": sections of index map");
        return new IndexMap(name, Integer.parseInt(blockSize), sections,
                ArenaMap.decode(lines, where + ": arenas of index map"));
    }

    private static String line(TextLines lines, String where) throws CorruptException {
        return lines.next().orElseThrow(() -> new CorruptException(where + ": no index map here, or a torn one"));
    }

    /**
     * The text, padded with NULs to {@code space} bytes.
     *
     * @throws RefusedException if it does not fit
     */
    public byte[] encode(int space, String where) throws RefusedException {
        return encode(TITLE, space, where);
    }

    /**
     * The text as it stands in the sections while the index is built.
     *
     * @throws RefusedException if it does not fit
     */
    public byte[] encodeUnfinished(int space, String where) throws RefusedException {
        return encode(UNFINISHED_TITLE, space, where);
    }

    private byte[] encode(String title, int space, String where) throws RefusedException {
        if (arenas.ranges().size() > ArenaFormat.MAX_ARENAS) {
            throw new RefusedException("%s: %d arenas; an index takes %d: use fewer, larger arenas"
                    .formatted(where, arenas.ranges().size(), ArenaFormat.MAX_ARENAS));
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("%s\n%s\n%s\n%d\n".formatted(title, VERSION, name, blockSize)
                .getBytes(StandardCharsets.ISO_8859_1));
        text.writeBytes(sections.encode());
        text.writeBytes(arenas.encode());
        if (text.size() >= space) {
            throw new RefusedException(
                    "%s: the index map of %d arenas needs %d bytes, a section keeps %d for it: use fewer, larger arenas"
                            .formatted(where, arenas.ranges().size(), text.size() + 1, space));
        }
        byte[] padded = new byte[space];
        System.arraycopy(text.toByteArray(), 0, padded, 0, text.size());
        return padded;
    }

    /** Number of buckets in use. */
    public long buckets() {
        List<ArenaMap.Range> ranges = sections.ranges();
        return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).stop();
    }
}
