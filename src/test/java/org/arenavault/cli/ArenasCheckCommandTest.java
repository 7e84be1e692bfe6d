package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code arenas check}, as a user starts it. */
class ArenasCheckCommandTest {

    /** Where the first arena of a partition of today's format with blocks of 8 KiB lies. */
    private static final long ARENA0 = 794624;
    private static final int BLOCK = 8192;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final CommandRun command = new CommandRun();
    private Path venti;

    @BeforeEach
    void unpack() throws IOException {
        venti = Golden.unpack("v4", folder);
    }

    private String arenas() {
        return venti.resolve("arenas0").toString();
    }

    private void flip(long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(arenas(), "rw")) {
            file.seek(at);
            int was = file.read();
            file.seek(at);
            file.write(was ^ 0x10);
        }
    }

    /** The report on one arena. */
    private JsonNode arena(String name) throws IOException {
        for (JsonNode arena : command.json().at("/files/0/arenas")) {
            if (arena.get("name").asText().equals(name)) {
                return arena;
            }
        }
        throw new AssertionError(name + " is not in the report");
    }

    @Test
    void aSoundPartitionEndsWithZeroAndSaysWhatWasChecked() {
        assertThat(command.run("arenas", "check", arenas())).isZero();
        assertThat(command.printed()).contains("arena0: sealed, its seal holds\n")
                .contains("arena3: active, head and tail agree\n")
                .contains("4 arenas checked, 3 of them sealed, no damage");
    }

    @Test
    void deepCountsTheBlocksThatTheRealToolsList() {
        assertThat(command.run("arenas", "check", "--deep", arenas())).isZero();
        assertThat(command.printed()).contains("arena0: sealed, its seal holds, 322 blocks decoded")
                .contains("arena3: active, sound, 241 blocks decoded");
    }

    @Test
    void aFlippedBitOfASealedArenaIsDamageAndTheOthersAreSound() throws IOException {
        flip(ARENA0 + BLOCK + 5000);
        assertThat(command.run("arenas", "check", "--json", arenas())).isEqualTo(ExitCode.FAILED);
        assertThat(arena("arena0").get("sound").asBoolean()).isFalse();
        assertThat(arena("arena0").get("problems").get(0).asText()).contains("arena0").contains("its bytes come to");
        assertThat(arena("arena1").get("sound").asBoolean()).isTrue();
        assertThat(command.json().get("damaged").asInt()).isEqualTo(1);
    }

    @Test
    void aFlippedBitOfAnActiveArenaIsFoundByADeepCheckAlone() throws IOException {
        flip(ARENA0 + 3 * (1 << 20) + BLOCK + 5000);
        assertThat(command.run("arenas", "check", arenas())).isZero();
        CommandRun deep = new CommandRun();
        assertThat(deep.run("arenas", "check", "--deep", arenas())).isEqualTo(ExitCode.FAILED);
        assertThat(deep.printed()).contains("arena3: active, DAMAGED").contains("arena arena3: clump at ");
    }

    @Test
    void aVentiConfStandsForAllItsPartitions() throws IOException {
        Path multi = Golden.unpack("multi", folder);
        assertThat(command.run("arenas", "check", "--json", multi.resolve("venti.conf").toString())).isZero();
        assertThat(command.json().get("files")).hasSize(2);
        assertThat(command.json().get("checked").asInt()).isEqualTo(9);
        assertThat(command.json().get("sealed").asInt()).isEqualTo(5);
    }

    @Test
    void aRangeOfAFileIsAPartition() throws IOException {
        Path disk = folder.resolve("disk");
        byte[] partition = Files.readAllBytes(venti.resolve("arenas0"));
        byte[] whole = new byte[partition.length + (2 << 20)];
        System.arraycopy(partition, 0, whole, 1 << 20, partition.length);
        Files.write(disk, whole);
        assertThat(command.run("arenas", "check", disk + ":1m-6m")).isZero();
        assertThat(command.printed()).contains("4 arenas checked");
        assertThat(new CommandRun().run("arenas", "check", disk.toString())).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void anExtractedArenaIsCheckedByItself() {
        String image = folder.resolve("image").toString();
        assertThat(command.run("arenas", "extract", arenas(), "arena1", "-o", image)).isZero();
        CommandRun check = new CommandRun();
        assertThat(check.run("arenas", "check", "--deep", image)).isZero();
        assertThat(check.printed()).contains("arena1: sealed, its seal holds, 265 blocks decoded");
        CommandRun list = new CommandRun();
        assertThat(list.run("arenas", "list", image)).isZero();
        assertThat(list.printed()).contains("arena1 ").contains("sealed");
    }

    @Test
    void aListHasALineForEachArenaAndATotal() throws IOException {
        Path multi = Golden.unpack("multi", folder);
        CommandRun list = new CommandRun();
        assertThat(list.run("arenas", "list", multi.resolve("arenas0").toString(),
                multi.resolve("arenas1").toString())).isZero();
        assertThat(list.printed().lines()).hasSize(2 + 9 + 1).last().asString().contains("9 arenas of 9.5 MiB: ",
                "3 empty", "1 active", "5 sealed", "1,539 blocks");
        CommandRun all = new CommandRun();
        assertThat(all.run("arenas", "list", "--long", multi.resolve("arenas0").toString())).isZero();
        assertThat(all.printed()).contains("seal fdedfbc221f9a0b71c77a4d6403c756fd09e44ea", "clumps=158");
    }

    @Test
    void whatIsNoPartitionIsNamedAndTheOthersAreStillChecked() throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(7).nextBytes(noise);
        String garbage = Files.write(folder.resolve("garbage"), noise).toString();
        String missing = folder.resolve("missing").toString();
        assertThat(command.run("arenas", "check", garbage, missing, arenas())).isEqualTo(ExitCode.FAILED);
        assertThat(command.printed()).contains("FAILED: " + garbage).contains("FAILED: " + missing)
                .contains("arena0: sealed, its seal holds")
                .contains("4 arenas checked, 3 of them sealed, no damage, 2 files not checked");
        assertThat(command.said()).isEmpty();
    }

    @Test
    void aTableOrATailOfNoiseNeverEndsInMoreThanAMessage() throws IOException {
        byte[] sound = Files.readAllBytes(venti.resolve("arenas0"));
        long[] places = {262144, 270336, ARENA0, ARENA0 + (1 << 20) - BLOCK, ARENA0 + (1 << 20) - 2 * BLOCK};
        for (long seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            byte[] hostile = sound.clone();
            int at = (int) places[random.nextInt(places.length)];
            for (int i = 0; i < 1 + random.nextInt(40); i++) {
                hostile[at + random.nextInt(120)] = (byte) random.nextInt(256);
            }
            Files.write(venti.resolve("arenas0"), hostile);
            CommandRun run = new CommandRun();
            assertThat(run.run("arenas", "check", "--deep", arenas())).as("seed %d", seed)
                    .isIn(ExitCode.DONE, ExitCode.FAILED);
            assertThat(run.said()).as("seed %d", seed).isEmpty();
        }
    }
}
