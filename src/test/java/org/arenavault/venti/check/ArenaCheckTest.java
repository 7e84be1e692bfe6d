package org.arenavault.venti.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of arenas: silent on sound ones, and every damage is found and named. */
class ArenaCheckTest {

    private static final int BLOCK = 8192;

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Golden.names();
    }

    private static ArenaReport deep(Arena arena) throws IOException {
        try (ArenaCheck check = new ArenaCheck(2, Progress.SILENT, StopSignal.NEVER)) {
            return check.deep(arena);
        }
    }

    private static ArenaReport seal(Arena arena) throws IOException {
        try (ArenaCheck check = new ArenaCheck(2, Progress.SILENT, StopSignal.NEVER)) {
            return check.seal(arena);
        }
    }

    /** A sealed arena of {@code size} bytes, full of blocks of many lengths. */
    private static Arena sealedArena(int size, int version) throws IOException {
        Random random = new Random(size);
        MemoryStorage storage = new MemoryStorage(size);
        ArenaWriter writer = ArenaWriter.format(new Arena(storage, "test0", 0, size, BLOCK), version,
                version == 4 ? ArenaHead.V4_CLUMP_MAGIC : 0x12345678L);
        boolean room = true;
        while (room) {
            byte[] block = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 57344 : 9000)];
            random.nextBytes(block);
            if (random.nextBoolean()) {
                System.arraycopy(block, 0, block, block.length / 2, block.length / 2);
            }
            room = writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000).isPresent();
        }
        writer.seal();
        return writer.arena();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedArenasAreSound(String name) throws IOException {
        Path sample = Golden.unpack(name, folder);
        for (var part : VentiConf.read(sample.resolve("venti.conf"), Disks.REAL).arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(part.openToRead(Disks.REAL))) {
                for (Arena arena : partition.arenas()) {
                    ArenaReport report = deep(arena);
                    assertThat(report.problems()).as(arena.name()).isEmpty();
                    assertThat(report.clumps()).isEqualTo(report.status().memory().clumps());
                    assertThat(report.bytes()).isEqualTo(report.status().memory().uncsize());
                    if (report.status().state() == ArenaState.SEALED) {
                        assertThat(report.computed()).isEqualTo(report.status().seal());
                    }
                }
            }
        }
    }

    @Test
    void writtenArenasAreSoundInBothVersions() throws IOException {
        for (int version : new int[] {4, 5}) {
            Arena arena = sealedArena(5 << 20, version);
            ArenaReport report = deep(arena);
            assertThat(report.problems()).isEmpty();
            assertThat(report.status().state()).isEqualTo(ArenaState.SEALED);
            assertThat(report.clumps()).isEqualTo(report.status().memory().clumps()).isGreaterThan(100);
        }
    }

    @Test
    void aTailWithAnotherClumpMagicIsOneProblemAndNotOneABlock() throws IOException {
        Arena arena = sealedArena(2 << 20, 5);
        for (long at : new long[] {arena.tailStart() + 88, arena.start() + 84}) {
            MemoryStorage damaged = MemoryStorage.copyOf(arena.storage());
            damaged.flip(at + 2, 5);
            ArenaReport report = deep(new Arena(damaged, arena.name(), 0, arena.end(), BLOCK));

            assertThat(report.problems()).anyMatch(problem -> problem.contains("clump magic")).hasSize(2);
            assertThat(report.problems().get(1)).contains("seal is");
            assertThat(report.clumps()).isEqualTo(report.status().memory().clumps()).isPositive();
        }
    }

    @Test
    void sealsOfManyArenasAreReportedInTheirOrder() throws IOException {
        List<Arena> arenas = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Arena arena = sealedArena((1 + (9 - i) % 4) << 20, 5);
            MemoryStorage storage = MemoryStorage.copyOf(arena.storage());
            if (i % 3 == 1) {
                storage.flip(arena.dataStart() + 100 + i, 3);
            }
            arenas.add(new Arena(storage, arena.name(), 0, arena.end(), BLOCK));
        }
        List<ArenaReport> reports = new ArrayList<>();
        try (ArenaCheck check = new ArenaCheck(3, Progress.SILENT, StopSignal.NEVER)) {
            check.seals(arenas, reports::add);
        }

        assertThat(reports).extracting(report -> report.status().arena()).isEqualTo(arenas);
        assertThat(reports).extracting(ArenaReport::sound)
                .containsExactly(true, false, true, true, false, true, true, false, true);
    }

    @Test
    void anArenaThatCannotBeReportedEndsTheCheckOfTheOthers() throws IOException {
        Arena arena = sealedArena(2 << 20, 5);
        List<ArenaReport> reports = new ArrayList<>();
        try (ArenaCheck check = new ArenaCheck(2, Progress.SILENT, StopSignal.NEVER)) {
            assertThatThrownBy(() -> check.seals(Collections.nCopies(20, arena), report -> {
                if (reports.size() == 3) {
                    throw new MediumFaultException("no paper");
                }
                reports.add(report);
            })).isInstanceOf(MediumFaultException.class).hasMessage("no paper");

            assertThat(reports).hasSize(3).allMatch(ArenaReport::sound);
            check.seals(List.of(arena, arena), reports::add);
            assertThat(reports).hasSize(5).allMatch(ArenaReport::sound);
        }
    }

    @Test
    void aFlippedBitAnywhereBreaksTheSeal() throws IOException {
        Arena arena = sealedArena(1 << 20, 5);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            long at = i < 20 ? i : random.nextLong(arena.size());
            MemoryStorage damaged = MemoryStorage.copyOf(arena.storage());
            damaged.flip(at, i % 8);
            Arena copy = new Arena(damaged, arena.name(), 0, arena.end(), BLOCK);
            assertThat(seal(copy).sound()).as("bit %d of byte %d", i % 8, at).isFalse();
        }
    }

    @Test
    void aFlippedBitInAClumpIsNamedByItsOffset() throws IOException {
        Arena arena = sealedArena(3 << 20, 5);
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
        while (cursor.next()) {
            // a flipped bit of a compressed payload may be padding, or another way to say the same
            int part = (int) (cursor.ordinal() % (cursor.size() < cursor.uncsize() ? 2 : 3));
            long at = arena.dataStart() + cursor.offset() + switch (part) {
                case 0 -> 0;
                case 1 -> cursor.ordinal() % 30;
                default -> cursor.nextOffset() - cursor.offset() - 1;
            };
            MemoryStorage damaged = MemoryStorage.copyOf(arena.storage());
            damaged.flip(at, (int) (cursor.ordinal() % 8));
            ArenaReport report = deep(new Arena(damaged, arena.name(), 0, arena.end(), BLOCK));
            assertThat(report.problems()).as("byte %d", at)
                    .anyMatch(problem -> problem.contains("clump at " + cursor.offset() + ":"));
            assertThat(report.problemCount()).as("byte %d: %s", at, report.problems()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void everyFieldOfADirectoryEntryIsCompared() throws IOException {
        Arena arena = sealedArena(2 << 20, 5);
        ClumpDirectory directory = new ClumpDirectory(arena);
        for (int field = 0; field < 25; field++) {
            MemoryStorage damaged = MemoryStorage.copyOf(arena.storage());
            damaged.flip(directory.blockOf(7) + directory.positionInBlock(7) + field, field % 8);
            ArenaReport report = deep(new Arena(damaged, arena.name(), 0, arena.end(), BLOCK));
            assertThat(report.problems()).as("byte %d of the entry", field)
                    .anyMatch(problem -> problem.contains("directory entry 7 "));
        }
    }

    @Test
    void goesOnBehindAClumpThatIsGoneWithItsDirectoryEntry() throws IOException {
        Arena arena = sealedArena(4 << 20, 5);
        long clumps = arena.readTail().memory().clumps();
        ClumpDirectory directory = new ClumpDirectory(arena);
        ClumpDirectory.Cursor cursor = directory.cursor(clumps);
        for (int i = 0; i <= clumps / 2; i++) {
            cursor.next();
        }
        MemoryStorage damaged = MemoryStorage.copyOf(arena.storage());
        damaged.write(arena.dataStart() + cursor.offset(), new byte[38]);
        damaged.write(directory.blockOf(cursor.ordinal()) + directory.positionInBlock(cursor.ordinal()), new byte[25]);

        ArenaReport report = deep(new Arena(damaged, arena.name(), 0, arena.end(), BLOCK));

        assertThat(report.problems()).anyMatch(problem -> problem.contains("clump at " + cursor.offset())
                && problem.contains("passed over"));
        assertThat(report.clumps()).isEqualTo(clumps - 1);
    }

    @Test
    void noiseInTheLogEndsTheCheckInTime() throws IOException {
        Arena arena = sealedArena(4 << 20, 4);
        MemoryStorage damaged = MemoryStorage.copyOf(arena.storage());
        byte[] noise = new byte[3 << 20];
        new Random(9).nextBytes(noise);
        for (int at = 0; at < noise.length - 64; at += 97) {
            new ClumpHeader(ArenaHead.V4_CLUMP_MAGIC, 13, 65535, 65535, arena.readTail().score(), 1, 0, 0)
                    .encode(ByteBuffer.wrap(noise), at);
        }
        damaged.write(2L * BLOCK, noise);

        ArenaReport report = deep(new Arena(damaged, arena.name(), 0, arena.end(), BLOCK));

        assertThat(report.sound()).isFalse();
    }

    @Test
    void anArenaWithoutATailIsDamagedAndNothingElseIsRead() throws IOException {
        Storage empty = new MemoryStorage(1 << 20);
        ArenaReport report = deep(new Arena(empty, "none", 0, 1 << 20, BLOCK));

        assertThat(report.status().state()).isEqualTo(ArenaState.DAMAGED);
        assertThat(report.problems()).singleElement().asString()
                .contains("arena none").contains("magic 00000000, expected f2a14ead");
    }
}
