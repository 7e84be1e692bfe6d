package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UsageException;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are found in one archive after the other. */
@Timeout(60)
class VacSearchTest {

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final VacBuilder build = new VacBuilder(blocks);
    private final List<String> problems = new ArrayList<>();

    private VacArchive open(Score root) throws IOException {
        return VacArchive.open(blocks, root, StopSignal.NEVER);
    }

    private List<String> find(VacSearch search, Score root) throws IOException {
        List<String> found = new ArrayList<>();
        try (Progress.Stage stage = Progress.SILENT.begin("looking", 0)) {
            search.look(open(root), stage, (path, file) -> found.add(path), problems::add);
        }
        return found;
    }

    private List<String> find(String pattern, Score root) throws IOException {
        return find(new VacSearch(PathPattern.parse(pattern)), root);
    }

    private VacBuilder.Thing directory(String... names) {
        Map<String, VacBuilder.Thing> in = new LinkedHashMap<>();
        for (String name : names) {
            in.put(name, build.file("of " + name));
        }
        return build.directory(in);
    }

    private Score sample() {
        return build.root(build.directory(Map.of("usr", build.directory(Map.of("ken",
                build.directory(Map.of("doc", directory("a.ms", "b.tex"), "src", directory("a.c"))))))));
    }

    @ParameterizedTest
    @CsvSource({"a.ms, 1", "*.ms, 1", "a.*, 2", "doc, 1", "doc/*, 2", "doc/**, 3", "/doc/*, 0", "/usr/ken/doc/*, 2",
        "/usr/**/a.c, 1", "/**/a.c, 1", "**/a.c, 1", "ken/**/a.*, 2", "usr/a.c, 0", "/usr, 1", "ken/*/*.[ct]*, 2",
        "/usr/**/ken/**/doc/a.ms, 1", "nothing, 0", "**, 7", "*, 7", "/*, 1"})
    void aPatternFindsWhatItStandsFor(String pattern, int count) throws IOException {
        assertThat(find(pattern, sample())).hasSize(count).doesNotHaveDuplicates();
        assertThat(problems).isEmpty();
    }

    @Test
    void aPatternWithoutANameOrWithTooManyIsAMistake() {
        for (String pattern : List.of("", "/", "//", "a/".repeat(61), "a/[b")) {
            assertThatThrownBy(() -> PathPattern.parse(pattern)).as(pattern).isInstanceOf(UsageException.class);
        }
    }

    @Test
    void whatIsTheSameInASecondRootIsFoundInTheFirstAlone() throws IOException {
        VacBuilder.Thing doc = directory("a.ms", "b.tex");
        Score newer = build.root(build.directory(Map.of("doc", doc, "new", directory("c.ms"))));
        Score older = build.root(build.directory(Map.of("doc", doc, "old", directory("d.ms"))));
        VacSearch search = new VacSearch(PathPattern.parse("*.ms"));
        assertThat(find(search, newer)).containsExactlyInAnyOrder("/doc/a.ms", "/new/c.ms");
        assertThat(find(search, older)).containsExactly("/old/d.ms");
        assertThat(find(search, older)).isEmpty();
    }

    @Test
    void aDirectoryIsLookedThroughAgainWhereItsPathMatchesMoreOfThePattern() throws IOException {
        VacBuilder.Thing shared = directory("x");
        Map<String, VacBuilder.Thing> top = new LinkedHashMap<>();
        top.put("a", shared);
        top.put("b", shared);
        assertThat(find("b/x", build.root(build.directory(top)))).containsExactly("/b/x");
    }

    @Test
    void aFewBlocksThatMakeMoreFilesThanAnybodyCountsAreLookedThroughInNoTime() throws IOException {
        Score bomb = ArchiveBombs.ofDirectories(blocks, 40, 1000);
        assertThat(find("nothing/of/this", bomb)).isEmpty();
    }

    @Test
    void whatIsNotThereIsToldAndNotTakenForNothing() throws IOException {
        Score root = sample();
        VacFile usr = open(root).find("usr/ken/src");
        blocks.remove(usr.meta().score(), usr.meta().type());
        assertThat(find("a.*", root)).containsExactly("/usr/ken/doc/a.ms");
        assertThat(problems).isNotEmpty();
    }

    @Test
    void theFirstBlocksOfAFileAreThoseThatItHas() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4000; i++) {
            text.append("line %07d\n".formatted(i));
        }
        VacArchive archive = open(build.root(build.directory(Map.of("long", build.file(text.toString()),
                "none", build.file("")))));
        Entry entry = archive.find("long").entry();
        FirstBlocks all = FirstBlocks.of(blocks, entry, 1000);
        assertThat(all.all()).isTrue();
        assertThat((long) all.scores().size()).isEqualTo(entry.blocks()).isGreaterThan(3);
        FirstBlocks some = FirstBlocks.of(blocks, entry, 2);
        assertThat(some.all()).isFalse();
        assertThat(some.scores()).isEqualTo(all.scores().subList(0, 2));
        assertThat(FirstBlocks.of(blocks, entry, all.scores().size()).all()).isTrue();
        assertThat(FirstBlocks.of(blocks, archive.find("none").entry(), 2)).isEqualTo(
                new FirstBlocks(List.of(), true));
    }
}
