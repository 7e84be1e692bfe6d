package org.arenavault.venti.vac;

import java.util.Locale;

/**
 * Permissions and kind of a file in an archive (venti-protocol 15).
 *
 * @param bits u32; the low nine as in Unix
 */
public record Mode(long bits) {

    /** What a bit beyond the permissions says. */
    public enum Bit {
        STICKY(9), SETUID(10), SETGID(11), APPEND(12), EXCLUSIVE(13), SYMLINK(14), DIRECTORY(15), HIDDEN(16),
        SYSTEM(17), ARCHIVE(18), TEMPORARY(19), SNAPSHOT(20), DEVICE(21), NAMED_PIPE(22);

        private final int shift;

        Bit(int shift) {
            this.shift = shift;
        }

        /** The bit alone. */
        public long mask() {
            return 1L << shift;
        }

        /** For reports: {@code named-pipe}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final int PERMISSIONS = 0777;

    /** The nine bits of Unix permissions. */
    public int permissions() {
        return (int) bits & PERMISSIONS;
    }

    /** True if this bit is set. */
    public boolean has(Bit bit) {
        return (bits & bit.mask()) != 0;
    }

    /** True for directories. */
    public boolean isDirectory() {
        return has(Bit.DIRECTORY);
    }

    /** True for what consists of bytes: neither a directory nor a link, device or pipe. */
    public boolean isFile() {
        return !isDirectory() && !has(Bit.SYMLINK) && !has(Bit.DEVICE) && !has(Bit.NAMED_PIPE);
    }

    /** As {@code ls} shows it: {@code drwxr-xr-x}; the first character tells the kind. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder().append(kind());
        for (int shift = 8; shift >= 0; shift--) {
            shown.append((bits >> shift & 1) == 0 ? '-' : "xwr".charAt(shift % 3));
        }
        return shown.toString();
    }

    private char kind() {
        if (isDirectory()) {
            return 'd';
        }
        if (has(Bit.SYMLINK)) {
            return 'l';
        }
        if (has(Bit.DEVICE)) {
            return 'D';
        }
        if (has(Bit.NAMED_PIPE)) {
            return 'p';
        }
        return has(Bit.APPEND) ? 'a' : '-';
    }
}
