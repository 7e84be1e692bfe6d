package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Digests;
import org.arenavault.io.PathBytes;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.GoldenBlocks;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out of an archive is what went in, and never lands outside of the folder it is meant for. */
class VacExtractorTest {

    @TempDir
    private Path folder;

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final VacBuilder build = new VacBuilder(blocks);

    static List<String> samples() {
        return Golden.names();
    }

    private Path target() {
        return folder.resolve("out");
    }

    private ExtractReport extract(BlockSource source, Score root, ExtractOptions options) throws IOException {
        VacArchive archive = VacArchive.open(source, root, StopSignal.NEVER);
        try (VacExtractor extractor = new VacExtractor(archive, options, Progress.SILENT, StopSignal.NEVER)) {
            return extractor.extract("", archive.top(), target());
        }
    }

    private ExtractReport extract(Map<String, VacBuilder.Thing> things) throws IOException {
        return extract(blocks, build.root(build.directory(things)), ExtractOptions.DEFAULT);
    }

    private List<String> manifest() throws IOException {
        return Files.readAllLines(folder.resolve("out.manifest"));
    }

    private static Map<String, String> digests(Path top) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
                found.put(top.toUri().relativize(file.toUri()).getPath(),
                        HexFormat.of().formatHex(Digests.sha1().digest(Files.readAllBytes(file))));
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedTreesComeOutAsTheRealToolsSawThem(String name) throws IOException {
        GoldenBlocks golden = GoldenBlocks.read(name, folder);
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(golden.folder().resolve("expect/files.sha1"))) {
            expected.put(line.substring(42), line.substring(0, 40));
        }
        ExtractReport report = extract(golden.blocks(), golden.second(), ExtractOptions.DEFAULT.with(3));
        assertThat(report.problems()).isEmpty();
        assertThat(report.sound()).isTrue();
        assertThat(report.files()).isEqualTo(expected.size());
        assertThat(digests(target())).isEqualTo(expected);
        assertThat(manifest()).hasSize((int) (1 + report.files() + report.directories() + report.listed()));
    }

    @Test
    void holesStayHoles() throws IOException {
        byte[] content = new byte[300 * TreeBuilder.DSIZE + 17];
        new Random(1).nextBytes(content);
        Arrays.fill(content, 20 * TreeBuilder.DSIZE, 290 * TreeBuilder.DSIZE, (byte) 0);
        Entry wide = new Entry(0, 8180, 8192, Entry.flags(BlockType.ofTree(false, 3)), 1L << 36, Score.ZERO);
        ExtractReport report = extract(Map.of("sparse", build.file(content), "wide", new VacBuilder.Thing(0644, wide),
                "zeros", build.file(new byte[5000])));
        assertThat(report.problems()).isEmpty();
        assertThat(Files.readAllBytes(target().resolve("sparse"))).isEqualTo(content);
        assertThat(Files.size(target().resolve("wide"))).isEqualTo(1L << 36);
        assertThat(Files.readAllBytes(target().resolve("zeros"))).isEqualTo(new byte[5000]);
        assertThat(report.bytes()).isBetween(30L * TreeBuilder.DSIZE, 31L * TreeBuilder.DSIZE);
    }

    @Test
    void timesAndPermissionsAreThoseOfTheArchive() throws IOException {
        Map<VacName, VacBuilder.Thing> inner = new LinkedHashMap<>();
        inner.put(VacName.of("f"), new VacBuilder.Thing(0640 | Mode.Bit.SETUID.mask(), build.file("x").entry()));
        VacBuilder.Thing readOnly = build.directoryOf(inner, 0555);
        ExtractReport report = extract(Map.of("d", readOnly));

        assertThat(report.problems()).isEmpty();
        Path d = target().resolve("d");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(d))).isEqualTo("r-xr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(d.resolve("f"))))
                .isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(d.resolve("f"), "unix:mode")).isEqualTo(0100640);
        assertThat(Files.getLastModifiedTime(d.resolve("f")).toMillis()).isEqualTo(1_000_000_000_000L);
        assertThat(Files.getLastModifiedTime(d).toMillis()).isEqualTo(1_000_000_000_000L);
        Files.setPosixFilePermissions(d, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void namesThatLeadElsewhereAreLeftOut() throws IOException {
        Map<String, VacBuilder.Thing> things = new LinkedHashMap<>();
        for (String name : List.of("..", ".", "", "/etc/evil", "../evil", "a/b", "x\u0000y")) {
            things.put(name, build.file("evil"));
        }
        things.put("dir", build.directory(Map.of("../../evil", build.directory(Map.of("f", build.file("evil"))))));
        things.put("good", build.file("good"));

        ExtractReport report = extract(things);

        assertThat(report.problemCount()).isEqualTo(8);
        assertThat(report.problems()).allMatch(problem -> problem.contains("is no name that a file may have"));
        assertThat(digests(folder).keySet()).containsExactlyInAnyOrder("out.manifest", "out/good");
    }

    @Test
    void namesAreBytesWhateverTheLocaleIs() throws IOException {
        Map<VacName, VacBuilder.Thing> things = new LinkedHashMap<>();
        byte[] odd = {'a', (byte) 0xFF};
        things.put(VacName.of(odd), build.file("one"));
        things.put(VacName.of("tab\tnewline\n"), build.file("two"));
        things.put(VacName.of("n".repeat(300)), build.file("three"));
        ExtractReport report = extract(blocks, build.root(build.directoryOf(things, 0755)), ExtractOptions.DEFAULT);

        assertThat(Files.readString(PathBytes.resolve(target(), odd))).isEqualTo("one");
        assertThat(Files.readString(target().resolve("tab\tnewline\n"))).isEqualTo("two");
        assertThat(report.problems()).singleElement().asString().contains("name too long");
        assertThat(manifest().get(2)).startsWith("/a\\xff\t\tfile\t644\t");
        assertThat(manifest().get(3)).startsWith("/tab\\x09newline\\x0a\t\tfile\t");
    }

    @Test
    void linksAreListedAndOnlyMadeWhenAskedAndNeverFollowed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Map<VacName, VacBuilder.Thing> things = new LinkedHashMap<>();
        things.put(VacName.of("link"), build.special(Mode.Bit.SYMLINK, outside.toString()));
        things.put(VacName.of("link2"), build.special(Mode.Bit.SYMLINK, "no such thing"));
        VacBuilder.Thing plain = build.directoryOf(things, 0755);
        ExtractReport listed = extract(blocks, build.root(plain), ExtractOptions.DEFAULT);
        assertThat(listed.listed()).isEqualTo(2);
        assertThat(Files.exists(target().resolve("link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(manifest().get(2)).contains("\tsymlink\t").endsWith("\t" + outside);
        Files.delete(target());
        Files.delete(folder.resolve("out.manifest"));

        Score root = twice("link", build.special(Mode.Bit.SYMLINK, outside.toString()),
                build.directory(Map.of("evil", build.file("evil"))));
        ExtractReport made = extract(blocks, root, ExtractOptions.DEFAULT.with(ExtractOptions.Links.CREATE));
        assertThat(Files.isSymbolicLink(target().resolve("link"))).isTrue();
        assertThat(made.problems()).singleElement().asString().contains("exists already");
        try (Stream<Path> files = Files.list(outside)) {
            assertThat(files).isEmpty();
        }
    }

    /** What plan9port's vac on a 64-bit system stores of a link to "a-long-target-name", and of one to "12345678". */
    @Test
    void aLinkThatVacCutIsToldAsThatAndNotMade() throws IOException {
        Map<VacName, VacBuilder.Thing> things = new LinkedHashMap<>();
        things.put(VacName.of("cut"), build.special(Mode.Bit.SYMLINK, "a-long-t" + "\0".repeat(10)));
        things.put(VacName.of("whole"), build.special(Mode.Bit.SYMLINK, "12345678"));
        Score root = build.root(build.directoryOf(things, 0755));
        ExtractReport listed = extract(blocks, root, ExtractOptions.DEFAULT);
        assertThat(listed.sound()).isTrue();
        assertThat(listed.cutLinks()).isEqualTo(new ExtractReport.CutLinks(1,
                List.of("/cut, 8 of 18 bytes: a-long-t")));
        assertThat(manifest().get(2)).endsWith("\ta-long-t (cut: 8 of 18 bytes)");
        Files.delete(target());
        Files.delete(folder.resolve("out.manifest"));
        ExtractReport made = extract(blocks, root, ExtractOptions.DEFAULT.with(ExtractOptions.Links.CREATE));
        assertThat(made.problems()).singleElement().asString().contains("/cut, 8 of 18 bytes: a-long-t");
        assertThat(Files.exists(target().resolve("cut"), LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(Files.readSymbolicLink(target().resolve("whole"))).hasToString("12345678");
    }

    /** The root of a directory that holds two things of one name. */
    private Score twice(String name, VacBuilder.Thing one, VacBuilder.Thing two) {
        VacName both = VacName.of(name);
        Entry entries = build.tree().directory(List.of(one.entry(), two.entry(), two.meta()));
        Entry meta = build.tree().file(build.metadata(List.of(build.record(both, one, 0).encode(),
                build.record(both, two, 1).encode())));
        return build.root(new VacBuilder.Thing(VacBuilder.DIRECTORY | 0755, entries, meta, QidSpace.INHERITED));
    }

    @Test
    void aSecondFileOfTheSameNameDoesNotReplaceTheFirst() throws IOException {
        VacBuilder.Thing two = build.file("two");
        ExtractReport report = extract(blocks, twice("same", build.file("one"), new VacBuilder.Thing(two.mode(),
                two.entry(), Entry.HOLE, QidSpace.INHERITED)), ExtractOptions.DEFAULT);
        assertThat(Files.readString(target().resolve("same"))).isEqualTo("one");
        assertThat(report.problems()).singleElement().asString().contains("exists already; it is left as it is");
        assertThat(report.files()).isEqualTo(1);
    }

    @Test
    void devicesAndPipesAreListedOnly() throws IOException {
        ExtractReport report = extract(Map.of("dev", build.special(Mode.Bit.DEVICE, "c 1 3"),
                "pipe", build.special(Mode.Bit.NAMED_PIPE, ""),
                "exclusive", build.special(Mode.Bit.EXCLUSIVE, "locked")));
        assertThat(report.problems()).isEmpty();
        assertThat(report.listed()).isEqualTo(2);
        assertThat(digests(target()).keySet()).containsExactly("exclusive");
        assertThat(String.join("\n", manifest())).contains("\tdevice\t").contains("\tc 1 3")
                .contains("\tnamed-pipe\t").contains("\texclusive\t");
    }

    @Test
    void theManifestHoldsWhatTheHostCannot() throws IOException {
        extract(Map.of("f", build.file("12345")));
        assertThat(manifest().get(0)).isEqualTo(
                "path\thost\tkind\tmode\tqid\tvers\tuid\tgid\tmuid\tmtime\tatime\tctime\tsize\tnote");
        assertThat(manifest().get(2)).isEqualTo(
                "/f\t\tfile\t644\t1\t7\tglenda\tsys\trsc\t1000000000\t1200000000\t1100000000\t5\t");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("out.manifest"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatLacksBlocksIsWrittenWithZerosAndNamed() throws IOException {
        byte[] content = new byte[50 * TreeBuilder.DSIZE];
        new Random(4).nextBytes(content);
        Score root = build.root(build.directory(Map.of("f", build.file(content), "g", build.file("sound"))));
        for (int i : new int[] {3, 49}) {
            blocks.remove(Score.ofBlock(ByteBuffer.wrap(content, i * TreeBuilder.DSIZE, TreeBuilder.DSIZE)),
                    BlockType.DATA);
            Arrays.fill(content, i * TreeBuilder.DSIZE, (i + 1) * TreeBuilder.DSIZE, (byte) 0);
        }
        ExtractReport report = extract(blocks, root, ExtractOptions.DEFAULT.with(2));
        assertThat(report.sound()).isFalse();
        assertThat(report.damaged()).isEqualTo(1);
        assertThat(report.problems()).hasSize(2).allMatch(problem -> problem.startsWith("/f: block "));
        assertThat(Files.readAllBytes(target().resolve("f"))).isEqualTo(content);
        assertThat(Files.readString(target().resolve("g"))).isEqualTo("sound");
        assertThat(String.join("\n", manifest())).contains("\t2 blocks missing, zeros in their places");
    }

    @Test
    void aFileThatClaimsToBeEndlessIsLeftOut() throws IOException {
        Entry endless = new Entry(0, 256, 256, Entry.flags(BlockType.ofTree(false, 7)), (1L << 48) - 1, Score.ZERO);
        ExtractReport report = extract(Map.of("endless", new VacBuilder.Thing(0644, endless)));
        assertThat(report.problems()).singleElement().asString().contains("claims a length of 281474976710655");
        assertThat(digests(target())).isEmpty();
    }

    @Test
    void onlyAFreshTargetIsTaken() throws IOException {
        Files.createDirectory(target());
        Files.writeString(target().resolve("mine"), "precious");
        assertThatThrownBy(() -> extract(Map.of("mine", build.file("other")))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not empty");
        assertThat(Files.readString(target().resolve("mine"))).isEqualTo("precious");
        Files.delete(target().resolve("mine"));
        extract(Map.of("mine", build.file("other")));
        Files.delete(target().resolve("mine"));
        assertThatThrownBy(() -> extract(Map.of("mine", build.file("other")))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("out.manifest: exists already");
        Files.delete(folder.resolve("out.manifest"));
        Files.delete(target());
        Files.createSymbolicLink(target(), folder);
        assertThatThrownBy(() -> extract(Map.of("mine", build.file("other")))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("exists and is no folder");
    }

    @Test
    void oneFileCanBeExtractedAlone() throws IOException {
        VacArchive archive = VacArchive.open(blocks,
                build.root(build.directory(Map.of("d", build.directory(Map.of("f", build.file("one")))))),
                StopSignal.NEVER);
        try (VacExtractor extractor =
                new VacExtractor(archive, ExtractOptions.DEFAULT, Progress.SILENT, StopSignal.NEVER)) {
            extractor.extract("/d/f", archive.find("/d/f"), target());
        }
        assertThat(Files.readString(target())).isEqualTo("one");
    }

    @Test
    void stopsOnRequest() throws IOException {
        Map<String, VacBuilder.Thing> many = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            many.put("file" + i, build.file("content " + i));
        }
        VacArchive archive = VacArchive.open(blocks, build.root(build.directory(many)), StopSignal.NEVER);
        int[] asked = {0};
        try (VacExtractor extractor =
                new VacExtractor(archive, ExtractOptions.DEFAULT, Progress.SILENT, () -> ++asked[0] > 20)) {
            assertThatThrownBy(() -> extractor.extract("", archive.top(), target()))
                    .isInstanceOf(CancelledException.class);
        }
        assertThat(digests(target()).size()).isBetween(1, 20);
    }

    @Test
    void contentOfAnyBytesComesOut() throws IOException {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            Map<String, VacBuilder.Thing> things = new LinkedHashMap<>();
            Map<String, String> expected = new TreeMap<>();
            for (int i = 0; i < 30; i++) {
                byte[] content = new byte[random.nextInt(30_000)];
                if (random.nextBoolean()) {
                    random.nextBytes(content);
                }
                things.put("f" + i, build.file(content));
                expected.put("f" + i, HexFormat.of().formatHex(Digests.sha1().digest(content)));
            }
            extract(blocks, build.root(build.directory(things)), ExtractOptions.DEFAULT.with(1 + seed));
            assertThat(digests(target())).as("seed %d", seed).isEqualTo(expected);
            for (String name : things.keySet()) {
                Files.delete(target().resolve(name));
            }
            Files.delete(target());
            Files.delete(folder.resolve("out.manifest"));
        }
    }
}
