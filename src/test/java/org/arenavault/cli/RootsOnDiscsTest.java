package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.Golden;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which roots are on discs that were read back. */
@Timeout(60)
class RootsOnDiscsTest {

    @TempDir
    private Path folder;

    private Path venti;
    private Site site;

    @BeforeEach
    void begin() throws IOException {
        venti = Golden.unpack("multi", folder);
        site = new Site(folder);
        String device = site.recorder("recorder", "bd-r", 6, 5_242_880);
        site.done("init", "home", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--increments",
                "always", "--device", device);
        site.done("set", "config", "home", "increments.share=100%", "increments.at_least=0");
    }

    private String[] page() {
        return site.done("score", "print", "home").split("vac: ");
    }

    @Test
    void aBackupEndsWithTheNewestRootThatIsOnItsDiscsAndThePageSaysOnWhich() {
        assertThat(site.done("backup", "home", "--discs", "1")).doesNotContain("Newest root");
        site.done("score", "record", venti.resolve("first.vac").toString(), venti.resolve("second.vac").toString());
        assertThat(site.run("backup", "home", "--no-verify").out()).as("not all is verified")
                .doesNotContain("Newest root");
        assertThat(page()[1]).contains("set home: not wholly on verified discs: ");
        assertThat(page()[2]).as("an older one").contains("set home: wholly on verified discs: home-001\n");
        assertThat(site.done("backup", "home")).contains("Newest root on verified discs, with all that the venti "
                + "stored before it: c2240494... (on record since", "next: arenavault score print home");
        assertThat(page()[1]).contains("set home: wholly on verified discs: home-001, home-002\n");
        site.done("disc", "mark", "home", "2", "lost");
        assertThat(page()[1]).contains("set home: not wholly on verified discs: ");
        assertThat(site.done("score", "print", "home", "--no-check")).doesNotContain("verified discs");
    }

    @Test
    void whatCannotBeFoundOutIsSaid() throws IOException {
        site.done("score", "record", venti.resolve("second.vac").toString());
        assertThat(site.done("backup", "home")).contains("Newest root on verified discs");
        Files.delete(venti.resolve("isect0"));
        Files.delete(venti.resolve("arenas0"));
        assertThat(page()[1]).contains("set home: not known").doesNotContain("wholly on");
    }
}
