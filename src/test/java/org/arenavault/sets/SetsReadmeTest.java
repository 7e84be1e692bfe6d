package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set that {@code sets/README.md} shows is one. */
class SetsReadmeTest {

    private static final SetName HOME = new SetName("home");

    @TempDir
    private Path folder;

    private static String block(String language) throws IOException {
        String text = Files.readString(Path.of("sets/README.md"));
        Matcher matcher = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(text);
        assertThat(matcher.find()).as("a block of " + language).isTrue();
        return matcher.group(1);
    }

    @Test
    void theSetThatIsShownIsRead() throws IOException {
        Path set = Files.createDirectories(folder.resolve("sets/home"));
        Files.writeString(set.resolve("set.toml"), block("toml"));
        Files.writeString(set.resolve("ledger.jsonl"), block("json"));

        Vault vault = new Vault(folder, Disks.REAL, new ManualClock());
        BackupSet home = vault.open(HOME);
        SetConfig config = home.config();
        SetState state = home.read();

        assertThat(config.medium().name()).isEqualTo("bd-r-dl");
        assertThat(config.source().conf()).isEqualTo("/etc/venti.conf");
        assertThat(state.discs()).singleElement().satisfies(disc -> assertThat(disc.tracks()).singleElement()
                .satisfies(track -> assertThat(track.state()).isEqualTo(TrackState.VERIFIED)));
    }
}
