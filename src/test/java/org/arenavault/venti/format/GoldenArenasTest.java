package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.arenavault.Golden;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Partitions recorded with a real server, against what the real tools print of them. */
class GoldenArenasTest {

    private static final Pattern PRINTARENAPART = Pattern.compile(
            "arena (\\S+) (\\d+) clumps=([\\d,]+) cclumps=([\\d,]+) used=([\\d,]+) uncsize=([\\d,]+)( sealed)?");

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Golden.all();
    }

    private static List<ArenaPartition> partitions(Path sample) throws IOException {
        List<ArenaPartition> partitions = new ArrayList<>();
        for (Partition partition : VentiConf.read(sample.resolve("venti.conf"), Disks.REAL).arenas()) {
            partitions.add(ArenaPartition.open(partition.openToRead(Disks.REAL)));
        }
        return partitions;
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void arenasAreWhatPrintarenapartSays(String name) throws IOException {
        Path sample = Golden.unpack(name, folder);
        int seen = 0;
        for (ArenaPartition partition : partitions(sample)) {
            Path expected = sample.resolve("expect/"
                    + Path.of(partition.storage().name()).getFileName() + ".printarenapart");
            Matcher lines = PRINTARENAPART.matcher(Files.readString(expected));
            for (Arena arena : partition.arenas()) {
                ArenaStatus status = ArenaStatus.of(arena);
                assertThat(lines.find()).isTrue();
                assertThat(arena.name()).isEqualTo(lines.group(1));
                assertThat(arena.start()).isEqualTo(number(lines.group(2)));
                assertThat(status.problems()).isEmpty();
                assertThat(status.disk()).isEqualTo(new ArenaStats(number(lines.group(3)), number(lines.group(4)),
                        number(lines.group(5)), number(lines.group(6)), lines.group(7) != null));
                seen++;
            }
            assertThat(lines.find()).isFalse();
            partition.close();
        }
        assertThat(seen).isPositive();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void imagesAreWhatRdarenaWrites(String name) throws Exception {
        Path sample = Golden.unpack(name, folder);
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(sample.resolve("expect/rdarena.sha1"))) {
            String[] fields = line.split(" ");
            expected.put(fields[0], fields[1] + " " + fields[2]);
        }
        Map<String, String> actual = new TreeMap<>();
        for (ArenaPartition partition : partitions(sample)) {
            for (Arena arena : partition.arenas()) {
                Storage image = arena.image();
                byte[] sha1 = Digests.sha1().digest(image.read(0, (int) image.size()));
                actual.put(arena.name(), image.size() + " " + HexFormat.of().formatHex(sha1));
            }
            partition.close();
        }
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sealsHold(String name) throws IOException {
        int sealed = 0;
        for (ArenaPartition partition : partitions(Golden.unpack(name, folder))) {
            for (Arena arena : partition.arenas()) {
                ArenaStatus status = ArenaStatus.of(arena);
                if (status.state() == ArenaState.SEALED) {
                    Score computed = ArenaSeal.compute(arena.image(), Progress.SILENT.begin("", 0), StopSignal.NEVER);
                    assertThat(computed).isEqualTo(status.seal());
                    sealed++;
                }
            }
            partition.close();
        }
        if (name.equals("unsummed")) {
            assertThat(sealed).isZero();
        } else {
            assertThat(sealed).isGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void clumpsAreWhatPrintarenaSays(String name) throws IOException {
        Path sample = Golden.unpack(name, folder);
        for (ArenaPartition partition : partitions(sample)) {
            for (Arena arena : partition.arenas()) {
                Path listing = sample.resolve("expect/" + arena.name() + ".printarena.gz");
                if (Files.exists(listing)) {
                    assertThat(clumps(arena)).as(arena.name()).isEqualTo(printarena(listing));
                }
            }
            partition.close();
        }
    }

    /** Offset, score, type and length of every clump, read through the directory and the clumps themselves. */
    private static List<String> clumps(Arena arena) throws IOException {
        List<String> lines = new ArrayList<>();
        ArenaTail tail = arena.readTail();
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(tail.memory().clumps());
        ClumpDecoder decoder = new ClumpDecoder();
        while (cursor.next()) {
            ClumpInfo info = cursor.info();
            byte[] block = decoder.read(arena, tail.clumpMagic(), cursor.offset(), info.type(), info.score());
            lines.add("%d %s %d %d".formatted(cursor.offset(), info.score(),
                    BlockType.fromDisk(info.type()).number(), block.length));
        }
        assertThat(cursor.nextOffset()).isEqualTo(tail.memory().used());
        return lines;
    }

    private static List<String> printarena(Path listing) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(listing))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
                    .map(line -> line.trim().replaceAll(" +", " "))
                    .filter(line -> line.matches("\\d+ [0-9a-f]{40} \\d+ \\d+")).toList();
        }
    }
}
