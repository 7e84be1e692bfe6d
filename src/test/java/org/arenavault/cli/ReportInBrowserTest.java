package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in a real browser, where there is one: nothing runs over the edge, all text has contrast, all is named. */
class ReportInBrowserTest {

    @TempDir
    private Path folder;

    private Browser browser;
    private Path report;

    @BeforeEach
    void make() throws IOException {
        Optional<Browser> found = Browser.find(folder);
        assumeTrue(found.isPresent(), "no Chromium is installed, so that nobody looks at the pages in a browser");
        browser = found.orElseThrow();
        Site site = new Site(folder);
        String conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        String device = site.recorder("recorder", "bd-r", 4, 2_600_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
        site.done("backup", "home");
        report = folder.resolve("report.html");
        site.done("report", "-o", report.toString());
        site.done("set", "inserts", "home", "-o", folder.resolve("inserts.html").toString());
    }

    @ParameterizedTest
    @CsvSource({"390,844,false", "1024,768,true", "1920,1080,false"})
    void allTextHasContrastAndNothingRunsOverTheEdge(int width, int height, boolean dark) throws Exception {
        browser.look(report, width, height, dark);
        browser.look(folder.resolve("inserts.html"), Math.max(width, 600), height, dark);
    }

    @Test
    void itPrints() throws Exception {
        Path pdf = folder.resolve("report.pdf");
        browser.run("--print-to-pdf=" + pdf, report.toUri().toString());
        assertThat(Files.readAllBytes(pdf)).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    }
}
