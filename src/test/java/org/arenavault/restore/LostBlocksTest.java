package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.mirror.MirrorOptions;
import org.arenavault.restore.sending.DiscsToVentis;
import org.arenavault.sets.Vault;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has a lost block elsewhere finds it by its score alone: a place on a disc tells him nothing. */
@Timeout(60)
class LostBlocksTest {

    private static final int SIZE = 32 * 1024;

    @TempDir
    private Path folder;

    private final World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT,
            StopSignal.NEVER, UUID::randomUUID);

    /** A clump of an image. */
    private record Clump(long from, long to, Score score) {
    }

    private static List<Clump> clumps(byte[] image) throws IOException {
        Arena arena = Arena.ofImage(new MemoryStorage(image), 0);
        List<Clump> clumps = new ArrayList<>();
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
        while (cursor.next()) {
            clumps.add(new Clump(arena.dataStart() + cursor.offset(), arena.dataStart() + cursor.nextOffset(),
                    cursor.info().score()));
        }
        return clumps;
    }

    /** What is said when a disc is sent to a fresh venti. */
    private List<String> problems(FakeDisc disc) throws IOException {
        try (VentiServer server = VentiServer.writable(new MemoryStore(), new Dial("127.0.0.1", 0),
                ServerOptions.DEFAULT, world.clock())) {
            return new DiscsToVentis(List.of(server.address()), Set.of(), Files.createTempDirectory(folder, "state"),
                    MirrorOptions.DEFAULT, new Vault(folder.resolve("vault"), Disks.REAL, world.clock()), world)
                    .fromBareDiscs(DiscQueue.of(disc)).targets().get(0).report().problems();
        }
    }

    @Test
    void whatIsLostIsNamedByItsScoreWhereTheDirectoryKnowsIt() throws IOException {
        SampleArena arena = ArenaMaker.named("a", SIZE, 1).fill(40, 1).seal();
        List<Clump> clumps = clumps(arena.bytes());
        long inThird = clumps.get(2).from() + 38;
        int perBlock = ArenaFormat.infosPerBlock(ArenaMaker.BLOCK);
        long sizeOfThirtieth = SIZE - (2L + 30 / perBlock) * ArenaMaker.BLOCK + 30 % perBlock * 25L + 2;
        for (FakeDisc disc : List.of(FakeDisc.unlabelled().with(arena).withFlip(1, inThird, 0),
                FakeDisc.unlabelled().with(arena).withFault(1, inThird),
                FakeDisc.unlabelled().with(arena).withFlip(1, inThird, 0).withFlip(1, sizeOfThirtieth, 0))) {
            assertThat(problems(disc)).anyMatch(problem -> problem.contains(clumps.get(2).score().toString()))
                    .noneMatch(problem -> problem.contains(clumps.get(10).score().toString()));
        }
    }

    /** A root's score opens all that is below it. */
    @Test
    void theScoreOfALostRootIsOnlyHintedAt() throws IOException {
        ArenaMaker maker = ArenaMaker.named("a");
        Score root = maker.root(500, maker.put(BlockType.DATA, new byte[] {1}, 1));
        SampleArena arena = maker.seal();
        Clump clump = clumps(arena.bytes()).stream().filter(each -> each.score().equals(root)).findFirst()
                .orElseThrow();

        assertThat(problems(FakeDisc.unlabelled().with(arena).withFlip(1, clump.to() - 10, 0)))
                .anyMatch(problem -> problem.contains("root " + root.hint() + "..."))
                .noneMatch(problem -> problem.contains(root.toString()));
    }
}
