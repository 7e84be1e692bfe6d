package org.arenavault.sets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.EditedToml;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Plain;
import org.arenavault.io.Reason;
import org.arenavault.io.RefusedException;
import org.arenavault.io.TomlText;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.ninep.NinePath;
import org.arenavault.venti.format.Partition;

/**
 * The file {@code set.toml} of a set. Every value is looked at when it is read; what changes is put into its place, and
 * all else that the operator wrote there stays.
 */
final class SetConfigFile {

    private static final int LARGEST = 64 * 1024;
    private static final String CORRECT = "correct the file, or restore it from a copy";
    private static final String RESTORE = "restore the file from a copy";
    /** Policies that are one of a few words. */
    private static final List<Policy> WORDS = List.of(Policy.MEDIUM_SPARE, Policy.VERIFY_EVERY, Policy.KIT_WHEN,
            Policy.KIT_LEDGER,
            Policy.INCREMENTS_WHEN, Policy.INCREMENTS_AT_LEAST, Policy.INCREMENTS_SHARE, Policy.PARITY_WHEN,
            Policy.PARITY_SHARE);

    private final Path path;
    private final EditedToml file;

    /** The file at a path. */
    SetConfigFile(Path path, Disks disks) {
        this(path, path, disks);
    }

    /**
     * One that people know by another name.
     *
     * @param shown that name
     */
    SetConfigFile(Path path, Path shown, Disks disks) {
        this.path = path;
        this.file = new EditedToml(path, shown, disks, LARGEST, CORRECT, RESTORE);
    }

    /**
     * Reads the file.
     *
     * @throws CorruptException if it is not well-formed or lacks something; the line is named
     */
    SetConfig read() throws IOException {
        byte[] text = text();
        SetConfig config = parse(text);
        check(config, text);
        return config;
    }

    /** Reads the file of a set that came from elsewhere: what its source is called there need be no path here. */
    SetConfig readForeign() throws IOException {
        byte[] text = text();
        SetConfig config = parse(text).asForeign();
        check(config, text);
        return config;
    }

    private byte[] text() throws IOException {
        DurableFiles.refuseLink(path);
        return file.text();
    }

    /**
     * What is wrong with a value of the file.
     *
     * @param key where it stands, "medium.name"
     * @param what goes on after the key's name
     */
    CorruptException damage(String key, String what) throws IOException {
        return file.damage(text(), key, what);
    }

    private SetConfig parse(byte[] text) throws CorruptException {
        if (new String(text, StandardCharsets.UTF_8).isBlank()) {
            throw file.loss("the file is empty");
        }
        return file.read(text, SetToml::read);
    }

    private void check(SetConfig config, byte[] text) throws IOException {
        if (config.version() == 0) {
            throw file.loss("lacks 'version = 1'");
        }
        if (config.version() < 0 || config.version() > SetConfig.VERSION) {
            throw new UnsupportedVersionException("%s: format version %d; this program knows %d"
                    .formatted(file.shown(), config.version(), SetConfig.VERSION));
        }
        if (!config.isWhole()) {
            throw file.loss("needs name, set, store, [source] and [medium] with a name");
        }
        if (!SetName.isLegal(config.name())) {
            throw file.damage(text, "name", "is no name for a set");
        }
        if (config.contradicts()) {
            throw new CorruptException("%s: [source] needs either 'conf' or 'arenas'; %s".formatted(file.shown(),
                    CORRECT));
        }
        if (!config.foreign()) {
            checkSource(config.source(), text);
        }
        if (config.lastDisc() < 0 || config.lastDisc() > SetState.HIGHEST) {
            throw file.damage(text, "last_disc", "is %d, which is no number of a disc".formatted(config.lastDisc()));
        }
        if (config.medium().tracksPerDisc() < 0) {
            throw file.damage(text, "medium.tracks_per_disc", "is negative");
        }
        for (Policy policy : WORDS) {
            String value = policy.of(config);
            try {
                policy.normal(value);
            } catch (UsageException e) {
                throw file.damage(text, policy.key(), "is '%s', which it cannot be; it is %s".formatted(
                        Plain.field(value), policy.allowed()));
            }
        }
        try {
            if (!config.recorder().isEmpty()) {
                DeviceName.parse(config.recorder());
            }
        } catch (UsageException e) {
            throw file.damage(text, "medium.device", "is no recorder: " + e.getMessage());
        }
    }

    private void checkSource(SetConfig.Source source, byte[] text) throws CorruptException {
        String key = source.conf().isEmpty() ? "source.arenas" : "source.conf";
        try {
            if (!source.conf().isEmpty()) {
                var unused = NinePath.pathOf(source.conf());
            }
            for (String arenas : source.arenas()) {
                Partition.parse(arenas, Path.of("/"));
            }
        } catch (InvalidPathException | UsageException e) {
            throw file.damage(text, key, "names what cannot be a file: " + Reason.of(e));
        }
    }

    /**
     * Makes the file say this, and leaves all else in it as it is.
     *
     * @return whether what the operator wrote there, comments above all, is still there
     * @throws CorruptException as of {@link #read}
     */
    boolean replace(SetConfig config) throws IOException {
        SetConfig before = read();
        String text = new String(text(), StandardCharsets.UTF_8);
        Map<String, String> values = new LinkedHashMap<>();
        Policy.difference(before, config).forEach((policy, value) -> values.put(policy.key(), policy.toml(value)));
        put(values, "name", TomlText.quoted(before.name()), TomlText.quoted(config.name()));
        put(values, "last_disc", before.lastDisc(), config.lastDisc());
        put(values, "foreign", before.foreign() ? "true" : "", config.foreign() ? "true" : "");
        put(values, "version", before.version(), config.version());
        byte[] changed = TomlText.with(text, values).getBytes(StandardCharsets.UTF_8);
        if (changed.length <= LARGEST && says(changed, config)) {
            OwnFiles.run(path, () -> DurableFiles.replace(path, changed));
            return true;
        }
        write(config);
        return !TomlText.hasComment(text);
    }

    private static void put(Map<String, String> values, String key, Object before, Object after) {
        if (!before.equals(after)) {
            values.put(key, after.toString());
        }
    }

    private boolean says(byte[] text, SetConfig config) {
        try {
            return config.equals(parse(text));
        } catch (CorruptException e) {
            // what was there is written in a way that only TOML's own reader understands
            return false;
        }
    }

    /** Writes the file anew, durably. */
    void write(SetConfig config) throws IOException {
        byte[] text = encode(config);
        OwnFiles.run(path, () -> DurableFiles.replace(path, text));
    }

    /**
     * Asks whether a file can say this.
     *
     * @throws UsageException if its policies contradict each other
     * @throws RefusedException if it would be longer than one can be
     */
    static void requireWritable(SetConfig config) throws IOException {
        config.requireConsistent();
        int length = encode(config).length;
        if (length > LARGEST) {
            throw new RefusedException("set.toml of set '%s' would have %d bytes; it can have %d".formatted(
                    config.name(), length, LARGEST));
        }
    }

    private static byte[] encode(SetConfig config) throws IOException {
        return SetToml.write(config);
    }
}
