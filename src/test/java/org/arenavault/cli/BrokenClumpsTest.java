package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A venti that was killed has left clumps below the tail's end that are not whole, and has gone on behind them: what is
 * whole comes back, the rest is named.
 */
class BrokenClumpsTest {

    private static final int ACTIVE = 1;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Path partition() {
        return temp.resolve("venti/arenas0");
    }

    private void store(long seed, int blocks) throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(partition());
                ArenaPartition partition = ArenaPartition.open(storage)) {
            ArenaWriter writer = ArenaWriter.open(partition.arenas().get(ACTIVE));
            Random random = new Random(seed);
            for (int i = 0; i < blocks; i++) {
                byte[] block = new byte[3000];
                random.nextBytes(block);
                assertThat(writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000L)).isPresent();
            }
            writer.flush();
        }
    }

    /** Breaks a clump: of one its bytes, of another its header and its entry in the directory as well. */
    private void damage(int ordinal, boolean entry) throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(partition());
                ArenaPartition partition = ArenaPartition.open(storage)) {
            Arena arena = partition.arenas().get(ACTIVE);
            ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
            for (int i = 0; i <= ordinal; i++) {
                assertThat(cursor.next()).isTrue();
            }
            storage.write(arena.dataStart() + cursor.offset() + (entry ? 0 : 1000), new byte[100]);
            if (entry) {
                storage.write(new ClumpDirectory(arena).blockOf(0) + (long) ordinal * ArenaFormat.CLUMP_INFO,
                        new byte[ArenaFormat.CLUMP_INFO]);
            }
        }
    }

    /** The scores of what the directories list. */
    private static List<String> scores(Path file) throws IOException {
        List<String> scores = new ArrayList<>();
        try (Storage storage = Disks.REAL.openToRead(file); ArenaPartition partition = ArenaPartition.open(storage)) {
            for (Arena arena : partition.arenas()) {
                ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
                while (cursor.next()) {
                    if (BlockType.isLegalOnDisk(cursor.info().type())) {
                        scores.add(cursor.info().score().toString());
                    }
                }
            }
        }
        return scores;
    }

    @Test
    void theyAreCarriedOrSteppedOverAndTheRestComesBack() throws IOException {
        Site site = new Site(temp);
        Path conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 1);
        String device = site.recorder("rec", "bd-r", 3, 12_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", device, "--increments",
                "always", "--kit", "never");
        site.done("set", "config", "home", "increments.at_least=0", "increments.share=60%");
        store(7, 30);
        Set<String> whole = new TreeSet<>(scores(partition()));
        List<String> active = scores(partition()).subList(scores(partition()).size() - 30, scores(partition()).size());
        whole.remove(active.get(5));
        whole.remove(active.get(15));
        damage(25, false);
        damage(35, true);

        Site.Outcome first = site.run("backup", "home");
        assertThat(first.code()).as(first.said() + first.out()).isOne();
        assertThat(first.out()).containsPattern("FAILED: .*clump at \\d+: is not whole; its bytes are carried")
                .containsPattern("FAILED: .*clump at \\d+: neither a clump nor .* bytes are left out");
        store(8, 20);
        List<String> all = scores(partition());
        whole.addAll(all.subList(all.size() - 20, all.size()));
        Site.Outcome second = site.run("backup", "home");
        assertThat(second.said()).doesNotContain("begin at 0 again");
        assertThat(site.done("verify", "home", "--deep")).contains(" 0 damaged");

        Path back = Files.createDirectory(temp.resolve("back")).resolve("venti.conf");
        Files.copy(conf, back);
        Site.Outcome restore = new Site(temp.resolve("back")).run("restore", "-d", device, "--conf", back.toString(),
                "--format");
        assertThat(scores(temp.resolve("back/arenas0"))).as(restore.said() + restore.out()).containsAll(whole);
        assertThat(site.run("index", "check", back.toString()).out()).contains("no fault");
    }
}
