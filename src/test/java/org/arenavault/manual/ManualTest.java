package org.arenavault.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.arenavault.cli.Browser;
import org.arenavault.cli.ManPages;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manual as pages: all of it is there and can be reached, and nothing comes from elsewhere. */
class ManualTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() throws IOException {
        Manual.main(new String[] {folder.resolve("manual").toString()});
    }

    private static Path page(String name) {
        return folder.resolve("manual").resolve(name);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        assertThat(PageLinks.dead(folder.resolve("manual"))).isEmpty();
        assertThat(PageLinks.pages(folder.resolve("manual"))).hasSizeGreaterThan(100);
    }

    @Test
    void aLinkThatLeadsNowhereIsFound(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("a.html"), "<a href=\"b.html\">x</a> <a href=\"a.html#there\">y</a>"
                + "<a href=\"#here\" id=\"here\">z</a> <img src=\"../c.svg\"> <a href=\"https://d.example\">w</a>");
        assertThat(PageLinks.dead(other)).containsExactly("a.html: b.html", "a.html: a.html#there",
                "a.html: ../c.svg");
    }

    @Test
    void nothingIsFetchedAndNothingRuns() throws IOException {
        for (Path page : PageLinks.pages(folder.resolve("manual"))) {
            assertThat(Files.readString(page)).as(page.toString()).doesNotContain("<script", "src=\"http", "@import")
                    .doesNotContainPattern("<link [^>]*href=\"http").contains("<html lang=\"en\">");
        }
        assertThat(Files.readString(page("manual.css"))).doesNotContain("url(", "@import");
    }

    /** Whoever begins at the first page finds every document, by one link or two. */
    @Test
    void everyDocumentIsInTheContents() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        for (String list : List.of("docs/README.md", "docs/spec/README.md")) {
            Path document = Path.of(list);
            new LeafText(new Leaf(document, document, Files.readString(document))).links()
                    .forEach(link -> named.add(document.resolveSibling(link).normalize().toString()));
        }
        TreeSet<String> pages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md") && !file.equals(Path.of("docs/README.md")))
                    .map(file -> Leaf.target(file).toString()).forEach(pages::add);
        }
        assertThat(pages).hasSizeGreaterThan(25);
        assertThat(named).containsAll(pages);
    }

    @Test
    void everyCommandHasAPage() throws IOException {
        String all = Files.readString(page("commands/index.html"));
        ManPages.commandLine().getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                assertThat(page("commands/arenavault-%s.html".formatted(name))).isRegularFile();
                assertThat(all).contains("href=\"arenavault-%s.html\"".formatted(name));
            }
        });
        assertThat(Files.readString(page("commands/arenavault-disc-mark.html"))).contains(
                "lost|found|retired|damaged", "arenavault disc mark home 2 lost");
        assertThat(Files.readString(page("commands/arenavault-verify.html"))).contains(
                "<code>-d</code>, <code>--device DEVICE</code>").doesNotContain("<code>--vault");
    }

    @ParameterizedTest
    @CsvSource({"500,900,false", "820,1180,true", "1600,1000,false"})
    void inABrowserAllTextHasContrastAndNothingRunsOverTheEdge(int width, int height, boolean dark) throws Exception {
        Optional<Browser> found = Browser.find(folder);
        assumeTrue(found.isPresent(), "no Chromium is installed, so that nobody looks at the manual in a browser");
        for (String name : List.of("index.html", "guide/troubleshooting.html", "json.html", "protection.html",
                "commands/index.html")) {
            found.orElseThrow().look(page(name), width, height, dark);
        }
    }
}
