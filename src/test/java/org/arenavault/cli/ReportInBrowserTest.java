package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in a real browser, where there is one: nothing runs over the edge, all text has contrast, all is named. */
class ReportInBrowserTest {

    /** Looks at the page that it stands in, and leaves what it found in the title. */
    private static final String LOOK = """
            <script>
            function channel(c) { c /= 255; return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4); }
            function light(rgb) { return 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1])
              + 0.0722 * channel(rgb[2]); }
            function colour(text) { return (text.match(/[0-9.]+/g) || []).map(Number); }
            function behind(e) { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor);
              if (c.length == 3 || c[3] == 1) return c; } return [255, 255, 255]; }
            const found = [];
            if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the window');
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            let texts = 0;
            while (walker.nextNode()) {
              const e = walker.currentNode.parentElement;
              if (!walker.currentNode.data.trim() || e.closest('script,style,title')) continue;
              texts++;
              const style = getComputedStyle(e);
              const paint = colour(e.namespaceURI.endsWith('svg') ? style.fill : style.color);
              const a = light(paint) + 0.05, b = light(behind(e)) + 0.05;
              if (Math.max(a, b) / Math.min(a, b) < 4.5) found.push('contrast of ' + walker.currentNode.data);
            }
            document.querySelectorAll('svg').forEach(e => {
              if (!e.getAttribute('aria-label') && !e.querySelector('title') && e.getAttribute('aria-hidden') != 'true')
                found.push('a drawing without a name'); });
            let level = 0;
            document.querySelectorAll('h1,h2,h3,h4').forEach(e => { const l = Number(e.tagName[1]);
              if (l > level + 1) found.push('heading ' + e.textContent + ' skips a level'); level = l; });
            document.title = 'LOOKED ' + texts + ' [' + found.join('; ') + ']';
            </script>
            """;

    @TempDir
    private Path folder;

    private String browser = "";
    private Path report;

    @BeforeEach
    void make() throws IOException {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(place)::resolve))
                .filter(Files::isExecutable).findFirst();
        assumeTrue(found.isPresent(), "no Chromium is installed, so that nobody looks at the pages in a browser");
        browser = found.orElseThrow().toString();
        Site site = new Site(folder);
        String conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        String device = site.recorder("recorder", "bd-r", 4, 2_600_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
        site.done("backup", "home");
        report = folder.resolve("report.html");
        site.done("report", "-o", report.toString());
        site.done("set", "inserts", "home", "-o", folder.resolve("inserts.html").toString());
    }

    private String run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(browser, "--headless=new", "--no-sandbox", "--disable-gpu",
                "--enable-logging=stderr", "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        Path out = folder.resolve("out");
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(said.toFile()).start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the browser ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(said)).doesNotContain("CONSOLE");
        return Files.readString(out);
    }

    @ParameterizedTest
    @CsvSource({"390,844,false", "1024,768,true", "1920,1080,false"})
    void allTextHasContrastAndNothingRunsOverTheEdge(int width, int height, boolean dark) throws Exception {
        for (String name : List.of("report.html", "inserts.html")) {
            Path looked = folder.resolve("looked.html");
            Files.writeString(looked, Files.readString(folder.resolve(name)).replace("</body>", LOOK + "</body>"),
                    StandardCharsets.UTF_8);
            String dom = run("--window-size=%d,%d".formatted(name.equals("inserts.html") ? Math.max(width, 600) : width,
                    height), "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                    "--dump-dom", looked.toUri().toString());
            assertThat(dom).as(name).containsPattern("<title>LOOKED [1-9][0-9]* \\[\\]</title>");
        }
    }

    @Test
    void itPrints() throws Exception {
        Path pdf = folder.resolve("report.pdf");
        run("--print-to-pdf=" + pdf, report.toUri().toString());
        assertThat(Files.readAllBytes(pdf)).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    }
}
