package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.disk.DiskImage;
import org.arenavault.disk.NamedDisks;
import org.arenavault.fossil.FossilImages;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks of Plan 9 machines: what lies there is shown, and every command reaches it by its name. */
class DisksCommandTest {

    private static final int PLAN9 = 64;
    private static final int FAT = 300;
    private static final long SEED = 20261201;
    private static final int ROUNDS = Integer.getInteger("disks.rounds", 150);

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path disk;
    private Path raw;

    @BeforeEach
    void make() throws IOException {
        site = new Site(temp);
        site.use(new NamedDisks(Disks.REAL));
        SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 1);
        raw = temp.resolve("venti/arenas0");
        byte[] arenas = Files.readAllBytes(raw);
        int sectors = arenas.length / 512;
        DiskImage image = new DiskImage(PLAN9 + FAT + 2 + sectors + 100).entry(0, 0, 0x39, PLAN9,
                FAT + 2 + sectors + 50);
        image.fat(PLAN9, 12, FAT - 40, "plan9.ini",
                "venti=#S/sdC0/arenas\nauthpassword=hush\n".getBytes(StandardCharsets.US_ASCII));
        image.prep(PLAN9, "part 9fat 0 %d\npart nvram %d %d\npart arenas %d %d\npart rest %d %d\n".formatted(FAT, FAT,
                FAT + 1, FAT + 2, FAT + 2 + sectors, FAT + 2 + sectors, FAT + 22 + sectors));
        image.put((PLAN9 + FAT) * 512, "hushhush".getBytes(StandardCharsets.US_ASCII));
        image.put((PLAN9 + FAT + 2) * 512, arenas);
        disk = Files.write(temp.resolve("sdC0"), image.bytes());
    }

    @Test
    void partitionsAreListedWithWhatEachHoldsAndNoSecret() {
        String listed = site.done("disks", "list", disk.toString());
        assertThat(listed).contains("9fat", "a FAT12 file system", "plan9.ini: venti=#S/sdC0/arenas",
                "an nvram, set; its keys are not shown", "venti arenas: 3 arenas, 1 sealed, 1 active",
                "nothing but zeros", "a Plan 9 partition, divided by prep").doesNotContain("hush");
        assertThat(site.done("--json", "disks", "list", disk.toString()))
                .contains("\"holds\" : \"arenas\"", "\"table\" : \"prep\"").doesNotContain("hush");
    }

    @Test
    void aPartitionByItsNameIsWhatItsBytesAre() throws IOException {
        String whole = site.done("arenas", "list", raw.toString());
        assertThat(site.done("arenas", "list", disk + ":arenas")).isEqualTo(whole.replace(raw.toString(),
                disk + ":arenas"));
        Path conf = Files.writeString(temp.resolve("named.conf"), "index main\nisect isect0\narenas sdC0:arenas\n");
        assertThat(site.done("arenas", "check", "--deep", conf.toString())).contains("arena0");
        assertThat(site.done("disks", "read", disk + ":9fat/plan9.ini")).startsWith("venti=#S/sdC0/arenas\n");
    }

    @Test
    void aFileThatIsReallyCalledSoComesFirst() throws IOException {
        Files.writeString(temp.resolve("sdC0:9fat"), "me\n");
        assertThat(site.done("disks", "read", disk + ":9fat")).isEqualTo("me\n");
        Path kept = Files.writeString(temp.resolve("kept"), "keep");
        assertThat(site.run("disks", "read", disk + ":9fat", "-o", kept.toString()).said()).contains("exists already");
        assertThat(kept).hasContent("keep");
        Files.copy(raw, temp.resolve("sdC0:arenas"));
        Files.write(disk, new byte[4096]);
        assertThat(site.done("arenas", "list", disk + ":arenas:0-")).contains("3 arenas");
    }

    @Test
    void whatIsNotThereIsRefusedInOneLine() {
        for (List<String> words : List.of(List.of("disks", "list", raw.toString()),
                List.of("disks", "list", temp.resolve("none").toString()),
                List.of("disks", "read", disk + ":9fat/wrcmd"), List.of("disks", "read", disk + ":fat/wrcmd"),
                List.of("disks", "read", disk + ":arenas/wrcmd"), List.of("arenas", "list", disk + ":isect"))) {
            Site.Outcome outcome = site.run(words.toArray(String[]::new));
            assertThat(outcome.code()).as("%s", words).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said().lines()).as("%s: %s", words, outcome.said()).hasSize(1);
        }
        assertThat(site.run("disks", "list", raw.toString(), disk.toString()).out()).contains("9fat");
    }

    /** Two Plan 9 partitions with parts of the same names; the first one's table can be made one that cannot be. */
    private Path twice(String first) throws IOException {
        byte[] arenas = Files.readAllBytes(raw);
        int sectors = arenas.length / 512;
        DiskImage image = new DiskImage(64 + 2 * (sectors + 400)).entry(0, 0, 0x39, 64, sectors + 400)
                .entry(0, 1, 0x39, 464 + sectors, sectors + 400);
        image.prep(64, first);
        image.prep(464 + sectors, "part 9fat 2 302\npart arenas 302 %d\n".formatted(302 + sectors));
        image.fat(466 + sectors, 12, 200, "plan9.ini", "venti=here\n".getBytes(StandardCharsets.US_ASCII));
        image.put((466 + 300 + sectors) * 512, arenas);
        return Files.write(temp.resolve("twice"), image.bytes());
    }

    @Test
    void ofTwoPartitionsOfOneNameEachIsReached() throws IOException {
        Path twice = twice("part arenas 2 50\n");
        assertThat(site.done("disks", "list", twice.toString())).contains("  plan9/arenas ", "  plan9.1/arenas ",
                "  9fat ");
        String whole = site.done("arenas", "list", raw.toString());
        String name = twice + ":plan9.1/arenas";
        assertThat(site.done("arenas", "list", name)).isEqualTo(whole.replace(raw.toString(), name));
        Path conf = Files.writeString(temp.resolve("named.conf"),
                "index main\nisect isect0\narenas twice:plan9.1/arenas\n");
        assertThat(site.done("arenas", "list", conf.toString())).contains("arena0");
        assertThat(site.done("disks", "read", twice + ":plan9.1/9fat/plan9.ini")).isEqualTo("venti=here\n");
        assertThat(site.done("disks", "read", twice + ":9fat/plan9.ini")).isEqualTo("venti=here\n");
        for (String other : List.of("arenas", "plan9.1/isect", "plan9.2/arenas", "plan9.1/isect/plan9.ini")) {
            for (List<String> command : List.of(List.of("arenas", "list"), List.of("disks", "read"))) {
                Site.Outcome outcome = site.run(command.get(0), command.get(1), twice + ":" + other);
                assertThat(outcome.code()).as(other).isEqualTo(ExitCode.FAILED);
                assertThat(outcome.said()).as(other).contains("plan9.1/arenas").doesNotContain("no such file");
            }
        }
    }

    @Test
    void aPrepTableThatCannotBeIsToldOfItsPartitionAndHidesNoOther() throws IOException {
        Path twice = twice("part arenas 2 5000000\n");
        Site.Outcome outcome = site.run("disks", "list", twice.toString());
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).containsSubsequence("  plan9 ", "PROBLEM: ", "prep table of plan9: 'part arenas",
                "  plan9.1 ", "  plan9.1/9fat ", "plan9.ini: venti=here", "  plan9.1/arenas ",
                "venti arenas: 3 arenas");
        assertThat(site.done("arenas", "list", twice + ":plan9.1/arenas")).contains("arena0");
        assertThat(site.run("arenas", "list", twice + ":arenas").said()).contains("say " + twice + ":plan9.1/arenas");
    }

    @Test
    void aGuidTableThatIsReadFromItsCopyIsTold() throws IOException {
        byte[] image = new DiskImage(400).gpt(DiskImage.PLAN9, 100, 199).bytes();
        image[600] ^= 1;
        Path gpt = Files.write(temp.resolve("gpt"), image);
        assertThat(site.done("disks", "list", gpt.toString())).contains("plan9", "note: ", "block 1 is damaged",
                "its copy at the disk's end is sound");
        assertThat(site.done("--json", "disks", "list", gpt.toString())).contains("\"notes\" : [", "is damaged");
    }

    /** Whatever is wrong with what lies there: one line for each fault, no fault of the program, and an end. */
    @Test
    @Timeout(60)
    void hostileContentsAreListedOrNamed() throws IOException {
        int plain = (int) Files.size(disk) / 512;
        byte[] good = Arrays.copyOf(Files.readAllBytes(disk), plain * 512 + (1 << 20));
        ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putInt(446 + 12, good.length / 512 - PLAN9);
        System.arraycopy(FossilImages.example(), 0, good, plain * 512, 1 << 20);
        byte[] table = "part 9fat 0 %d\npart nvram %d %d\npart arenas %d %d\npart fossil %d %d\n".formatted(FAT, FAT,
                FAT + 1, FAT + 2, FAT + 2 + Files.size(raw) / 512, plain - PLAN9, plain - PLAN9 + 2048)
                .getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(good, (PLAN9 + 1) * 512, (PLAN9 + 2) * 512, (byte) 0);
        System.arraycopy(table, 0, good, (PLAN9 + 1) * 512, table.length);
        long[][] places = {{0, 512}, {(PLAN9 + 1) * 512L, 512}, {PLAN9 * 512L, 12_000},
            {(PLAN9 + FAT + 2) * 512L + (256 << 10), 1024}, {(PLAN9 + FAT + 2) * 512L + 794_624, 1024},
            {(PLAN9 + FAT + 2) * 512L + 794_624 + (1 << 20) - 8192, 512},
            {plain * 512L + (128 << 10), 9000}};
        Random random = new Random(SEED);
        Path hostile = temp.resolve("hostile");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = good.clone();
            for (int i = 0; i <= random.nextInt(6); i++) {
                long[] place = places[random.nextInt(places.length)];
                int at = (int) (place[0] + (long) (random.nextDouble() * random.nextDouble() * place[1]));
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextBoolean() ? 0xFF : 0);
            }
            Files.write(hostile, bytes);
            Site.Outcome outcome = site.run("disks", "list", hostile.toString());
            assertThat(outcome.code()).as("round %d of seed %d: %s", round, SEED, outcome).isIn(ExitCode.DONE,
                    ExitCode.FAILED);
            assertThat(outcome.said() + outcome.out()).as("round %d of seed %d", round, SEED)
                    .doesNotContain("fault of the program", "Exception", "hush", "\u001b", "out of memory");
            assertThat(outcome.said().lines().count()).as("round %d of seed %d: %s", round, SEED, outcome)
                    .isLessThan(2);
        }
    }
}
