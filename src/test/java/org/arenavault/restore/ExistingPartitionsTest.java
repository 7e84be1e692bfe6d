package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.media.DiscIdentity;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores where something is already: what is taken, what is left alone, and what is refused. */
class ExistingPartitionsTest {

    private static final int SIZE = 32 * 1024;
    private static final long BASE = 786944;
    private static final int SLOTS = 3;
    private static final RestoreOptions PLAIN = new RestoreOptions(false, false, 0, Set.of());
    private static final RestoreOptions FORMAT = new RestoreOptions(true, false, 0, Set.of());

    @TempDir
    private Path folder;

    private RestoredStore store;
    private SampleArena a;
    private SampleArena b;

    @BeforeEach
    void make() throws IOException {
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        a = ArenaMaker.arena("a").from("arenas0", BASE);
        b = ArenaMaker.arena("b").from("arenas0", BASE + SIZE);
    }

    /** Makes a partition of somebody else's with empty slots a, b and c, and a blank section. */
    private void partition() throws IOException {
        Files.write(folder.resolve("isect0"), new byte[1 << 20]);
        List<ArenaMap.Range> ranges = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            ranges.add(new ArenaMap.Range(String.valueOf((char) ('a' + i)), BASE + (long) i * SIZE,
                    BASE + (i + 1L) * SIZE));
        }
        try (Storage storage = Disks.REAL.create(folder.resolve("arenas0"), BASE + SLOTS * SIZE);
                ArenaPartition partition = ArenaPartition.create(storage,
                        PartitionHeader.ofBlockSize(ArenaMaker.BLOCK), new ArenaMap(ranges))) {
            for (Arena arena : partition.arenas()) {
                ArenaWriter.format(arena, 5, 0x2222);
            }
        }
    }

    private void put(long at, byte[] bytes) throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(folder.resolve("arenas0"))) {
            storage.write(at, bytes);
        }
    }

    private static FakeDisc home() {
        return FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 1, new UUID(3, 3)));
    }

    private RestoreReport restore(RestoreOptions options, FakeDisc... discs) throws IOException {
        return store.restore(options, DiscQueue.of(discs));
    }

    @Test
    void anEmptySlotOfItsNameAndSizeIsFilledAndNothingElseChanges() throws IOException {
        partition();
        byte[] before = store.bytes("arenas0");
        RestoreReport report = restore(PLAIN, home().with(b));
        assertThat(report.restored()).extracting(RestoreReport.Restored::arena).containsExactly("b");
        System.arraycopy(b.bytes(), 0, before, (int) BASE + SIZE, SIZE);
        assertThat(store.bytes("arenas0")).isEqualTo(before);
        assertThat(report.files().spares()).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsReadAndLeftAlone() throws IOException {
        partition();
        put(BASE, a.bytes());
        byte[] before = store.bytes("arenas0");
        RestoreReport report = restore(PLAIN, home().with(a));
        assertThat(report.present()).containsExactly("a");
        assertThat(report.restored()).isEmpty();
        assertThat(report.isComplete()).isTrue();
        assertThat(store.bytes("arenas0")).isEqualTo(before);
    }

    @Test
    void aDamagedArenaInItsSlotIsNeverWrittenOver() throws IOException {
        partition();
        byte[] damaged = a.bytes().clone();
        damaged[3000] ^= 1;
        put(BASE, damaged);
        byte[] before = store.bytes("arenas0");
        RestoreReport report = restore(PLAIN, home().with(a).with(b));
        assertThat(report.missing()).singleElement().satisfies(missing ->
                assertThat(missing.reasons().get(0)).contains("its slot holds an arena whose seal does not match"));
        assertThat(Arrays.copyOf(store.bytes("arenas0"), (int) BASE + SIZE))
                .isEqualTo(Arrays.copyOf(before, (int) BASE + SIZE));
        assertThat(report.restored()).extracting(RestoreReport.Restored::arena).containsExactly("b");
    }

    @Test
    void anotherSoundArenaInItsSlotIsAnotherStore() throws IOException {
        partition();
        put(BASE, ArenaMaker.arena("a", ArenaMaker.BLOCK, SIZE, 2).bytes());
        byte[] before = store.bytes("arenas0");
        assertThatThrownBy(() -> restore(PLAIN, home().with(a))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("two stores in one pile: arena a").hasMessageContaining("arenas0")
                .hasMessageContaining("home-001 track 1");
        assertThat(store.bytes("arenas0")).isEqualTo(before);
    }

    @Test
    void aSlotThatAServerWritesToIsNotTouched() throws IOException {
        partition();
        ArenaMaker growing = ArenaMaker.named("a");
        growing.put(BlockType.DATA, new byte[] {1, 2, 3}, 0);
        put(BASE, growing.active().bytes());
        byte[] before = store.bytes("arenas0");
        RestoreReport report = restore(PLAIN, home().with(a));
        assertThat(report.missing().get(0).reasons().get(0)).contains("its slot is in use: 1 clump, not sealed");
        assertThat(store.bytes("arenas0")).isEqualTo(before);
    }

    /** Puts clumps into the slot of a that its tail does not know of. */
    private void crash() throws IOException {
        ArenaMaker growing = ArenaMaker.named("a");
        growing.put(BlockType.DATA, new byte[] {1, 2, 3}, 0);
        byte[] crashed = growing.active().bytes();
        // the tail as it was before the clump, with the clump magic that the arena has
        ArenaMaker empty = ArenaMaker.named("a");
        System.arraycopy(empty.active().bytes(), SIZE - ArenaMaker.BLOCK, crashed, SIZE - ArenaMaker.BLOCK,
                ArenaMaker.BLOCK);
        put(BASE, crashed);
    }

    @Test
    void clumpsThatNoTailKnowsOfAreNotWrittenOver() throws IOException {
        partition();
        crash();
        byte[] before = store.bytes("arenas0");
        RestoreReport report = restore(PLAIN, home().with(a));
        assertThat(report.missing().get(0).reasons().get(0)).contains("run venti/syncindex first");
        assertThat(store.bytes("arenas0")).isEqualTo(before);
    }

    @Test
    void aCopyThatCannotBeComparedWithSuchClumpsIsMissingAndTheOthersAreBack() throws IOException {
        partition();
        crash();
        byte[] before = Arrays.copyOfRange(store.bytes("arenas0"), (int) BASE, (int) BASE + SIZE);
        RestoreReport report = restore(PLAIN, home().with(a).with(b).withFault(1, ArenaMaker.BLOCK));
        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo("a");
            assertThat(missing.reasons().get(0)).contains("home-001 track 1").contains("unrecovered read error");
        });
        assertThat(report.restored()).extracting(RestoreReport.Restored::arena).containsExactly("b");
        assertThat(Arrays.copyOfRange(store.bytes("arenas0"), (int) BASE, (int) BASE + SIZE)).isEqualTo(before);
    }

    @Test
    void aSlotOfAnotherSizeIsNone() throws IOException {
        partition();
        SampleArena long1 = ArenaMaker.arena("a", ArenaMaker.BLOCK, 2 * SIZE, 1);
        byte[] before = store.bytes("arenas0");
        RestoreReport report = restore(PLAIN, home().with(long1));
        assertThat(report.missing().get(0).reasons().get(0)).contains("its slot in arenas0 has 32768 bytes");
        assertThat(store.bytes("arenas0")).isEqualTo(before);
    }

    @Test
    void anExistingPartitionTakesNoArenaThatItHasNoSlotFor() throws IOException {
        partition();
        byte[] before = store.bytes("arenas0");
        RestoreReport report = restore(FORMAT, home().with(ArenaMaker.arena("stranger")));
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("stranger");
        assertThat(report.missing().get(0).reasons().get(0)).contains("no partition has a slot of its name");
        assertThat(store.bytes("arenas0")).isEqualTo(before);
    }

    @Test
    void withoutFormatNothingThatIsMissingIsMade() throws IOException {
        assertThatThrownBy(() -> restore(PLAIN, home().with(a))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("isect0").hasMessageContaining("--format");
        Files.write(folder.resolve("isect0"), new byte[1 << 20]);
        assertThatThrownBy(() -> restore(PLAIN, home().with(a))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("arenas0: no such partition; say --format");
        assertThat(store.files()).containsExactly("isect0", "venti.conf");
    }

    @Test
    void aBlankFileIsFormattedOnlyWhenThatIsSaidAndKeepsItsLength() throws IOException {
        Files.write(folder.resolve("isect0"), new byte[1 << 20]);
        Files.write(folder.resolve("arenas0"), new byte[2 << 20]);
        assertThatThrownBy(() -> restore(PLAIN, home().with(a))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("arenas0: is blank; say --format");
        assertThat(store.bytes("arenas0")).containsOnly(0);
        RestoreReport report = restore(FORMAT, home().with(a));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.files().made()).isEmpty();
        assertThat(store.bytes("arenas0")).hasSize(2 << 20);
        assertThat(store.arena("a")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(a.bytes()));
    }

    @Test
    void aConfigurationThatIsStoredInAPartitionStaysThere() throws IOException {
        byte[] text = ("venti config\n" + Files.readString(store.conf())).getBytes(StandardCharsets.US_ASCII);
        byte[] partition = new byte[2 << 20];
        System.arraycopy(text, 0, partition, 248 * 1024, text.length);
        Files.write(folder.resolve("arenas0"), partition);
        Files.delete(store.conf());
        VentiConf conf = VentiConf.read(folder.resolve("arenas0"), Disks.REAL);
        Vault vault = new Vault(folder.resolve("vault"), Disks.REAL, new SystemClock());
        assertThat(new Restore(conf, FORMAT, vault, store.world()).fromBareDiscs(DiscQueue.of(home().with(a)))
                .isComplete()).isTrue();
        assertThat(Arrays.copyOfRange(store.bytes("arenas0"), 248 * 1024, 248 * 1024 + text.length)).isEqualTo(text);
        assertThat(store.files()).containsExactly("arenas0", "isect0");
        partition[300] = 1;
        Files.write(folder.resolve("arenas0"), partition);
        assertThatThrownBy(() -> new Restore(conf, FORMAT, vault, store.world())
                .fromBareDiscs(DiscQueue.of(home().with(a)))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("byte 300 is not zero");
    }

    @Test
    void whatHoldsAnythingElseIsNeverFormatted() throws IOException {
        for (String name : List.of("arenas0", "isect0", "bloom")) {
            RestoredStore other = RestoredStore.of("index main\nisect isect0\narenas arenas0\nbloom bloom\n",
                    folder.resolve("with-" + name));
            byte[] letter = Arrays.copyOf("Dear reader".getBytes(StandardCharsets.US_ASCII), 1 << 20);
            Files.write(other.folder().resolve(name), letter);
            assertThatThrownBy(() -> other.restore(FORMAT, DiscQueue.of(home().with(a)))).as(name)
                    .isInstanceOf(RefusedException.class).hasMessageContaining(name);
            assertThat(other.bytes(name)).isEqualTo(letter);
            assertThat(other.files()).containsExactlyInAnyOrder(name, "venti.conf");
        }
    }

    @Test
    void aPartitionWithADamagedTableIsNotGuessedAt() throws IOException {
        partition();
        put(262144 + 512, "seven\n".getBytes(StandardCharsets.US_ASCII));
        byte[] before = store.bytes("arenas0");
        assertThatThrownBy(() -> restore(FORMAT, home().with(a))).isInstanceOf(CorruptException.class)
                .hasMessageContaining("arenas0");
        assertThat(store.bytes("arenas0")).isEqualTo(before);
    }

    @Test
    void oneNameInTwoPartitionsIsRefused() throws IOException {
        partition();
        Files.copy(folder.resolve("arenas0"), folder.resolve("arenas1"));
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\narenas arenas1\n", folder);
        assertThatThrownBy(() -> restore(PLAIN, home().with(a))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("arena a is in both arenas0 and arenas1");
    }

    @Test
    void aRangeOfAFileIsFilledWithinItsBounds() throws IOException {
        Files.write(folder.resolve("disk"), new byte[4 << 20]);
        store = RestoredStore.of("index main\nisect disk:2m-3m\narenas disk:1m-2m\n", folder);
        RestoreReport report = restore(FORMAT, home().with(a.from("disk:1m-2m", BASE)).with(b));
        assertThat(report.isComplete()).isTrue();
        byte[] disk = store.bytes("disk");
        assertThat(Arrays.copyOf(disk, 1 << 20)).containsOnly(0);
        assertThat(Arrays.copyOfRange(disk, 3 << 20, 4 << 20)).containsOnly(0);
        assertThat(Arrays.copyOfRange(disk, (1 << 20) + (int) BASE, (1 << 20) + (int) BASE + SIZE))
                .isEqualTo(a.bytes());
    }

    @Test
    void aServerThatAnswersAtItsAddressIsToBeStoppedFirst() throws IOException {
        for (String line : List.of("addr tcp!127.0.0.1!%d\n", "httpaddr tcp!*!%d\n")) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String address = line.formatted(server.getLocalPort());
                Files.writeString(store.conf(), "index main\nisect isect0\narenas arenas0\n" + address
                        + (address.startsWith("http") ? "addr tcp!127.0.0.1!1\n" : ""));
                assertThatThrownBy(() -> restore(FORMAT, home().with(a))).isInstanceOf(RefusedException.class)
                        .hasMessageContaining("a server answers at").hasMessageContaining("stop it first");
            }
        }
        assertThat(store.files()).containsExactly("venti.conf");
    }

    @Test
    void sparesStandBehindTheOthersAndTakeNobodysName() throws IOException {
        SampleArena first = ArenaMaker.arena("arena0").from("arenas0", BASE);
        SampleArena second = ArenaMaker.arena("arena1").from("arenas0", BASE + SIZE);
        RestoreReport report = restore(new RestoreOptions(true, false, 2, Set.of("arena0")),
                home().with(first).with(second));
        assertThat(report.files().spares()).containsExactly("arena2", "arena3");
        try (ArenaPartition partition = ArenaPartition.open(Disks.REAL.openToRead(folder.resolve("arenas0")))) {
            assertThat(partition.map().ranges()).extracting(ArenaMap.Range::name)
                    .containsExactly("arena0", "arena2", "arena3");
            assertThat(partition.arenas().get(1).size()).isEqualTo(1 << 20);
        }
    }
}
