package org.arenavault.sets;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Bytes;
import org.arenavault.io.KeyRule;
import org.arenavault.io.Plain;
import org.arenavault.io.Reason;
import org.arenavault.io.TomlText;
import org.arenavault.io.UsageException;
import org.arenavault.ninep.NinePath;
import org.arenavault.venti.format.Partition;
import org.jspecify.annotations.Nullable;

/** What an operator may choose of a set: the keys of {@code set.toml} that are no identity. */
// its functions keep nothing
@SuppressWarnings("ImmutableEnumChecker")
public enum Policy {

    /** The venti's configuration. */
    SOURCE_CONF("source.conf", "the venti's configuration; its arena partitions are the source", "",
            "an absolute path; empty where source.arenas names the partitions",
            config -> config.source().conf(),
            (config, value) -> config.with(config.source().withConf(value)),
            Policy::optionalPath, TomlText::quoted),
    /** Its partitions. */
    SOURCE_ARENAS("source.arenas", "the arena partitions, one by one", "",
            "absolute paths, with a comma between them (one in a path: \\,); empty where source.conf names them",
            config -> joined(config.source().arenas()),
            (config, value) -> config.with(config.source().withArenas(list(value))),
            Policy::paths, Policy::tomlList),
    /** The server's page. */
    SOURCE_INDEX_URL("source.index_url", "the server's /index page, which is asked as well", "",
            "an address that begins with http://, or empty",
            config -> config.source().indexUrl(),
            (config, value) -> config.with(config.source().withIndexUrl(value)),
            Policy::optionalHttp, TomlText::quoted),
    /** Whether the server flushes first. */
    SOURCE_FLUSH("source.flush", "whether the server is asked to flush before it is asked", "false",
            "true or false",
            config -> Boolean.toString(config.source().flush()),
            (config, value) -> config.with(config.source().withFlush(Boolean.parseBoolean(value))),
            KeyRule.words("true", "false"), value -> value),
    /** What the next discs are. */
    MEDIUM_NAME("medium.name", "what the next discs are", null, "a name from media-drivers/media, such as bd-r-dl",
            config -> config.medium().name(),
            (config, value) -> config.with(config.medium().withName(value)),
            Policy::any, TomlText::quoted),
    /** Whether they get spares. */
    MEDIUM_SPARE("medium.spare", "whether blank discs are formatted with spares, and written at half speed then",
            "none", "none, default, or a size of 64k or more, such as 256m",
            config -> config.medium().spare().text(),
            (config, value) -> config.with(config.medium().withSpare(SetConfig.Spare.of(value))),
            Policy::spare, TomlText::quoted),
    /** How many arenas go on one. */
    MEDIUM_TRACKS_PER_DISC("medium.tracks_per_disc", "the most arenas that a disc takes; 0 for as many as fit", "0",
            "a whole number from 0 to 999999999",
            config -> Integer.toString(config.medium().tracksPerDisc()),
            (config, value) -> config.with(config.medium().withTracksPerDisc(Integer.parseInt(value))),
            Policy::wholeNumber, value -> value),
    /** The usual recorder. */
    MEDIUM_DEVICE("medium.device", "the recorder, where the command names none", "",
            "/dev/sr0, iscsi://HOST/IQN/LUN, emu:DIR, dir:DIR or disk:PATH; empty for no usual one",
            config -> config.medium().device(),
            (config, value) -> config.with(config.medium().withDevice(value)),
            Policy::optionalDevice, TomlText::quoted),
    /** How often a disc is read back. */
    VERIFY_EVERY("verify.every", "a disc is due when it was read back throughout longer ago than this", Scrub.USUAL,
            Interval.ALLOWED,
            config -> config.verifyEvery().text(),
            (config, value) -> config.with(new Scrub(value)),
            KeyRule.parsedBy(Interval::parse), TomlText::quoted),
    /** Whether discs get a kit. */
    KIT_WHEN("kit.when", "which discs get a kit: what a person needs to read them without this program",
            KitChoice.FULL, "full (each that is full or is completed) or never",
            config -> config.kitChoice().when(),
            (config, value) -> config.with(new KitChoice(value, config.kitChoice().ledger())),
            KeyRule.words(KitChoice.FULL, KitChoice.NEVER), TomlText::quoted),
    /** Whether it tells of the set. */
    KIT_LEDGER("kit.ledger", "whether set.toml and the ledger are in the kit; they tell where discs are kept",
            KitChoice.YES, "yes or no",
            config -> config.kitChoice().ledger(),
            (config, value) -> config.with(new KitChoice(config.kitChoice().when(), value)),
            KeyRule.words(KitChoice.YES, KitChoice.NO), TomlText::quoted),
    /** Whether backups record increments. */
    INCREMENTS_WHEN("increments.when", "whether backups record what is new in arenas that are not sealed yet",
            IncrementChoice.ALWAYS, "always or never",
            config -> config.incrementChoice().when(),
            (config, value) -> config.with(config.incrementChoice().withWhen(value)),
            KeyRule.words(IncrementChoice.ALWAYS, IncrementChoice.NEVER), TomlText::quoted),
    /** What is worth an increment. */
    INCREMENTS_AT_LEAST("increments.at_least", "less that is new is left, unless a root block is in it",
            IncrementChoice.USUAL_LEAST, "a size, such as 1m or 512k",
            config -> config.incrementChoice().atLeast(),
            (config, value) -> config.with(config.incrementChoice().withAtLeast(value)),
            KeyRule.parsedBy(Bytes::parse), TomlText::quoted),
    /** How much of a disc they take. */
    INCREMENTS_SHARE("increments.share", "the most of a disc that increments take", IncrementChoice.USUAL_SHARE,
            Share.ALLOWED,
            config -> config.incrementChoice().share(),
            (config, value) -> config.with(config.incrementChoice().withShare(value)),
            KeyRule.parsedBy(Share::parse), TomlText::quoted),
    /** Whether discs get parity. */
    PARITY_WHEN("parity.when", "which optical discs get parity, which repairs what becomes unreadable on them",
            ParityChoice.FULL, "full (each that is full or is completed) or never",
            config -> config.parityChoice().when(),
            (config, value) -> config.with(new ParityChoice(value, config.parityChoice().share())),
            KeyRule.words(ParityChoice.FULL, ParityChoice.NEVER), TomlText::quoted),
    /** How much parity. */
    PARITY_SHARE("parity.share", "how much of a blank is kept free for parity, by what it protects",
            ParityChoice.USUAL_SHARE, Share.ALLOWED,
            config -> config.parityChoice().share(),
            (config, value) -> config.with(new ParityChoice(config.parityChoice().when(), value)),
            KeyRule.parsedBy(Share::parse), TomlText::quoted);

    /** A cluster of a BD. */
    private static final long LEAST_SPARE = 64 << 10;

    private final KeyRule rule;
    private final Function<SetConfig, String> getter;
    private final BiFunction<SetConfig, String, SetConfig> setter;
    private final UnaryOperator<String> form;

    Policy(String key, String meaning, @Nullable String usual, String allowed, Function<SetConfig, String> getter,
            BiFunction<SetConfig, String, SetConfig> setter, KeyRule.Form normal, UnaryOperator<String> form) {
        this.rule = new KeyRule(key, meaning, Optional.ofNullable(usual), allowed, normal);
        this.getter = getter;
        this.setter = setter;
        this.form = form;
    }

    /** How it is called in {@code set.toml}: {@code medium.spare}. */
    public String key() {
        return rule.key();
    }

    /** What it decides. */
    public String meaning() {
        return rule.meaning();
    }

    /** What holds where nothing else was chosen; empty if something has to be. */
    public Optional<String> usual() {
        return rule.usual();
    }

    /** What it can be, in words. */
    public String allowed() {
        return rule.allowed();
    }

    /** Whether it says where the venti or the recorder of this site is. */
    public boolean isOfSite() {
        return key().startsWith("source.") || this == MEDIUM_DEVICE;
    }

    /** The policy of this key. */
    public static Optional<Policy> of(String key) {
        return List.of(values()).stream().filter(policy -> policy.key().equals(key)).findFirst();
    }

    /** What the set has chosen, as the operator would say it. */
    public String of(SetConfig config) {
        return getter.apply(config);
    }

    /**
     * What is said, in the form in which it is kept; nothing said is what is usual.
     *
     * @throws UsageException if it cannot be; what can is said
     */
    public String parse(String said) throws UsageException {
        return rule.parse(said);
    }

    /** The set that has chosen {@code value}, which {@link #parse} gave. */
    public SetConfig in(SetConfig config, String value) {
        return setter.apply(config, value);
    }

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

    /**
     * What is said, in the form in which it is kept.
     *
     * @throws UsageException if it cannot be
     */
    String normal(String value) throws UsageException {
        return rule.normal(value);
    }

    /** How it stands behind its key. */
    String toml(String value) {
        return form.apply(value);
    }

    private static String any(KeyRule rule, String value) {
        return value;
    }

    private static String wholeNumber(KeyRule rule, String value) throws UsageException {
        if (!value.matches("[0-9]{1,9}")) {
            throw rule.wrong(value);
        }
        return Integer.toString(Integer.parseInt(value));
    }

    private static String spare(KeyRule rule, String value) throws UsageException {
        SetConfig.Spare said = SetConfig.Spare.of(value);
        if (!said.isNone() && !said.equals(SetConfig.Spare.DEFAULT) && said.size().orElse(0) < LEAST_SPARE) {
            throw rule.wrong(value);
        }
        return value;
    }

    private static String optionalDevice(KeyRule rule, String value) throws UsageException {
        return value.isEmpty() ? value : rule.parsed(value, DeviceName::parse).text();
    }

    private static String optionalPath(KeyRule rule, String value) throws UsageException {
        return value.isEmpty() ? value : path(rule, value).toString();
    }

    private static String paths(KeyRule rule, String value) throws UsageException {
        List<String> paths = new ArrayList<>();
        for (String one : list(value)) {
            rule.parsed(one, text -> Partition.parse(text, Path.of("/")));
            paths.add(path(rule, one).toString());
        }
        return joined(paths);
    }

    private static Path path(KeyRule rule, String value) throws UsageException {
        try {
            Path path = NinePath.pathOf(value);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException | UsageException e) {
            throw new UsageException("%s: %s".formatted(rule.key(), Reason.of(e)), e);
        }
        throw rule.wrong(value);
    }

    private static String optionalHttp(KeyRule rule, String value) throws UsageException {
        try {
            URI address = new URI(value);
            if (value.isEmpty() || ("http".equals(address.getScheme()) && address.getHost() != null)) {
                return value;
            }
        } catch (URISyntaxException e) {
            throw new UsageException("%s cannot be '%s': %s".formatted(rule.key(), Plain.field(value),
                    e.getReason()), e);
        }
        throw rule.wrong(value);
    }

    private static String tomlList(String value) {
        return "[" + String.join(", ", list(value).stream().map(TomlText::quoted).toList()) + "]";
    }

    private static String joined(List<String> texts) {
        return texts.stream().map(text -> text.replace(",", "\\,")).collect(Collectors.joining(","));
    }

    private static List<String> list(String value) {
        return value.isEmpty() ? List.of() : Stream.of(value.split("(?<!\\\\),", -1))
                .map(text -> text.replace("\\,", ",")).toList();
    }
}
