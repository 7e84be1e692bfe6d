package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.IndexPage;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.StatusPages;
import org.arenavault.venti.net.StatusServer;
import org.arenavault.venti.net.StoragePage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says of its arenas, held against its partitions. */
class ServerPageTest {

    private static final World WORLD = World.unattended(new SilentTerminal());

    @TempDir
    private Path folder;

    private ArenaSource source;
    private List<IndexPage.Arena> said;

    @BeforeEach
    void makeVenti() throws IOException {
        Path conf = SampleVenti.create(folder.resolve("venti"), 2, 8192, 5, 3);
        source = ArenaSource.open(config(conf, "").partitions(Disks.REAL), Disks.REAL);
        said = new ArrayList<>();
        for (SourceArena arena : source.arenas()) {
            if (arena.status().memory().clumps() > 0) {
                said.add(page(arena.name(), arena.status().seal(), arena.status().memory(), arena.status().disk()));
            }
        }
    }

    @AfterEach
    void closeVenti() throws IOException {
        source.close();
    }

    private static SetConfig config(Path conf, String url) {
        return SetConfig.of(new SetName("home"), new UUID(1, 1), new UUID(2, 2),
                new SetConfig.Source(conf.toString(), List.of(), url, false),
                new SetConfig.MediumChoice("bd-r", SetConfig.Spare.NONE, 0, ""));
    }

    private static IndexPage.Arena page(String name, Score seal, ArenaStats memory, ArenaStats disk) {
        return new IndexPage.Arena(name, new IndexPage.Arena.Addresses(0, 1 << 20),
                new IndexPage.Arena.Place("arenas0", 802_816, 1_851_392),
                new IndexPage.Arena.Head(5, 1_700_000_000L, 1_700_000_000L), false, seal, memory, disk);
    }

    private static IndexPage page(List<IndexPage.Arena> arenas) {
        return new IndexPage("main", 1, 8192, 524_288, 100, 42_949_673, List.of(), arenas);
    }

    private List<String> compare() {
        return new ServerPage(Optional.of(page(said)), List.of()).compare(source.arenas());
    }

    @Test
    void aServerThatSaysTheSameIsNotWorthALine() {
        assertThat(said).hasSize(3);
        assertThat(compare()).isEmpty();
    }

    @Test
    void everyKindOfDisagreementIsNamed() {
        IndexPage.Arena first = said.get(0);
        said.set(0, page(first.name(), Score.ZERO, first.written(), first.indexed()));
        IndexPage.Arena active = said.get(2);
        ArenaStats more = active.written().plus(100, 100);
        said.set(2, page(active.name(), Score.NONE, more, active.indexed()));
        said.remove(1);
        said.add(page("elsewhere", Score.NONE, more, more));
        assertThat(compare()).hasSize(4).anyMatch(line -> line.contains("arena0 has the seal " + Score.ZERO))
                .anyMatch(line -> line.contains("arena2: the server has 1 clump more"))
                .anyMatch(line -> line.contains("arena1 holds") && line.contains("does not list it"))
                .anyMatch(line -> line.contains("the server has arena elsewhere"));
    }

    @Test
    void anArenaThatOnlyTheServerKnowsToBeSealedIsNamed() {
        IndexPage.Arena active = said.get(2);
        said.set(2, page(active.name(), Score.NONE, active.written().seal(), active.written().seal()));
        assertThat(compare()).hasSize(1).first().asString().contains("its partition does not say so yet");
    }

    @Test
    void aRunningServerIsAsked() throws IOException {
        StatusPages pages = new StatusPages() {
            @Override
            public IndexPage index() {
                return page(said);
            }

            @Override
            public StoragePage storage() throws IOException {
                throw new IOException("not asked for");
            }
        };
        try (StatusServer server = new StatusServer(pages, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            String url = "http://127.0.0.1:%d/index".formatted(server.address().port());
            ServerPage asked = ServerPage.ask(config(folder, url), WORLD);
            assertThat(asked.page()).isPresent();
            assertThat(asked.compare(source.arenas())).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereIsANote() throws IOException {
        assertThat(ServerPage.ask(config(folder, "http://127.0.0.1:9"), WORLD).compare(source.arenas())).hasSize(1)
                .first().asString().startsWith("the server was not asked");
        assertThat(ServerPage.ask(config(folder, "nonsense"), WORLD).notes()).hasSize(1);
        assertThat(ServerPage.ask(config(folder, ""), WORLD).compare(source.arenas())).isEmpty();
    }
}
