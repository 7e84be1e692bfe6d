package org.arenavault.sets;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Plain;
import org.arenavault.io.Reason;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Partition;
import org.jspecify.annotations.Nullable;

/** What an operator may choose of a set: the keys of {@code set.toml} that are no identity. */
public enum Policy {

    /** The venti's configuration. */
    SOURCE_CONF("source.conf", "the venti's configuration; its arena partitions are the source", "",
            "an absolute path; empty where source.arenas names the partitions") {
        @Override
        public String of(SetConfig config) {
            return config.source().conf();
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(config.source().withConf(value));
        }

        @Override
        String normal(String value) throws UsageException {
            return value.isEmpty() ? value : path(value).toString();
        }
    },
    /** Its partitions. */
    SOURCE_ARENAS("source.arenas", "the arena partitions, one by one", "",
            "absolute paths, with a comma between them (one in a path: \\,); empty where source.conf names them") {
        @Override
        public String of(SetConfig config) {
            return joined(config.source().arenas());
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(config.source().withArenas(list(value)));
        }

        @Override
        String normal(String value) throws UsageException {
            List<String> paths = new ArrayList<>();
            for (String one : list(value)) {
                parsed(one, text -> Partition.parse(text, Path.of("/")));
                paths.add(path(one).toString());
            }
            return joined(paths);
        }

        @Override
        String toml(String value) {
            return "[" + String.join(", ", list(value).stream().map(SetText::quoted).toList()) + "]";
        }
    },
    /** The server's page. */
    SOURCE_INDEX_URL("source.index_url", "the server's /index page, which is asked as well", "",
            "an address that begins with http://, or empty") {
        @Override
        public String of(SetConfig config) {
            return config.source().indexUrl();
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(config.source().withIndexUrl(value));
        }

        @Override
        String normal(String value) throws UsageException {
            if (!value.isEmpty()) {
                requireHttp(value);
            }
            return value;
        }
    },
    /** Whether the server flushes first. */
    SOURCE_FLUSH("source.flush", "whether the server is asked to flush before it is asked", "false", "true or false") {
        @Override
        public String of(SetConfig config) {
            return Boolean.toString(config.source().flush());
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(config.source().withFlush(Boolean.parseBoolean(value)));
        }

        @Override
        String normal(String value) throws UsageException {
            return oneOf(value, "true", "false");
        }

        @Override
        String toml(String value) {
            return value;
        }
    },
    /** What the next discs are. */
    MEDIUM_NAME("medium.name", "what the next discs are", null, "a name from media-drivers/media, such as bd-r-dl") {
        @Override
        public String of(SetConfig config) {
            return config.medium().name();
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(config.medium().withName(value));
        }
    },
    /** Whether they get spares. */
    MEDIUM_SPARE("medium.spare", "whether blank discs are formatted with spares, and written at half speed then",
            "none", "none or default") {
        @Override
        public String of(SetConfig config) {
            return config.medium().spare().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(config.medium().withSpare(SetConfig.Spare.valueOf(value.toUpperCase(Locale.ROOT))));
        }

        @Override
        String normal(String value) throws UsageException {
            return oneOf(value, "none", "default");
        }
    },
    /** How many arenas go on one. */
    MEDIUM_TRACKS_PER_DISC("medium.tracks_per_disc", "the most arenas that a disc takes; 0 for as many as fit", "0",
            "a whole number from 0 to 999999999") {
        @Override
        public String of(SetConfig config) {
            return Integer.toString(config.medium().tracksPerDisc());
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(config.medium().withTracksPerDisc(Integer.parseInt(value)));
        }

        @Override
        String normal(String value) throws UsageException {
            if (!value.matches("[0-9]{1,9}")) {
                throw wrong(value);
            }
            return Integer.toString(Integer.parseInt(value));
        }

        @Override
        String toml(String value) {
            return value;
        }
    },
    /** The usual recorder. */
    MEDIUM_DEVICE("medium.device", "the recorder, where the command names none", "",
            "/dev/sr0, iscsi://HOST/IQN/LUN, emu:DIR, dir:DIR or disk:PATH; empty for no usual one") {
        @Override
        public String of(SetConfig config) {
            return config.medium().device();
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(config.medium().withDevice(value));
        }

        @Override
        String normal(String value) throws UsageException {
            try {
                return value.isEmpty() ? value : parsed(value, DeviceName::parse).text();
            } catch (InvalidPathException e) {
                throw wrong(value);
            }
        }
    },
    /** How often a disc is read back. */
    VERIFY_EVERY("verify.every", "a disc is due when it was read back throughout longer ago than this", "1y",
            Interval.ALLOWED) {
        @Override
        public String of(SetConfig config) {
            return config.verifyEvery().text();
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(new Scrub(value));
        }

        @Override
        String normal(String value) throws UsageException {
            return parsed(value, Interval::parse).text();
        }
    },
    /** Whether discs get a kit. */
    KIT_WHEN("kit.when", "which discs get a kit: what a person needs to read them without this program",
            KitChoice.FULL, "full (each that is full or is completed) or never") {
        @Override
        public String of(SetConfig config) {
            return config.kitChoice().when();
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(new KitChoice(value, config.kitChoice().ledger()));
        }

        @Override
        String normal(String value) throws UsageException {
            return oneOf(value, KitChoice.FULL, KitChoice.NEVER);
        }
    },
    /** Whether it tells of the set. */
    KIT_LEDGER("kit.ledger", "whether set.toml and the ledger are in the kit; they tell where discs are kept",
            KitChoice.YES, "yes or no") {
        @Override
        public String of(SetConfig config) {
            return config.kitChoice().ledger();
        }

        @Override
        public SetConfig in(SetConfig config, String value) {
            return config.with(new KitChoice(config.kitChoice().when(), value));
        }

        @Override
        String normal(String value) throws UsageException {
            return oneOf(value, KitChoice.YES, KitChoice.NO);
        }
    };

    private static final int LONGEST = 8192;

    private final String key;
    private final String meaning;
    private final @Nullable String usual;
    private final String allowed;

    Policy(String key, String meaning, @Nullable String usual, String allowed) {
        this.key = key;
        this.meaning = meaning;
        this.usual = usual;
        this.allowed = allowed;
    }

    /** How it is called in {@code set.toml}: {@code medium.spare}. */
    public String key() {
        return key;
    }

    /** What it decides. */
    public String meaning() {
        return meaning;
    }

    /** What holds where nothing else was chosen; empty if something has to be. */
    public Optional<String> usual() {
        return Optional.ofNullable(usual);
    }

    /** What it can be, in words. */
    public String allowed() {
        return allowed;
    }

    /** Whether it says where the venti or the recorder of this site is. */
    public boolean isOfSite() {
        return key.startsWith("source.") || this == MEDIUM_DEVICE;
    }

    /** The policy of this key. */
    public static Optional<Policy> of(String key) {
        return List.of(values()).stream().filter(policy -> policy.key.equals(key)).findFirst();
    }

    /** What the set has chosen, as the operator would say it. */
    public abstract String of(SetConfig config);

    /**
     * What is said, in the form in which it is kept; nothing said is what is usual.
     *
     * @throws UsageException if it cannot be; what can is said
     */
    public String parse(String said) throws UsageException {
        boolean text = StandardCharsets.UTF_8.newEncoder().canEncode(said)
                && said.chars().noneMatch(Character::isISOControl);
        if (!text || said.length() > LONGEST) {
            throw new UsageException("%s takes no such text: %s".formatted(key, allowed));
        }
        String value = said.isEmpty() ? usual : said;
        if (value == null) {
            throw wrong(said);
        }
        return normal(value);
    }

    /** What a parser that knows nothing of the key makes of a value. */
    <T> T parsed(String value, Parser<T> parser) throws UsageException {
        try {
            return parser.parse(value);
        } catch (UsageException e) {
            throw new UsageException("%s: %s".formatted(key, e.getMessage()), e);
        }
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(String value) throws UsageException;
    }

    /** The set that has chosen {@code value}, which {@link #parse} gave. */
    public abstract SetConfig in(SetConfig config, String value);

    /** What two descriptions of a set choose differently: what the second one says. */
    static Map<Policy, String> difference(SetConfig before, SetConfig after) {
        Map<Policy, String> changed = new EnumMap<>(Policy.class);
        for (Policy policy : values()) {
            if (!policy.of(before).equals(policy.of(after))) {
                changed.put(policy, policy.of(after));
            }
        }
        return changed;
    }

    String normal(String value) throws UsageException {
        return value;
    }

    /** How it stands behind its key. */
    String toml(String value) {
        return SetText.quoted(value);
    }

    UsageException wrong(String value) {
        return new UsageException("%s cannot be '%s'; it is %s".formatted(key, Plain.field(value),
                allowed));
    }

    String oneOf(String value, String... words) throws UsageException {
        if (!List.of(words).contains(value)) {
            throw wrong(value);
        }
        return value;
    }

    Path path(String value) throws UsageException {
        try {
            Path path = Path.of(value);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            throw new UsageException("%s: %s".formatted(key, Reason.of(e)), e);
        }
        throw wrong(value);
    }

    void requireHttp(String value) throws UsageException {
        try {
            URI address = new URI(value);
            if ("http".equals(address.getScheme()) && address.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new UsageException("%s cannot be '%s': %s".formatted(key, Plain.field(value),
                    e.getReason()), e);
        }
        throw wrong(value);
    }

    private static String joined(List<String> texts) {
        return texts.stream().map(text -> text.replace(",", "\\,")).collect(Collectors.joining(","));
    }

    private static List<String> list(String value) {
        return value.isEmpty() ? List.of() : Stream.of(value.split("(?<!\\\\),", -1))
                .map(text -> text.replace("\\,", ",")).toList();
    }
}
