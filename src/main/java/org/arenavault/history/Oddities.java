package org.arenavault.history;

/**
 * What could not be recorded like a file, or not as it is.
 *
 * @param special links, devices and pipes, which a fossil serves as plain files
 * @param sockets sockets, which an archive has no kind for: empty files stand for them
 * @param times files and directories whose time lies before 1970 or behind 2106: the nearest stands for it
 * @param excluded files and directories that a pattern leaves out; what is in such a directory is not looked at
 */
public record Oddities(long special, long sockets, long times, long excluded) {

    /** Nothing odd. */
    public static final Oddities NONE = new Oddities(0, 0, 0, 0);

    /** Both together. */
    public Oddities plus(Oddities other) {
        return new Oddities(special + other.special, sockets + other.sockets, times + other.times,
                excluded + other.excluded);
    }

    /** With this file. */
    Oddities plus(HistoryFile file) {
        boolean link = !file.isDirectory() && !file.attributes().mode().isFile();
        return new Oddities(special + (link ? 1 : 0), sockets + (file.isSocket() ? 1 : 0),
                times + (file.isTimeReplaced() ? 1 : 0), excluded);
    }

    /** With one that is left out. */
    Oddities plusExcluded() {
        return new Oddities(special, sockets, times, excluded + 1);
    }
}
