package org.arenavault.sets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.arenavault.io.Bytes;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.ninep.NinePath;
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
 * @param kit whether its discs get a kit; null while the file does not say: ask {@link #kitChoice}
 * @param increments whether its backups record increments; null while the file does not say: ask
 *     {@link #incrementChoice}
 * @param parity whether its discs get parity; null while the file does not say: ask {@link #parityChoice}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SetConfig(int version, String name, UUID set, UUID store, Source source, MediumChoice medium,
                        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int lastDisc,
                        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean foreign, @Nullable Scrub verify,
                        @Nullable KitChoice kit, @Nullable IncrementChoice increments,
                        @Nullable ParityChoice parity) {

    /** The version that this program writes. */
    static final int VERSION = 2;

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
                return VentiConf.read(NinePath.pathOf(conf), disks).arenas();
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

    /**
     * How much of a blank disc a format sets aside for defects.
     *
     * @param text {@code none}, {@code default} or a size, such as {@code 256m}; {@link Policy} refuses all else
     */
    public record Spare(@JsonValue String text) {
        /** Nothing: the disc is used unformatted, at full speed. */
        public static final Spare NONE = new Spare("none");
        /** What the drive takes by default. */
        public static final Spare DEFAULT = new Spare("default");

        /** As it stands in {@code set.toml}. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public static Spare of(String text) {
            return new Spare(text);
        }

        /** Whether discs are used unformatted. */
        public boolean isNone() {
            return equals(NONE);
        }

        /** The size in bytes, if one was chosen. */
        public OptionalLong size() {
            try {
                return isNone() || equals(DEFAULT) ? OptionalLong.empty() : OptionalLong.of(Bytes.parse(text));
            } catch (UsageException e) {
                return OptionalLong.empty();
            }
        }
    }

    /** Whether there is everything that a set cannot be without. */
    boolean isWhole() {
        return name != null && set != null && store != null && source != null && medium != null && medium.name != null;
    }

    /** Whether its source is two things, or none. */
    boolean contradicts() {
        return source.conf.isEmpty() == source.arenas.isEmpty();
    }

    /**
     * Makes sure that its policies agree.
     *
     * @throws UsageException if they contradict each other
     */
    void requireConsistent() throws VaultException {
        if (contradicts()) {
            throw new UsageException("source.conf and source.arenas: one of them has to say where the venti is, and "
                    + "the other one is empty; give both").next(
                            "arenavault set config %s source.conf=VENTI.CONF source.arenas=".formatted(name),
                            "names a configuration");
        }
    }

    /** A new set's description. */
    public static SetConfig of(SetName name, UUID set, UUID store, Source source, MediumChoice medium) {
        return new SetConfig(1, name.text(), set, store, source, medium, 0, false, null, null, null, null);
    }

    SetConfig with(Source other) {
        return new SetConfig(version, name, set, store, other, medium, lastDisc, foreign, verify, kit,
                increments, parity);
    }

    SetConfig with(MediumChoice other) {
        return new SetConfig(version, name, set, store, source, other, lastDisc, foreign, verify, kit,
                increments, parity);
    }

    SetConfig with(Scrub other) {
        return new SetConfig(VERSION, name, set, store, source, medium, lastDisc, foreign, other, kit,
                increments, parity);
    }

    SetConfig with(KitChoice other) {
        return new SetConfig(VERSION, name, set, store, source, medium, lastDisc, foreign, verify, other, increments,
                parity);
    }

    /** The same set, for programs that know the newest form of it. */
    SetConfig newest() {
        return new SetConfig(VERSION, name, set, store, source, medium, lastDisc, foreign, verify, kit,
                increments, parity);
    }

    SetConfig with(IncrementChoice other) {
        return new SetConfig(VERSION, name, set, store, source, medium, lastDisc, foreign, verify, kit, other, parity);
    }

    SetConfig with(ParityChoice other) {
        return new SetConfig(VERSION, name, set, store, source, medium, lastDisc, foreign, verify, kit, increments,
                other);
    }

    /** The same set with increments, parity and kits, or without them. */
    public SetConfig protecting(boolean byIncrements, boolean byParity, boolean byKit) {
        return with(IncrementChoice.of(byIncrements)).with(ParityChoice.of(byParity)).with(KitChoice.of(byKit));
    }

    /** The same set with another highest number of a disc. */
    SetConfig numbered(int last) {
        return new SetConfig(version, name, set, store, source, medium, last, foreign, verify, kit, increments, parity);
    }

    private SetConfig from(boolean elsewhere) {
        return new SetConfig(version, name, set, store, source, medium, lastDisc, elsewhere, verify, kit,
                increments, parity);
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
        return new SetConfig(version, here.text(), set, store, source, medium, lastDisc, foreign, verify, kit,
                increments, parity);
    }

    /** The set with a source and a recorder of this site. */
    SetConfig adopted(Source own, String recorder) {
        return with(own).with(medium.withDevice(recorder)).from(false);
    }

    /** How long the last complete reading of a disc may be ago. */
    public Interval verifyEvery() {
        return new Interval(verify == null ? Scrub.USUAL : verify.every());
    }

    /**
     * Whether its discs get a kit, and what is in it. A set that was begun before there were kits goes on without them
     * until somebody chooses; so too for increments and parity.
     */
    public KitChoice kitChoice() {
        return kit == null ? KitChoice.of(false) : kit;
    }

    /** Whether its backups record increments. */
    public IncrementChoice incrementChoice() {
        return increments == null ? IncrementChoice.of(false) : increments;
    }

    /** Whether its discs get parity. */
    public ParityChoice parityChoice() {
        return parity == null ? ParityChoice.of(false) : parity;
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
    public Optional<Path> conf() throws UsageException {
        return foreign || source.conf.isEmpty() ? Optional.empty() : Optional.of(NinePath.pathOf(source.conf));
    }

    /** Where the arenas are, for people; nobody may open what a foreign set says here. */
    public String sourceText() {
        return source.conf.isEmpty() ? String.join(" ", source.arenas) : source.conf;
    }

    /** The recorder, unless another is named; empty if there is no usual one, and for a foreign set. */
    public String recorder() {
        return foreign ? "" : medium.device;
    }

    /** How the set becomes one of this site, if it is foreign. */
    public Adoption adoption() {
        return new Adoption(name);
    }
}
