package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.mirror.MirrorOptions;
import org.arenavault.restore.sending.DiscsToVentis;
import org.arenavault.restore.sending.SendReport;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.Vault;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is damaged on a disc goes to a running venti all the same, as far as the disc's own parity mends it. */
@Timeout(60)
class MendedSendingTest {

    private static final int UNITS = 6;
    private static final int ARENAS = 5;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final SilentTerminal terminal = new SilentTerminal();
    private final World world = new World(new SystemClock(), Disks.REAL, terminal, Progress.SILENT, StopSignal.NEVER,
            UUID::randomUUID);
    private final MemoryStore store = new MemoryStore();
    private VentiServer server;
    private MendingRig rig;

    @BeforeEach
    void begin() throws IOException {
        server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT, world.clock());
        rig = new MendingRig(folder.resolve("emu"), UNITS);
        rig.record(disc(1), ARENAS, 3, 5);
    }

    @AfterEach
    void end() throws IOException {
        rig.close();
        server.close();
    }

    private static DiscIdentity disc(int number) {
        return new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", number, new UUID(3, number));
    }

    private DiscsToVentis sending(String... only) {
        MirrorOptions options = MirrorOptions.DEFAULT.with(ClientOptions.DEFAULT.withPatience(Duration.ofSeconds(10),
                Duration.ofMillis(1))).with(Duration.ZERO);
        return new DiscsToVentis(List.of(server.address()), Set.of(only), folder.resolve("state"), options,
                new Vault(folder.resolve("vault"), Disks.REAL, world.clock()), world);
    }

    private SendReport send(String... only) throws IOException {
        return sending(only).fromBareDiscs(rig);
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.contains("salvage")).toList();
        }
    }

    private void assertAllThere(SendReport report) throws IOException {
        assertThat(report.missing()).as("%s", terminal.said()).isEmpty();
        assertThat(report.outcome().isDone()).as("%s %s", report, terminal.said()).isTrue();
        for (SampleArena arena : rig.arenas()) {
            assertHas(arena);
        }
        assertThat(kept()).isEmpty();
    }

    private void assertHas(SampleArena arena) throws IOException {
        assertThat(SendingTest.blocks(arena)).as(arena.name()).isNotEmpty()
                .allMatch(block -> store.blocks().contains(block.score(), block.type()));
    }

    @Test
    void aDiscThatIsWholeIsReadWithoutItsParity() throws IOException {
        SendReport report = send();
        assertAllThere(report);
        assertThat(report.notes()).isEmpty();
        assertThat(rig.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCannotBeReadOrIsNotWhatItWasIsMended(boolean silent) throws IOException {
        for (int unit = 1; unit < 4; unit++) {
            if (silent) {
                rig.corrupt(rig.unitOf(2) + unit);
            } else {
                rig.lose(rig.unitOf(2) + unit);
            }
        }
        SendReport report = send();
        assertAllThere(report);
        assertThat(report.notes()).contains("arena arenas1 of home-001 track 2 was mended with the parity on home-001 "
                + "track 6, which gave 3 pieces of 64 KiB");
        SendReport again = send();
        assertThat(again.outcome().isDone()).as("%s", again).isTrue();
        assertThat(again.targets().get(0).report().moved().sentBlocks()).isZero();
    }

    /** With its label, so that nothing but the parity knows of it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, ARENAS})
    void aDeadTrackIsSent(int track) throws IOException {
        rig.lose(rig.unitOf(track), UNITS + 1);
        assertAllThere(send());
    }

    @Test
    void oneOfTheArenasIsMendedWithTheOthersReadFromTheDisc() throws IOException {
        rig.lose(rig.unitOf(3) + 1, 3);
        SendReport report = send("arenas2");
        assertThat(report.outcome().isDone()).as("%s %s", report, terminal.said()).isTrue();
        assertHas(rig.arenas().get(2));
        assertThat(kept()).isEmpty();
    }

    /** A drive that is asked again and again for each block would take minutes, on a real disc days. */
    @Test
    void aLongBurstTakesNoLongerThanAShortOne() throws IOException {
        rig.close();
        rig = new MendingRig(folder.resolve("other"), 40);
        rig.record(disc(1), 3, 3, 40);
        rig.lose(rig.unitOf(1) + 20, 80);
        Duration begun = rig.time();
        assertAllThere(send());
        assertThat(rig.time().minus(begun)).isLessThan(Duration.ofSeconds(90));
    }

    /** What was kept of it on the way goes, too. */
    @Test
    void whatAnotherDiscHasIsNotMendedAnyMore() throws IOException {
        rig.lose(rig.unitOf(2), 3 * UNITS);
        assertThat(send().outcome().isDone()).isFalse();
        assertThat(kept()).hasSize(3);
        FakeDisc other = FakeDisc.labelled(disc(2));
        rig.arenas().forEach(other::with);
        assertAllThere(sending().fromBareDiscs(DiscQueue.of(other)));
    }

    /** The whole blocks went before; what the parity does not give is named, and so is where the rest is kept. */
    @Test
    void whatIsMoreThanTheParityGivesIsNamed() throws IOException {
        rig.lose(rig.unitOf(2), 3 * UNITS);
        SendReport report = send();
        assertThat(report.outcome().isDone()).isFalse();
        assertThat(report.missing()).filteredOn(missing -> missing.reasons().stream().anyMatch(reason ->
                reason.contains("the parity on home-001 track 6 does not suffice for ")))
                .extracting(RestoreReport.Missing::arena).containsExactlyInAnyOrder("arenas1", "arenas2", "arenas3");
        assertThat(report.notes()).anyMatch(note -> note.contains("are kept in "));
        assertHas(rig.arenas().get(0));
        assertHas(rig.arenas().get(4));
        assertThat(kept()).isNotEmpty();
        assertSoundBlocksAreThere(rig.arenas().get(3), 4);
    }

    /** Blocks of which no byte lies in the first units. */
    private void assertSoundBlocksAreThere(SampleArena arena, int lostUnits) throws IOException {
        List<SendingTest.Block> blocks = new ArrayList<>();
        List<long[]> places = SendingTest.places(arena.bytes(), blocks);
        int sound = 0;
        for (int i = 0; i < blocks.size(); i++) {
            if (places.get(i)[0] >= (long) lostUnits * MendingRig.UNIT) {
                assertThat(store.blocks().contains(blocks.get(i).score(), blocks.get(i).type())).isTrue();
                sound++;
            }
        }
        assertThat(sound).isPositive();
    }

    @Test
    void aLedgerTellsWhereTheDiscWithTheParityIsKept() throws IOException {
        rig.close();
        RecordedSet set = RecordedSet.of(RestoredStore.of("index main\nisect isect0\narenas arenas0\n",
                folder.resolve("store")), "home");
        rig = new MendingRig(folder.resolve("other"), UNITS);
        set.record(rig, 1, 2);
        rig.lose(rig.unitOf(1), UNITS + 1);
        set.record(rig, 2, 2);
        set.append(new LedgerEvent.Moved(1, "the safe"));
        assertAllThere(sending().fromSet(set.read(), rig));
        assertThat(rig.asked()).containsExactly("disc home-001 (kept at: the safe)", "disc home-002",
                "disc home-001 (kept at: the safe)");
    }

    @Test
    void anIncrementIsMendedLikeAnArena() throws IOException {
        rig.close();
        ArenaMaker life = ArenaMaker.named("arenas9", 16 * MendingRig.UNIT, 1).fill(1200, 1);
        List<SampleIncrement> increments = SampleIncrement.of(life.flushed(), "arenas0", 1_573_376, 260_000, List.of(),
                10);
        rig = new MendingRig(folder.resolve("other"), UNITS);
        rig.record(disc(1), 2, increments, 3, 6);
        SendReport whole = send();
        long blocks = store.blocks().count();
        assertThat(whole.outcome().isDone()).as("%s", whole).isTrue();

        server.close();
        MemoryStore fresh = new MemoryStore();
        server = VentiServer.writable(fresh, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT, world.clock());
        rig.lose(rig.unitOf(3) + 1, 2);
        SendReport report = send();

        assertThat(report.missing()).as("%s", terminal.said()).isEmpty();
        assertThat(fresh.blocks().count()).isEqualTo(blocks);
        assertThat(report.notes()).anyMatch(note -> note.startsWith("increment arenas9@0.10 of home-001 track 3 was "
                + "mended with the parity"));
        assertThat(kept()).isEmpty();
    }
}
