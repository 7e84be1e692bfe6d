package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
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
