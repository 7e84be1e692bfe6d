package org.arenavault.sets;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.JsonWords;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Reason;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.jspecify.annotations.Nullable;

/**
 * What a set is: {@code set.toml}. The operator may edit it; the identities are not to be touched.
 *
 * @param version of this format: 2 if it holds keys that the first version did not know, else 1
 * @param name the set's name
 * @param set the set's identity
 * @param store the identity of the venti that it keeps
 * @param source where the arenas are
 * @param medium what they are recorded on
 * @param lastDisc the highest number that a disc got, so that none is given twice should the ledger be lost; 0 if
 *     there was none
 * @param foreign true of a set that came in a bundle, or whose source is known from the labels of its discs alone, and
 *     that was not adopted: somebody else wrote what its source and its recorder are, so nothing of that is opened or
 *     called
 * @param verify when its discs are read back; null while the file does not say: ask {@link #verifyEvery}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SetConfig(int version, String name, UUID set, UUID store, Source source, MediumChoice medium,
                        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int lastDisc,
                        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean foreign, @Nullable Scrub verify) {

    private static final int VERSION = 2;
    private static final int LARGEST = 64 * 1024;
    private static final String CORRECT = "; correct the file, or restore it from a copy";
    private static final String RESTORE = "; restore the file from a copy";

    private static final TomlMapper TOML = TomlMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /**
     * Where the arenas are: all partitions of a venti.conf, or some named one by one.
     *
     * @param conf absolute path of the venti.conf; empty if partitions are named
     * @param arenas partitions, absolute paths, possibly with a range; empty if there is a venti.conf
     * @param indexUrl the server's {@code /index} page, to be asked as well; empty if not
     * @param flush ask the server to flush before it is asked
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Source(String conf, List<String> arenas, String indexUrl, boolean flush) {

        public Source {
            conf = conf == null ? "" : conf;
            arenas = arenas == null ? List.of() : List.copyOf(arenas);
            indexUrl = indexUrl == null ? "" : indexUrl;
        }

        Source withConf(String other) {
            return new Source(other, arenas, indexUrl, flush);
        }

        Source withArenas(List<String> others) {
            return new Source(conf, others, indexUrl, flush);
        }

        Source withIndexUrl(String other) {
            return new Source(conf, arenas, other, flush);
        }

        Source withFlush(boolean other) {
            return new Source(conf, arenas, indexUrl, other);
        }

        /**
         * The partitions, in their order: for a source that the operator named. That of a set is opened by
         * {@link SetConfig#partitions}.
         */
        public List<Partition> partitions(Disks disks) throws IOException {
            if (!conf.isEmpty()) {
                return VentiConf.read(Path.of(conf), disks).arenas();
            }
            List<Partition> partitions = new ArrayList<>();
            for (String text : arenas) {
                partitions.add(Partition.parse(text, Path.of("/")));
            }
            return partitions;
        }
    }

    /**
     * What the next discs are.
     *
     * @param name of the description
     * @param spare whether blank discs are formatted with spares before their first track
     * @param tracksPerDisc the most arenas a disc takes; 0 for as many as fit
     * @param device the recorder, unless another is named; empty if there is no usual one
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record MediumChoice(String name, Spare spare, int tracksPerDisc, String device) {

        public MediumChoice {
            spare = spare == null ? Spare.NONE : spare;
            device = device == null ? "" : device;
        }

        MediumChoice withName(String other) {
            return new MediumChoice(other, spare, tracksPerDisc, device);
        }

        MediumChoice withSpare(Spare other) {
            return new MediumChoice(name, other, tracksPerDisc, device);
        }

        MediumChoice withTracksPerDisc(int other) {
            return new MediumChoice(name, spare, other, device);
        }

        MediumChoice withDevice(String other) {
            return new MediumChoice(name, spare, tracksPerDisc, other);
        }

        /**
         * Whether its discs are disks with arenas in the server's own format.
         *
         * @param instead recorders that are used in place of the usual one; none if that is
         */
        public boolean namesDisk(List<String> instead) {
            return (instead.isEmpty() ? List.of(device) : instead).stream().anyMatch(name -> name.startsWith("disk:"));
        }
    }

    /** How much of a blank disc a format sets aside for defects. */
    public enum Spare {
        /** Nothing: the disc is used unformatted, at full speed. */
        @JsonProperty("none")
        NONE,
        /** What the drive takes by default. */
        @JsonProperty("default")
        DEFAULT
    }

    /**
     * Reads the file.
     *
     * @throws CorruptException if it is not well-formed or lacks something; the line is named
     */
    static SetConfig read(Path path, Disks disks) throws IOException {
        byte[] text = text(path, disks);
        SetConfig config = parse(text, path);
        config.check(path, text);
        return config;
    }

    /**
     * Reads the file of a set that came from elsewhere: what its source is called there need be no path here.
     *
     * @param shown what people know the file by
     */
    static SetConfig readForeign(Path path, Path shown, Disks disks) throws IOException {
        byte[] text = text(path, disks);
        SetConfig config = parse(text, shown).asForeign();
        config.check(shown, text);
        return config;
    }

    private static byte[] text(Path path, Disks disks) throws IOException {
        DurableFiles.refuseLink(path);
        try (Storage file = OwnFiles.on(disks).openToRead(path)) {
            if (file.size() > LARGEST) {
                throw new CorruptException(path + ": longer than any set.toml" + RESTORE);
            }
            return file.read(0, (int) file.size());
        }
    }

    /**
     * What is wrong with a value of the file at {@code path}.
     *
     * @param key where it stands, "medium.name"
     * @param what goes on after the key's name
     */
    static CorruptException damage(Path path, Disks disks, String key, String what) throws IOException {
        return damage(path, text(path, disks), key, what);
    }

    private static CorruptException damage(Path path, byte[] text, String key, String what) {
        int line = JsonWords.line(key, text);
        return new CorruptException("%s: %s'%s' %s%s".formatted(path, line > 0 ? "line %d: ".formatted(line) : "", key,
                what, CORRECT));
    }

    private static SetConfig parse(byte[] text, Path path) throws CorruptException {
        if (new String(text, StandardCharsets.UTF_8).isBlank()) {
            throw new CorruptException(path + ": the file is empty" + RESTORE);
        }
        try {
            return TOML.readValue(text, SetConfig.class);
        } catch (JsonProcessingException e) {
            throw new CorruptException("%s: %s%s".formatted(path, JsonWords.of(e, text), CORRECT), e);
        } catch (IOException e) {
            throw new CorruptException("%s: is no text: %s%s".formatted(path, Reason.of(e), RESTORE), e);
        }
    }

    private void check(Path path, byte[] text) throws IOException {
        if (version == 0) {
            throw new CorruptException(path + ": lacks 'version = 1'" + RESTORE);
        }
        if (version < 0 || version > VERSION) {
            throw new UnsupportedVersionException("%s: format version %d; this program knows %d"
                    .formatted(path, version, VERSION));
        }
        if (name == null || set == null || store == null || source == null || medium == null || medium.name == null) {
            throw new CorruptException(path + ": needs name, set, store, [source] and [medium] with a name" + RESTORE);
        }
        if (!SetName.isLegal(name)) {
            throw damage(path, text, "name", "is no name for a set");
        }
        if (contradicts()) {
            throw new CorruptException(path + ": [source] needs either 'conf' or 'arenas'" + CORRECT);
        }
        if (!foreign) {
            checkSource(path, text);
        }
        if (lastDisc < 0 || lastDisc > SetState.HIGHEST) {
            throw damage(path, text, "last_disc", "is %d, which is no number of a disc".formatted(lastDisc));
        }
        if (medium.tracksPerDisc < 0) {
            throw damage(path, text, "medium.tracks_per_disc", "is negative");
        }
        try {
            Interval.parse(verifyEvery().text());
        } catch (UsageException e) {
            throw damage(path, text, Policy.VERIFY_EVERY.key(), "is wrong: " + e.getMessage());
        }
        try {
            if (!foreign && !medium.device.isEmpty()) {
                DeviceName.parse(medium.device);
            }
        } catch (UsageException e) {
            throw damage(path, text, "medium.device", "is no recorder: " + e.getMessage());
        }
    }

    private boolean contradicts() {
        return source.conf.isEmpty() == source.arenas.isEmpty();
    }

    /**
     * Asks whether the file can say this.
     *
     * @throws UsageException if its policies contradict each other
     * @throws RefusedException if it would be longer than one can be
     */
    void requireWritable() throws IOException {
        if (contradicts()) {
            throw new UsageException("source.conf and source.arenas: one of them has to say where the venti is, and "
                    + "the other one is empty; give both").next(
                            "arenavault set config %s source.conf=VENTI.CONF source.arenas=".formatted(name),
                            "names a configuration");
        }
        int length = TOML.writeValueAsString(this).getBytes(StandardCharsets.UTF_8).length;
        if (length > LARGEST) {
            throw new RefusedException("set.toml of set '%s' would have %d bytes; it can have %d".formatted(name,
                    length, LARGEST));
        }
    }

    private void checkSource(Path path, byte[] text) throws CorruptException {
        String key = source.conf.isEmpty() ? "source.arenas" : "source.conf";
        try {
            if (!source.conf.isEmpty()) {
                var unused = Path.of(source.conf);
            }
            for (String arenas : source.arenas) {
                Partition.parse(arenas, Path.of("/"));
            }
        } catch (InvalidPathException | UsageException e) {
            throw damage(path, text, key, "names what cannot be a file: " + Reason.of(e));
        }
    }

    /** A new set's description. */
    public static SetConfig of(SetName name, UUID set, UUID store, Source source, MediumChoice medium) {
        return new SetConfig(1, name.text(), set, store, source, medium, 0, false, null);
    }

    SetConfig with(Source other) {
        return new SetConfig(version, name, set, store, other, medium, lastDisc, foreign, verify);
    }

    SetConfig with(MediumChoice other) {
        return new SetConfig(version, name, set, store, source, other, lastDisc, foreign, verify);
    }

    SetConfig with(Scrub other) {
        return new SetConfig(VERSION, name, set, store, source, medium, lastDisc, foreign, other);
    }

    /** The same set with another highest number of a disc. */
    SetConfig numbered(int last) {
        return new SetConfig(version, name, set, store, source, medium, last, foreign, verify);
    }

    private SetConfig from(boolean elsewhere) {
        return new SetConfig(version, name, set, store, source, medium, lastDisc, elsewhere, verify);
    }

    /** The same set whose server is asked to flush before it is asked. */
    public SetConfig flushing() {
        return with(source.withFlush(true));
    }

    /** A set whose source and recorder somebody else has named. */
    public SetConfig asForeign() {
        return from(true);
    }

    /** The set under another name. */
    SetConfig named(SetName here) {
        return new SetConfig(version, here.text(), set, store, source, medium, lastDisc, foreign, verify);
    }

    /** The set with a source and a recorder of this site. */
    SetConfig adopted(Source own, String recorder) {
        return with(own).with(medium.withDevice(recorder)).from(false);
    }

    /** How long the last complete reading of a disc may be ago. */
    public Interval verifyEvery() {
        return new Interval(verify == null ? Policy.VERIFY_EVERY.usual().orElseThrow() : verify.every());
    }

    /**
     * Makes the file say this, and leaves all else in it as it is.
     *
     * @return whether what the operator wrote there, comments above all, is still there
     * @throws CorruptException as of {@link #read}
     */
    boolean replace(Path path, Disks disks) throws IOException {
        SetConfig before = read(path, disks);
        String text = new String(text(path, disks), StandardCharsets.UTF_8);
        Map<String, String> values = new LinkedHashMap<>();
        Policy.difference(before, this).forEach((policy, value) -> values.put(policy.key(), policy.toml(value)));
        put(values, "last_disc", before.lastDisc, lastDisc);
        put(values, "foreign", before.foreign ? "true" : "", foreign ? "true" : "");
        put(values, "version", before.version, version);
        byte[] changed = SetText.with(text, values).getBytes(StandardCharsets.UTF_8);
        if (changed.length <= LARGEST && says(changed, path)) {
            OwnFiles.run(path, () -> DurableFiles.replace(path, changed));
            return true;
        }
        write(path);
        return !SetText.hasComment(text);
    }

    private static void put(Map<String, String> values, String key, Object before, Object after) {
        if (!before.equals(after)) {
            values.put(key, after.toString());
        }
    }

    private boolean says(byte[] text, Path path) {
        try {
            return equals(parse(text, path));
        } catch (CorruptException e) {
            // what was there is written in a way that only TOML's own reader understands
            return false;
        }
    }

    /**
     * The partitions of the set's venti, in their order.
     *
     * @throws RefusedException if the set is foreign
     */
    public List<Partition> partitions(Disks disks) throws IOException {
        if (foreign) {
            throw adoption().refusal("");
        }
        return source.partitions(disks);
    }

    /** The server's {@code /index} page, to be asked as well; empty if not, and for a foreign set. */
    public String indexUrl() {
        return foreign ? "" : source.indexUrl;
    }

    /** The venti.conf; empty if partitions are named one by one, and for a foreign set. */
    public Optional<Path> conf() {
        return foreign || source.conf.isEmpty() ? Optional.empty() : Optional.of(Path.of(source.conf));
    }

    /** Where the arenas are, for people; nobody may open what a foreign set says here. */
    public String sourceText() {
        return source.conf.isEmpty() ? String.join(" ", source.arenas) : source.conf;
    }

    /** The recorder, unless another is named; empty if there is no usual one, and for a foreign set. */
    public String recorder() {
        return foreign ? "" : medium.device;
    }

    /** What a printed command takes behind the set's name: nothing where the set has a usual recorder. */
    public String deviceArgument() {
        return recorder().isEmpty() ? " -d DEVICE" : "";
    }

    /** How the set becomes one of this site, if it is foreign. */
    public Adoption adoption() {
        return new Adoption(name);
    }

    /** Writes the file, durably. */
    void write(Path path) throws IOException {
        byte[] text = TOML.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        OwnFiles.run(path, () -> DurableFiles.replace(path, text));
    }
}
