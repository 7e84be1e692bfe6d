package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arenavault.Golden;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UsageException;
import org.arenavault.venti.GoldenBlocks;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives are listed and read: recorded ones as the real tools see them, built ones in every layout. */
class VacArchiveTest {

    @TempDir
    private Path folder;

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final VacBuilder build = new VacBuilder(blocks);
    private final List<String> problems = new ArrayList<>();

    static List<String> samples() {
        return Golden.names();
    }

    private VacArchive open(Score root) throws IOException {
        return VacArchive.open(blocks, root, StopSignal.NEVER);
    }

    /** Paths and contents of all files. */
    private Map<String, String> files(VacArchive archive) throws IOException {
        Map<String, String> found = new TreeMap<>();
        visit(archive, VacTraversal.Limits.DEFAULT, (path, file) -> {
            ByteBuffer content = ByteBuffer.allocate((int) file.size());
            archive.content(file, path).read(0, content);
            found.put(path, new String(content.array(), StandardCharsets.UTF_8));
        });
        return found;
    }

    private interface FileVisitor {
        void file(String path, VacFile file) throws IOException;
    }

    private void visit(VacArchive archive, VacTraversal.Limits limits, FileVisitor visitor) throws IOException {
        new VacTraversal(archive, limits, problems::add).run("", archive.top(), new VacVisitor() {
            @Override
            public boolean enter(String path, VacFile directory) {
                return true;
            }

            @Override
            public void leave(String path, VacFile directory) {
                // the files are what counts here
            }

            @Override
            public void file(String path, VacFile file) throws IOException {
                visitor.file(path, file);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedFilesAreWhatTheRealToolsSaw(String name) throws IOException {
        GoldenBlocks golden = GoldenBlocks.read(name, folder);
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(golden.folder().resolve("expect/files.sha1"))) {
            expected.put("/" + line.substring(42), line.substring(0, 40));
        }
        VacArchive archive = VacArchive.open(golden.blocks(), golden.second(), StopSignal.NEVER);
        Map<String, String> found = new TreeMap<>();
        visit(archive, VacTraversal.Limits.DEFAULT, (path, file) -> {
            ByteBuffer content = ByteBuffer.allocate((int) file.size());
            assertThat(archive.content(file, path).read(0, content)).isEqualTo(content.capacity());
            found.put(path, HexFormat.of().formatHex(Digests.sha1().digest(content.array())));
            assertThat(archive.find(path)).isEqualTo(file);
        });
        assertThat(problems).isEmpty();
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(50);
    }

    @Test
    void bothLayoutsOfTheTopAreRead() throws IOException {
        VacBuilder.Thing top = build.directory(Map.of("a", build.file("one"), "d",
                build.directory(Map.of("b", build.file("two")))));
        Map<String, String> expected = Map.of("/a", "one", "/d/b", "two");
        assertThat(files(open(build.root(top)))).isEqualTo(expected);
        assertThat(files(open(build.fossilRoot(top)))).isEqualTo(expected);
        assertThat(problems).isEmpty();
    }

    @Test
    void olderRecordsHaveTheirMetadataInTheNextSlot() throws IOException {
        for (int version : new int[] {7, 8, 9}) {
            build.version(version);
            Score root = build.root(build.directory(Map.of("d", build.directory(Map.of("b", build.file("two"))))));
            assertThat(files(open(root))).isEqualTo(Map.of("/d/b", "two"));
        }
    }

    @Test
    void aDirectoryOfManyFilesIsListedInItsOrder() throws IOException {
        Map<String, VacBuilder.Thing> many = new LinkedHashMap<>();
        for (int i = 0; i < 500; i++) {
            many.put("file" + (i * 7919) % 1000, build.file("content " + i));
        }
        VacArchive archive = open(build.root(build.directory(many)));
        List<String> names = new ArrayList<>();
        visit(archive, VacTraversal.Limits.DEFAULT, (path, file) -> names.add(file.name().toString()));
        assertThat(names).containsExactlyElementsOf(many.keySet());
    }

    @Test
    void qidsAddUpThroughTheirSpaces() throws IOException {
        VacBuilder.Thing inner = build.directory(Map.of("f", build.file("x")));
        VacBuilder.Thing merged = new VacBuilder.Thing(inner.mode(), inner.entry(), inner.meta(),
                new QidSpace(1000, 2000));
        VacBuilder.Thing outer = build.directory(Map.of("m", merged));
        VacArchive archive = open(build.root(build.directory(Map.of("o",
                new VacBuilder.Thing(outer.mode(), outer.entry(), outer.meta(), new QidSpace(500, 600))))));

        VacFile m = archive.find("/o/m");
        VacFile f = archive.find("/o/m/f");
        assertThat(m.qid()).isEqualTo(1500 + m.record().qid());
        assertThat(f.qid()).isEqualTo(1500 + f.record().qid());
        assertThat(archive.find("/o").qid()).isEqualTo(500 + archive.find("/o").record().qid());
    }

    @Test
    void filesAreFoundByPath() throws IOException {
        VacName odd = VacName.of(new byte[] {'a', '\n', (byte) 0xFF});
        Map<VacName, VacBuilder.Thing> things = new LinkedHashMap<>();
        things.put(odd, build.file("odd"));
        things.put(VacName.of("d"), build.directory(Map.of()));
        VacArchive archive = open(build.root(build.directoryOf(things, 0755)));

        assertThat(archive.find("").name()).hasToString("/");
        assertThat(archive.find("//d/").isDirectory()).isTrue();
        assertThat(archive.find("/a\\x0a\\xff").size()).isEqualTo(3);
        assertThatThrownBy(() -> archive.find("/d/x")).isInstanceOf(UsageException.class)
                .hasMessage("/d: holds no 'x'");
        assertThatThrownBy(() -> archive.find("/a\\x0a\\xff/x")).isInstanceOf(UsageException.class)
                .hasMessage("/a\\x0a\\xff: is no directory");
    }

    @Test
    void damageInOnePlaceLeavesTheRest() throws IOException {
        Map<String, VacBuilder.Thing> many = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            many.put("file" + i, build.file("content " + i));
        }
        VacBuilder.Thing directory = build.directory(many);
        Score root = build.root(build.directory(Map.of("d", directory)));
        byte[] second = new BlockFile(blocks, directory.meta(), "test").block(1);
        blocks.remove(Score.ofBlock(ByteBuffer.wrap(second)), BlockType.DATA);

        Map<String, String> found = files(open(root));

        assertThat(problems).singleElement().asString().startsWith("/d: metadata: block 1 cannot be read");
        assertThat(found).hasSizeBetween(45, 58).containsEntry("/d/file0", "content 0")
                .containsEntry("/d/file59", "content 59");
        VacArchive archive = open(root);
        assertThatThrownBy(() -> archive.find("/d/nothing")).isInstanceOf(CorruptException.class);
    }

    @Test
    void recordsThatDoNotAgreeWithTheirEntriesAreNamed() throws IOException {
        VacBuilder.Thing file = build.file("x");
        VacBuilder.Thing empty = build.directory(Map.of());
        Map<String, VacBuilder.Thing> things = new LinkedHashMap<>();
        things.put("gone", new VacBuilder.Thing(0644, Entry.HOLE));
        things.put("old", new VacBuilder.Thing(0644, new Entry(5, 512, 512, Entry.ACTIVE, 1, file.entry().score())));
        things.put("notafile", new VacBuilder.Thing(0644, empty.entry()));
        things.put("notadir", new VacBuilder.Thing(VacBuilder.DIRECTORY, file.entry(), file.entry(),
                QidSpace.INHERITED));
        things.put("nometa", new VacBuilder.Thing(VacBuilder.DIRECTORY, empty.entry(), empty.entry(),
                QidSpace.INHERITED));
        things.put("sound", file);

        assertThat(files(open(build.root(build.directory(things))))).isEqualTo(Map.of("/sound", "x"));
        assertThat(problems).hasSize(5);
        assertThat(problems.get(0)).contains("'gone' belongs to entry 0 of generation 0, which is free");
        assertThat(problems.get(1)).contains("'old' belongs to entry 1 of generation 0, which is of generation 5");
        assertThat(problems.get(2)).contains("'notafile' is a file, but its entry is that of a directory");
        assertThat(problems.get(3)).contains("'notadir' is a directory, but its entry is that of a file");
        assertThat(problems.get(4)).contains("the metadata of 'nometa' is a stream of entries");
    }

    @Test
    void treesThatMultiplyEndAtTheLimit() throws IOException {
        VacBuilder.Thing bomb = build.directory(Map.of("f", build.file("x")));
        for (int level = 0; level < 60; level++) {
            bomb = build.directory(Map.of("a", bomb, "b", bomb));
        }
        VacArchive archive = open(build.root(bomb));
        long[] seen = {0};
        assertThatThrownBy(() -> visit(archive, new VacTraversal.Limits(1000, 5000), (path, file) -> seen[0]++))
                .isInstanceOf(RefusedException.class).hasMessageContaining("more than 5000 files");
        assertThat(seen[0]).isLessThan(5000);
    }

    @Test
    void whatLiesTooDeepIsLeftOutAndNamed() throws IOException {
        VacBuilder.Thing deep = build.directory(Map.of("f", build.file("x")));
        for (int level = 0; level < 1500; level++) {
            deep = build.directory(Map.of("d", deep));
        }
        assertThat(files(open(build.root(deep)))).isEmpty();
        assertThat(problems).singleElement().asString().endsWith("lies 1001 directories deep and is left out");
    }

    @Test
    void aTopThatIsNoneIsRefused() {
        TreeBuilder tree = build.tree();
        Entry file = tree.file("x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open(tree.root(file, Score.NONE))).isInstanceOf(CorruptException.class)
                .hasMessage("directory block of root: no stream of entries in it");
        assertThatThrownBy(() -> open(tree.root(tree.directory(List.of(file)), Score.NONE)))
                .isInstanceOf(CorruptException.class).hasMessageContaining("entry 0 is not the uppermost directory");
        assertThatThrownBy(() -> open(tree.root(tree.directory(List.of()), Score.NONE)))
                .isInstanceOf(CorruptException.class);
        Score other = blocks.put(BlockType.ROOT, new Root("", "ffs", Score.ZERO, 8192, Score.NONE).encode());
        assertThatThrownBy(() -> open(other)).hasMessageContaining("another kind");
        assertThatThrownBy(() -> open(Score.parse("1".repeat(40)))).hasMessageContaining("no sound root block 1111");
        VacBuilder.Thing notADirectory = new VacBuilder.Thing(0644, tree.directory(List.of()), file,
                QidSpace.INHERITED);
        assertThatThrownBy(() -> open(build.root(notADirectory))).hasMessageContaining("the root is no directory");
    }
}
