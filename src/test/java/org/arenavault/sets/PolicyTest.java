package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies of a set: what each can be, where it stands, and what the ledger keeps of a change. */
class PolicyTest {

    /** Where the locale has no name for it, no file has one. */
    private static final String LETTER =
            Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('\u00fc') ? "\u00fc" : "u";
    private static final SetName HOME = new SetName("home");

    /** Values of each policy that differ from what the layouts below say. */
    private static final Map<Policy, List<String>> VALUES = new EnumMap<>(Map.ofEntries(
            Map.entry(Policy.SOURCE_INDEX_URL, List.of("http://localhost/index", "http://[::1]:8000/x?a='b'#c", "")),
            Map.entry(Policy.SOURCE_FLUSH, List.of("true", "false")),
            Map.entry(Policy.SOURCE_CONF, List.of("/etc/other.conf",
                    "/a b/it's \"here\" \\ #1/%s.conf".formatted(LETTER))),
            Map.entry(Policy.MEDIUM_NAME, List.of("bd-r", "dvd+r")),
            Map.entry(Policy.MEDIUM_SPARE, List.of("default", "none", "256m")),
            Map.entry(Policy.MEDIUM_TRACKS_PER_DISC, List.of("45", "0")),
            Map.entry(Policy.MEDIUM_DEVICE, List.of("emu:/x/it's", "/dev/sr1", "")),
            Map.entry(Policy.VERIFY_EVERY, List.of("90d", "never", "1y")),
            Map.entry(Policy.KIT_WHEN, List.of("full", "never")),
            Map.entry(Policy.KIT_LEDGER, List.of("no", "yes")),
            Map.entry(Policy.INCREMENTS_WHEN, List.of("always", "never")),
            Map.entry(Policy.INCREMENTS_AT_LEAST, List.of("512k", "0", "1g")),
            Map.entry(Policy.INCREMENTS_SHARE, List.of("50%", "0.5%", "100%")),
            Map.entry(Policy.PARITY_WHEN, List.of("full", "never")),
            Map.entry(Policy.PARITY_SHARE, List.of("2%", "10.25%"))));

    private static final String IDENTITY = """
            version = 1
            name = 'home' # its name
            set = '00000000-0000-0001-0000-000000000002'
            store = '00000000-0000-0003-0000-000000000004'
            """;

    /** Ways to write the same set. */
    private enum Layout {
        PROGRAM(""),
        DOTTED(IDENTITY + """
                source.conf = '/etc/venti.conf'   # here
                source.flush=false
                # what it goes on
                medium.name = "bd-r-dl"
                  medium.tracks_per_disc = 7# few
                """),
        SECTIONS(IDENTITY + """

                [source] # where
                conf = '/etc/venti.conf'

                [ medium ]
                # the drive in the cellar
                name = 'bd-r-dl'
                device = '/dev/sr0' # "the" 'drive'
                """),
        INLINE(IDENTITY + """
                source = {conf = '/etc/venti.conf'} # all in one
                medium = {name = 'bd-r-dl', device = '/dev/sr0'}
                """);

        private final String text;

        Layout(String text) {
            this.text = text;
        }
    }

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Vault vault() {
        return new Vault(folder.resolve("vault"), Disks.REAL, new ManualClock());
    }

    private BackupSet set(Layout layout) throws IOException {
        BackupSet made = vault().create(HOME, SetConfig.of(HOME, new UUID(1, 2), new UUID(3, 4),
                new SetConfig.Source("/etc/venti.conf", List.of(), "", false),
                new SetConfig.MediumChoice("bd-r-dl", SetConfig.Spare.NONE, 0, "")));
        if (!layout.text.isEmpty()) {
            Files.writeString(file(made), layout.text);
        }
        return vault().open(HOME);
    }

    private static Path file(BackupSet set) {
        return set.folder().resolve(BackupSet.CONFIG);
    }

    private static List<String> comments(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("#")).map(line -> line.substring(line.lastIndexOf('#')))
                    .toList();
        }
    }

    private static Map<Policy, String> all(SetConfig config) {
        Map<Policy, String> all = new EnumMap<>(Policy.class);
        for (Policy policy : Policy.values()) {
            all.put(policy, policy.of(config));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void aChangeIsInTheFileAndNothingElseIs(Layout layout) throws IOException {
        BackupSet set = set(layout);
        List<String> comments = comments(file(set));
        for (Map.Entry<Policy, List<String>> policy : VALUES.entrySet()) {
            for (String value : policy.getValue()) {
                String context = "%s, %s = %s".formatted(layout, policy.getKey().key(), value);
                Map<Policy, String> expected = all(vault().open(HOME).config());
                expected.put(policy.getKey(), value);
                boolean kept = set.change(known -> policy.getKey().in(known, value));
                assertThat(all(vault().open(HOME).config())).as(context).isEqualTo(expected);
                assertThat(all(set.config())).as(context).isEqualTo(expected);
                if (layout == Layout.INLINE) {
                    continue;
                }
                assertThat(kept).as(context).isTrue();
                assertThat(comments(file(set))).as(context).containsAll(comments);
            }
        }
    }

    @Test
    void commentsThatCannotBeKeptAreTold() throws IOException {
        BackupSet set = set(Layout.INLINE);
        assertThat(set.change(known -> Policy.MEDIUM_DEVICE.in(known, "/dev/sr7"))).isFalse();
        assertThat(Files.readString(file(set))).doesNotContain("#").contains("/dev/sr7");
    }

    @Test
    void partitionsAreNamedOneByOne() throws IOException {
        BackupSet set = set(Layout.SECTIONS);
        String value = Policy.SOURCE_ARENAS.parse("/dev/sdb1,/a\\,b/c,/dev/sdc:0-1g");
        set.change(known -> Policy.SOURCE_CONF.in(Policy.SOURCE_ARENAS.in(known, value), ""));
        assertThat(vault().open(HOME).config().source().arenas())
                .containsExactly("/dev/sdb1", "/a,b/c", "/dev/sdc:0-1g");
        assertThat(Policy.SOURCE_ARENAS.of(vault().open(HOME).config())).isEqualTo(value);
    }

    @Test
    void policiesThatContradictEachOtherChangeNothing() throws IOException {
        BackupSet set = set(Layout.SECTIONS);
        byte[] before = Files.readAllBytes(file(set));
        byte[] ledger = Files.readAllBytes(set.folder().resolve(BackupSet.LEDGER));
        assertThatThrownBy(() -> set.change(known -> Policy.SOURCE_ARENAS.in(known, "/dev/sdb1")))
                .isInstanceOf(UsageException.class).hasMessageContaining("source.conf and source.arenas");
        assertThat(Files.readAllBytes(file(set))).isEqualTo(before);
        assertThat(Files.readAllBytes(set.folder().resolve(BackupSet.LEDGER))).isEqualTo(ledger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source.conf=venti.conf", "source.conf=a\0b", "source.arenas=sdb1", "source.arenas=/a,,/b",
        "source.arenas=/a:9-1", "source.index_url=localhost", "source.index_url=ftp://x/", "source.index_url=http://",
        "source.index_url=http://a b", "source.flush=yes", "source.flush=TRUE", "medium.name=", "medium.name=a\nb",
        "medium.spare=some", "medium.spare=63k", "medium.tracks_per_disc=-1", "medium.tracks_per_disc=1.5",
        "medium.tracks_per_disc=9999999999", "medium.device=sr0", "medium.device=/dev/\u0000", "verify.every=1",
        "verify.every=0d", "verify.every=1000y", "verify.every=1Y", "verify.every=yearly", "verify.every=\ud800",
        "kit.when=always", "kit.when=Full", "kit.ledger=true", "kit.ledger=n", "increments.when=full",
        "increments.at_least=much", "increments.at_least=-1", "increments.share=0%", "increments.share=101%",
        "increments.share=10", "parity.when=always", "parity.share=3.2"})
    void whatAPolicyCannotBeIsRefusedAndWhatItCanIsSaid(String change) {
        int equals = change.indexOf('=');
        Policy policy = Policy.of(change.substring(0, equals)).orElseThrow();
        assertThatThrownBy(() -> policy.parse(change.substring(equals + 1))).isInstanceOf(UsageException.class)
                .hasMessageStartingWith(policy.key());
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void nothingSaidIsWhatIsUsual(Policy policy) throws IOException {
        SetConfig config = set(Layout.PROGRAM).config();
        if (policy.usual().isPresent()) {
            assertThat(policy.parse("")).isEqualTo(policy.usual().get());
            assertThat(policy.of(policy.in(config, policy.usual().get()))).isEqualTo(policy.usual().get());
        }
    }

    @Test
    void theLedgerKeepsWhatWasChosenAndAnOldLedgerStaysAsItWas() throws IOException {
        BackupSet set = set(Layout.DOTTED);
        Path ledger = set.folder().resolve(BackupSet.LEDGER);
        byte[] before = Files.readAllBytes(ledger);
        set.change(known -> known);
        set.lock().close();
        assertThat(Files.readAllBytes(ledger)).isEqualTo(before);
        set.change(known -> Policy.VERIFY_EVERY.in(Policy.MEDIUM_SPARE.in(known, "default"), "6m"));
        List<String> lines = Files.readAllLines(ledger);
        assertThat(lines).hasSize(3);
        assertThat(FlatJson.parse(lines.get(1)).names()).containsExactlyInAnyOrder("seq", "time", "type",
                "medium.spare", "verify.every", "sum");
        assertThat(FlatJson.parse(lines.get(2)).text("type")).isEqualTo("configured");
        assertThat(set.read().choices().get("verify.every").value()).isEqualTo("6m");
        assertThat(set.read().interrupted()).isEmpty();
        assertThat(Files.readString(file(set))).as("an earlier program must not take it for one of its own")
                .contains("version = 2");
    }

    @Test
    void aChangeThatDidNotComeToTheFileIsBroughtToItsEndByTheNextWriter() throws IOException {
        BackupSet set = set(Layout.DOTTED);
        try (LockedSet locked = set.lock()) {
            locked.ledger().append(new LedgerEvent.Chosen(Map.of("verify.every", "90d", "medium.device", "/dev/sr9")));
        }
        assertThat(vault().open(HOME).config().recorder()).isEmpty();
        assertThat(vault().open(HOME).look().interrupted()).containsOnlyKeys("verify.every", "medium.device");
        BackupSet next = vault().open(HOME);
        try (LockedSet locked = next.lock()) {
            assertThat(locked.config().recorder()).isEqualTo("/dev/sr9");
            assertThat(locked.state().interrupted()).isEmpty();
        }
        assertThat(next.config().verifyEvery().text()).isEqualTo("90d");
        // what is edited by hand afterwards holds
        Files.writeString(file(set), Files.readString(file(set)).replace("90d", "30d"));
        BackupSet edited = vault().open(HOME);
        edited.lock().close();
        assertThat(vault().open(HOME).config().verifyEvery().text()).isEqualTo("30d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify.sometimes=1y", "verify.every=fortnightly", "medium.spare=half", "kit.when=always"})
    void aPolicyOfALaterVersionIsReadAndStopsWriters(String change) throws IOException {
        BackupSet set = set(Layout.PROGRAM);
        int equals = change.indexOf('=');
        Path ledger = set.folder().resolve(BackupSet.LEDGER);
        LedgerChain chain = new LedgerChain();
        List<byte[]> all = new ArrayList<>();
        for (String line : Files.readAllLines(ledger)) {
            chain.check(line);
        }
        all.add(Files.readAllBytes(ledger));
        all.add(chain.next(2, new FlatJson().put("time", new ManualClock().now()).put("type", "config")
                .put(change.substring(0, equals), change.substring(equals + 1))));
        Files.write(ledger, all.get(0));
        Files.write(ledger, all.get(1), java.nio.file.StandardOpenOption.APPEND);
        assertThat(set.read().newer()).containsExactly("config " + change.substring(0, equals));
        assertThatThrownBy(set::lock).isInstanceOf(UnsupportedVersionException.class);
    }

    @Test
    void theEndOfAChangeThatWasNeverAnnouncedIsNoLine() throws IOException {
        BackupSet set = set(Layout.PROGRAM);
        try (LockedSet locked = set.lock()) {
            assertThatThrownBy(() -> locked.ledger().append(new LedgerEvent.Configured()))
                    .hasMessageContaining("never announced");
            assertThatThrownBy(() -> locked.ledger().append(new LedgerEvent.Chosen(Map.of())))
                    .hasMessageContaining("changes no policy");
        }
    }

    @ParameterizedTest
    @CsvSource({"verify.every = 'soon', '90d, 26w, 6m, 1y'", "kit.when = '', full", "kit.when = 'yes', never",
        "kit.ledger = 'full', yes or no", "increments.share = '11', percentage", "increments.at_least = 'x', 1m",
        "parity.when = 'daily', never"})
    void aWrongWordInTheFileIsNamedWithItsLine(String line, String allowed) throws IOException {
        BackupSet set = set(Layout.DOTTED);
        Files.writeString(file(set), Layout.DOTTED.text + line + "\n");
        assertThatThrownBy(() -> vault().open(HOME)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("set.toml:10: ").hasMessageContaining(allowed);
    }
}
