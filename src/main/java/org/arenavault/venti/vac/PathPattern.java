package org.arenavault.venti.vac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Glob;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * A pattern of paths in archives: patterns of names with slashes between them. {@code **} stands for any number of
 * names. Behind a slash it is the whole path from the uppermost directory, else the end of one. Names are compared as
 * {@link VacName} shows them.
 *
 * <p>How much of it the names so far have matched is a set of bits: bit i of it says that the last of them match the
 * first i names of the pattern. What is found below a directory depends on that and on the directory alone.
 */
public final class PathPattern {

    private static final int MOST_NAMES = 60;
    private static final String ANY = "**";

    /** A pattern of one name; empty for any number of names. */
    private final List<Optional<Glob>> names;
    private final boolean anchored;

    private PathPattern(List<Optional<Glob>> names, boolean anchored) {
        this.names = names;
        this.anchored = anchored;
    }

    /**
     * Reads a pattern.
     *
     * @throws UsageException if it has no name, too many, or a bracket that is not closed
     */
    public static PathPattern parse(String text) throws UsageException {
        List<Optional<Glob>> names = new ArrayList<>();
        for (String name : text.split("/")) {
            if (name.equals(ANY)) {
                names.add(Optional.empty());
            } else if (!name.isEmpty()) {
                names.add(Optional.of(Glob.parse(name)));
            }
        }
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw new UsageException("'%s': a path of 1 to %d names is expected".formatted(Plain.field(text),
                    MOST_NAMES));
        }
        return new PathPattern(List.copyOf(names), text.startsWith("/"));
    }

    /** What has matched at the uppermost directory, before any name. */
    long start() {
        return closed(1);
    }

    /** What has matched one name further down. */
    long next(long matched, String name) {
        long next = anchored ? 0 : 1;
        for (int i = 0; i < names.size(); i++) {
            if ((matched >>> i & 1) != 0) {
                Optional<Glob> glob = names.get(i);
                if (glob.isEmpty()) {
                    next |= 1L << i;
                } else if (glob.get().matches(name)) {
                    next |= 1L << (i + 1);
                }
            }
        }
        return closed(next);
    }

    /** Any number of names may be none. */
    private long closed(long matched) {
        long all = matched;
        for (int i = 0; i < names.size(); i++) {
            if ((all >>> i & 1) != 0 && names.get(i).isEmpty()) {
                all |= 1L << (i + 1);
            }
        }
        return all;
    }

    /** Whether the path down to here is one that the pattern stands for. */
    boolean isMatch(long matched) {
        return (matched >>> names.size() & 1) != 0;
    }

    /** Whether anything below can match. */
    boolean goesOn(long matched) {
        return (matched & ~(1L << names.size())) != 0;
    }
}
