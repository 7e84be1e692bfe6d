package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.TomlMutations;
import org.junit.jupiter.api.Test;

/** A set.toml that is read without Jackson means what it means to Jackson. */
class SetTomlTest {

    private static final List<String> TEXTS = List.of("""
            version = 1
            name = 'home'
            set = '00000000-0000-0001-0000-000000000002'
            store = "00000000-0000-0003-0000-00000000000a" # as on the discs

            # where it is
            [source]
            conf = '/etc/venti.conf'
            [medium]
            name = "bd-r-dl"
            tracks_per_disc = 45
            """, """
            version = 2
            name = 'a-1'
            set = '00000000-0000-0001-0000-000000000002'
            store = '00000000-0000-0003-0000-00000000000A'
            source.arenas = ['/dev/sda1', "/dev/sdb:1m-2m"]
            source.index_url = 'http://venti/index'
            source.flush = true
            medium.name = 'bd-r'
            medium.spare = 'default'
            medium.device = '/dev/sr0'
            last_disc = 12
            foreign = true
            verify.every = '26w'
            kit.when = 'never'
            kit.ledger = "no"
            """);

    @Test
    void whatIsReadAsPlainMeansTheSameToJackson() throws IOException {
        int plain = 0;
        for (int seed = 0; seed < 12_000; seed++) {
            String text = TomlMutations.of(TEXTS.get(seed % TEXTS.size()), new Random(seed));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Optional<SetConfig> read = SetToml.plain(bytes);
            if (read.isPresent()) {
                plain++;
                assertThat(read.get()).as("seed %d: %s", seed, text).isEqualTo(SetToml.any(bytes));
            }
        }
        assertThat(plain).isGreaterThan(3000);
    }

    @Test
    void whatIsWrittenIsPlain() throws IOException {
        for (SetConfig.Spare spare : List.of(SetConfig.Spare.NONE, SetConfig.Spare.DEFAULT,
                SetConfig.Spare.of("256m"))) {
            SetConfig config = new SetConfig(2, "home", new UUID(1, 2), new UUID(-3, 4),
                    new SetConfig.Source("", List.of("/dev/sda1", "/\u00e4 b"), "http://venti/index", true),
                    new SetConfig.MediumChoice("bd-r", spare, 7, "/dev/sr0"), 3, true, new Scrub("1y"),
                    new KitChoice("full", "no"), new IncrementChoice("always", "512k", "7.5%"),
                    new ParityChoice("never", "2%"));
            assertThat(SetToml.plain(SetToml.write(config))).contains(config);
        }
    }

    @Test
    void whatNeedsAllOfTomlIsLeftToJackson() throws IOException {
        String text = TEXTS.get(0).replace("'/etc/venti.conf'", "\"\\u002Fetc/venti.conf\"");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(SetToml.plain(bytes)).isEmpty();
        assertThat(SetToml.read(bytes).source().conf()).isEqualTo("/etc/venti.conf");
    }
}
