package org.arenavault.venti.vac;

/**
 * How files are taken out of an archive.
 *
 * @param threads blocks that are read at the same time; more than one needs a source that allows it
 * @param limits how many files there may be
 * @param maxFileSize a file that claims to be longer is left out, hole or not
 * @param links what is done with symbolic links
 */
public record ExtractOptions(int threads, VacTraversal.Limits limits, long maxFileSize, Links links) {

    /** What is done with symbolic links. */
    public enum Links {
        /** They stand in the manifest only. */
        LIST,
        /** They are created, wherever they point to. */
        CREATE
    }

    private static final long LARGEST_ON_COMMON_HOSTS = 16L << 40;

    /** One thread, files up to 16 TiB, no links. */
    public static final ExtractOptions DEFAULT =
            new ExtractOptions(1, VacTraversal.Limits.DEFAULT, LARGEST_ON_COMMON_HOSTS, Links.LIST);

    /** The same with so many threads. */
    public ExtractOptions with(int other) {
        return new ExtractOptions(other, limits, maxFileSize, links);
    }

    /** The same with other limits. */
    public ExtractOptions with(VacTraversal.Limits other) {
        return new ExtractOptions(threads, other, maxFileSize, links);
    }

    /** The same with another treatment of links. */
    public ExtractOptions with(Links other) {
        return new ExtractOptions(threads, limits, maxFileSize, other);
    }
}
