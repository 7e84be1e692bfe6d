package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A real browser that nobody sees. */
public final class Browser {

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

    private final String program;
    private final Path folder;

    private Browser(String program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * One that is installed.
     *
     * @param folder for what it writes down
     */
    public static Optional<Browser> find(Path folder) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(place)::resolve))
                .filter(Files::isExecutable).findFirst().map(path -> new Browser(path.toString(), folder));
    }

    /** What it prints; whatever a page says to its console is a failure. */
    public String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "--headless=new", "--no-sandbox", "--disable-gpu",
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

    /** Looks at a page: all text has contrast, nothing runs over the edge, all drawings have names. */
    public void look(Path page, int width, int height, boolean dark) throws IOException, InterruptedException {
        Path looked = page.resolveSibling("looked-at.html");
        Files.writeString(looked, Files.readString(page).replace("</body>", LOOK + "</body>"),
                StandardCharsets.UTF_8);
        String dom = run("--window-size=%d,%d".formatted(width, height),
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1), "--dump-dom", looked.toUri().toString());
        Files.delete(looked);
        assertThat(dom).as("%s, %d wide, %s", page.getFileName(), width, dark ? "dark" : "light")
                .containsPattern("<title>LOOKED [1-9][0-9]* \\[\\]</title>");
    }
}
