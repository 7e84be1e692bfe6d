package org.arenavault.drivers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.FileKey;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;

/**
 * A device as the operator names it: {@code /dev/sr0}, {@code iscsi://host[:port]/iqn/lun}, {@code emu:DIR},
 * {@code dir:DIR}, {@code disk:PATH} or {@code robot:NAME@PORT}.
 *
 * @param kind what it is
 * @param text as it was given
 * @param path of the device node, folder or file; for iSCSI and robots the text
 */
public record DeviceName(Kind kind, String text, Path path) {

    /** Where an iSCSI address that names no port leads. */
    private static final String USUAL_PORT = ":3260$";

    /** What a device is. */
    public enum Kind {
        /** A device node of an MMC drive. */
        NODE(""),
        /** An MMC drive attached to another host. */
        ISCSI("iscsi:"),
        /** An emulated recorder in a folder. */
        EMULATED("emu:"),
        /** A folder of images. */
        FOLDER("dir:"),
        /** A removable disk or a file. */
        DISK("disk:"),
        /** A robot on a serial line, by its description: {@code robot:rimage@/dev/ttyUSB0}. */
        ROBOT("robot:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * Parses the text; relative paths become absolute.
     *
     * @throws UsageException if it names no device
     */
    public static DeviceName parse(String text) throws UsageException {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.NODE && text.startsWith(kind.prefix) && text.length() > kind.prefix.length()) {
                String rest = text.substring(kind.prefix.length());
                return kind == Kind.ISCSI || kind == Kind.ROBOT ? new DeviceName(kind, text, Path.of(text))
                        : of(kind, Path.of(rest).toAbsolutePath().normalize());
            }
        }
        if (text.startsWith("/dev/")) {
            return of(Kind.NODE, Path.of(text));
        }
        throw new UsageException("'%s' is no device: /dev/sr0, iscsi://HOST/IQN/LUN, emu:DIR, dir:DIR and disk:PATH are"
                .formatted(Plain.field(text)));
    }

    private static DeviceName of(Kind kind, Path path) {
        return new DeviceName(kind, kind.prefix + path, path);
    }

    /**
     * The device itself, whatever it is called: names that lead to one device have one key. A drive of an emulated
     * jukebox is a number in its folder.
     *
     * @throws IOException if it cannot be told what the name leads to
     */
    public Key key() throws IOException {
        if (kind == Kind.ISCSI) {
            int host = kind.prefix.length() + 2;
            int end = text.indexOf('/', Math.min(host, text.length()));
            String portal = text.substring(0, Math.max(0, end)).toLowerCase(Locale.ROOT);
            return new Key(Optional.empty(), portal.replaceFirst(USUAL_PORT, "") + text.substring(Math.max(0, end)));
        }
        if (kind == Kind.ROBOT) {
            return new Key(Optional.empty(), text);
        }
        Optional<FileKey> there = FileKey.of(path);
        if (there.isPresent()) {
            return new Key(there, "");
        }
        Optional<FileKey> folder = FileKey.of(PlainFiles.folderOf(path));
        return new Key(folder, folder.isPresent() ? PlainFiles.nameOf(path) : path.toString());
    }

    /**
     * Makes sure that each name leads to another device.
     *
     * @throws UsageException if two lead to one
     */
    public static void requireDistinct(List<DeviceName> names) throws IOException {
        Map<Key, DeviceName> seen = new HashMap<>();
        for (DeviceName name : names) {
            DeviceName before = seen.put(name.key(), name);
            if (before != null) {
                throw new UsageException(before.equals(name) ? name + " is named twice"
                        : "%s and %s are the same device; name it once".formatted(before, name));
            }
        }
    }

    /**
     * What tells a device from all others.
     *
     * @param place its node, file or folder, or the folder that it would be in; empty if there is none
     * @param rest what else tells it, below the place
     */
    public record Key(Optional<FileKey> place, String rest) {
    }

    /** Whether this path leads to it, too. */
    public boolean isAt(Path other) throws IOException {
        return key().equals(new DeviceName(kind, text, other).key());
    }

    /** True for a drive that speaks MMC. */
    public boolean isDrive() {
        return kind == Kind.NODE || kind == Kind.ISCSI || kind == Kind.EMULATED;
    }

    @Override
    public String toString() {
        return text;
    }
}
