package org.arenavault.backup.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.ProgramFiles;
import org.arenavault.media.DiscIdentity;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.Policy;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in a kit, and that the same set gives the same kit. */
class KitTest {

    private static final Instant TIME = Instant.parse("2026-11-30T12:34:56.789Z");
    private static final SetName HOME = new SetName("home");
    private static final String ROOT = "ab".repeat(20);

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private BackupSet set;
    private DiscIdentity disc;

    @BeforeEach
    void make() throws IOException {
        Vault vault = new Vault(folder, Disks.REAL, new ManualClock());
        set = vault.create(HOME, SetConfig.of(HOME, new UUID(1, 2), new UUID(3, 4),
                new SetConfig.Source("/etc/venti.conf", List.of(), "", false),
                new SetConfig.MediumChoice("bd-r-dl", SetConfig.Spare.NONE, 0, "")));
        try (LockedSet locked = set.lock()) {
            locked.ledger().append(new LedgerEvent.Scored(new RootScore(score(), TIME, RootScore.Feed.HAND, "", "")));
            locked.ledger().append(new LedgerEvent.Begun(1, new UUID(5, 6), "bd-r-dl", 24_438_784, ""));
            locked.ledger().append(new LedgerEvent.Moved(1, "the safe"));
            locked.ledger().append(new LedgerEvent.Begun(2, new UUID(7, 8), "bd-r-dl", 24_438_784, ""));
            disc = locked.state().existing(2).identity();
        }
    }

    private static Score score() throws IOException {
        return Score.parse(ROOT);
    }

    private Kit kit(ProgramFiles program) throws IOException {
        return new Kit(set, set.read(), disc, TIME, program);
    }

    private static Map<String, String> members(byte[] tar) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.isFile()).isTrue();
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                assertThat(entry.getMode()).isEqualTo(0100644);
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo("2026-11-30T12:34:56Z");
                members.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return members;
    }

    @Test
    void everythingIsInItAndTheSameSetGivesTheSameBytes() throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        Kit.Made made = kit(new FixedProgram(Set.of())).write(first);
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        assertThat(kit(new FixedProgram(Set.of())).write(second)).isEqualTo(made);
        assertThat(second.toByteArray()).isEqualTo(first.toByteArray());

        assertThat(made.name()).isEqualTo("kit-home-002");
        assertThat(made.size()).isEqualTo(first.size()).isEqualTo(kit(new FixedProgram(Set.of())).size());
        assertThat(made.size() % 65536).isZero();
        assertThat(made.digest()).isEqualTo(HexFormat.of().formatHex(Digests.sha256().digest(first.toByteArray())));
        assertThat(made.missing()).isEmpty();
        Map<String, String> members = members(first.toByteArray());
        assertThat(members.keySet()).containsExactly("arenavault-kit/README.txt", "arenavault-kit/docs/recovery.md",
                "arenavault-kit/docs/formats.md", "arenavault-kit/scripts/readset", "arenavault-kit/scripts/unparity.c",
                "arenavault-kit/arenavault.jar", "arenavault-kit/arenavault-source.tar.gz", "arenavault-kit/LICENSE",
                "arenavault-kit/set.toml", "arenavault-kit/ledger.jsonl");
        assertThat(members.get("arenavault-kit/scripts/readset")).isEqualTo("this is scripts/readset\n");
        assertThat(members.get("arenavault-kit/set.toml")).isEqualTo(Files.readString(set.configFile()));
    }

    @Test
    void aFileIsWrittenAsAStreamIs() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Kit.Made made = kit(new FixedProgram(Set.of())).write(stream);
        MemoryStorage file = new MemoryStorage((int) made.size());
        assertThat(kit(new FixedProgram(Set.of())).write(file)).isEqualTo(made);
        assertThat(file.read(0, (int) made.size())).isEqualTo(stream.toByteArray());
    }

    @Test
    void rootScoresStayAtHome() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        kit(new FixedProgram(Set.of())).write(tar);
        assertThat(Files.readString(set.folder().resolve("ledger.jsonl"))).contains(ROOT);
        assertThat(tar.toString(StandardCharsets.ISO_8859_1)).doesNotContain(ROOT);
        assertThat(members(tar.toByteArray()).get("arenavault-kit/ledger.jsonl").lines())
                .hasSize((int) set.read().lines()).anyMatch(line -> line.contains("withheld"));
    }

    @Test
    void withoutItsLedgerAKitTellsNoPlace() throws IOException {
        set.change(known -> Policy.KIT_LEDGER.in(known, "no"));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        kit(new FixedProgram(Set.of())).write(tar);
        Map<String, String> members = members(tar.toByteArray());
        assertThat(members).doesNotContainKeys("arenavault-kit/set.toml", "arenavault-kit/ledger.jsonl");
        assertThat(tar.toString(StandardCharsets.ISO_8859_1)).doesNotContain("the safe").doesNotContain("venti.conf'");
        assertThat(members.get("arenavault-kit/README.txt")).contains("left out at the owner's wish", "home-001");
    }

    @Test
    void whatTheProgramLacksIsNamedAndTheKitIsMade() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        Kit.Made made = kit(new FixedProgram(Set.of("arenavault.jar", "docs/formats.md"))).write(tar);
        assertThat(made.missing()).extracting(Kit.Missing::text).containsExactly(
                "docs/formats.md (the program has not got it with it)",
                "arenavault.jar (the program has not got it with it)");
        Map<String, String> members = members(tar.toByteArray());
        assertThat(members).hasSize(8);
        assertThat(members.get("arenavault-kit/README.txt"))
                .contains("had no copy that it could read:\n    docs/formats.md, arenavault.jar\n")
                .doesNotContain("java -jar");
    }

    @Test
    void whatCannotBeReadIsNamedWithItsReason() throws IOException {
        FixedProgram program = new FixedProgram(Set.of());
        Kit.Made made = kit(name -> {
            if (name.equals("LICENSE")) {
                throw new IOException("input/output error");
            }
            return program.read(name);
        }).write(new ByteArrayOutputStream());
        assertThat(made.missing()).extracting(Kit.Missing::text)
                .containsExactly("LICENSE (it cannot be read: input/output error)");
    }

    @Test
    void theTextTellsTheDiscTheOthersAndEveryFile() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        kit(new FixedProgram(Set.of())).write(tar);
        Map<String, String> members = members(tar.toByteArray());
        String text = members.get("arenavault-kit/README.txt");
        assertThat(text).startsWith("This is disc home-002.\n").contains(disc.disc().toString(),
                disc.set().toString(), disc.store().toString(), "kept at: the safe", "home-001",
                "2026-11-30T12:34:56Z");
        members.keySet().forEach(name -> assertThat(text).contains(name.substring("arenavault-kit/".length())));
        assertThat(text.lines().filter(line -> !line.startsWith("    ")))
                .allMatch(line -> line.length() <= 84 && line.equals(line.stripTrailing()));
        assertThat(text).isASCII();
    }

    @ParameterizedTest
    @CsvSource({"a, 1, kit-a-001", "home, 1234, kit-home-1234",
        "x123456789x123456789x123456789x123456789x123456789x123456789x123, 999999, "
            + "kit-x123456789x123456789x123456789x123456789x123456789x1-999999"})
    void aNameFitsALabel(String setName, int number, String name) {
        String made = Kit.nameOf(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), setName, number, new UUID(3, 3)));
        assertThat(made).isEqualTo(name).hasSizeLessThanOrEqualTo(63);
        assertThat(ArenaNames.isValid(made)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"12582912, 24438784, false", "12582912, 359844, false", "16777216, 359844, true",
        "40960, 1000, false", "40961, 1000, true", "1, 0, true", "0, 0, false"})
    void aFiftiethOfADiscIsNotTooMuch(long size, long capacity, boolean large) {
        assertThat(Kit.isTooLarge(size, capacity)).isEqualTo(large);
    }

    @Test
    void theRunningProgramHasItsDocumentsAndScriptsWithIt() throws IOException {
        for (KitPart part : KitPart.values()) {
            boolean packed = part == KitPart.PROGRAM || part == KitPart.SOURCE;
            byte[] expected = packed ? new byte[0] : Files.readAllBytes(Path.of(part.path()));
            assertThat(ProgramFiles.RUNNING.read(part.path()).orElse(new byte[0])).as(part.path())
                    .isEqualTo(expected);
        }
    }
}
