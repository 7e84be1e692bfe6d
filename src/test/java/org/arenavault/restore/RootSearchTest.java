package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.Golden;
import org.arenavault.cli.Site;
import org.arenavault.fossil.GoldenArchive;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.store.ArenaStore;
import org.arenavault.venti.vac.WalkOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roots are looked for wherever something can be read; what cannot is named, and the report is made all the same. */
class RootSearchTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private VentiConf conf;

    @BeforeEach
    void unpack() throws IOException {
        conf = VentiConf.read(Golden.unpack("multi", temp).resolve("venti.conf"), Disks.REAL);
        assertThat(conf.arenas()).hasSize(2);
    }

    private RootsReport search() throws IOException {
        return new RootSearch(conf, WalkOptions.Data.READ, World.unattended(new SilentTerminal())).run();
    }

    @Test
    void aPartitionThatCannotBeReadKeepsNoOtherFromBeingSearched() throws IOException {
        RootsReport whole = search();
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.found()).isPositive();
        long found = 0;
        for (Partition lost : conf.arenas()) {
            Path kept = temp.resolve("kept");
            Files.move(lost.path(), kept);
            RootsReport rest = search();
            assertThat(rest.problems()).anyMatch(problem -> problem.contains(lost.path().toString()));
            found += rest.found();
            Files.move(kept, lost.path());
        }
        assertThat(found).isEqualTo(whole.found());
    }

    /** Only a fossil's archive is opened by a fossil; vac's roots are not. */
    @Test
    void anArchiveOfAFossilIsToldFromOneOfVac() throws IOException {
        assertThat(search().whole().orElseThrow().forFossil()).isFalse();
        Path file = Files.writeString(Files.createDirectory(temp.resolve("store")).resolve("venti.conf"),
                "index main\nisect isect0\narenas arenas0\n");
        Files.write(file.resolveSibling("isect0"), new byte[4 << 20]);
        Files.write(file.resolveSibling("arenas0"), new byte[12 << 20]);
        Site site = new Site(temp);
        site.done("arenas", "format", "-a", "4m", "arena", file.resolveSibling("arenas0").toString());
        site.done("index", "build", file.toString());
        conf = VentiConf.read(file, Disks.REAL);
        try (ArenaStore store = ArenaStore.open(conf, World.unattended(new SilentTerminal()))) {
            GoldenArchive.blocks().forEach((score, type, block) -> {
                try {
                    store.write(type, block);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            store.sync();
        }
        site.done("index", "build", file.toString());
        assertThat(search().whole().orElseThrow().forFossil()).isTrue();
    }

    @Test
    void anIndexThatCannotBeReadIsAProblemAndNoEnd() throws IOException {
        for (Partition section : conf.sections()) {
            Files.write(section.path(), new byte[1 << 20]);
        }
        RootsReport report = search();
        assertThat(report.found()).isPositive();
        assertThat(report.problems()).isNotEmpty();
        assertThat(report.newestWhole()).isEmpty();
    }
}
