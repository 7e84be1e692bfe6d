package org.arenavault.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.cli.Site;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disc that is full has what was planned, to the block; on small discs what {@code scripts/soak full} does. */
class FullDiscsTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    /** A kit takes no more than a fiftieth of a disc. */
    @ParameterizedTest
    @CsvSource({"bd-r,26,1,false", "bd-r,40,1,false", "bd-r-dl,33,1,false", "dvd+r,150,16,false",
        "dvd+r-dl,180,16,false", "bd-r,1080,256,true"})
    void whatIsPlannedIsRecorded(String medium, long megabytes, long arena, boolean kit) throws IOException {
        FullDiscs.Figures figures = FullDiscs.fill(folder, medium, megabytes << 20, arena << 20, 1);
        assertThat(figures.arenas()).isPositive();
        assertThat(figures.kitBlocks() > 0).isEqualTo(kit);
        assertThat(figures.parityBytes()).isPositive();
    }

    /** What it costs to be protected, where that costs an arena. */
    @ParameterizedTest
    @CsvSource({"bd-r-dl,default,44,45", "bd-r-ql,default,112,115", "bd-r-dl,none,45,45", "bd-r,none,22,22",
        "bd-r,default,22,22", "bd-r-ql,none,115,115", "dvd+r,none,4,4"})
    void initSaysWhatDoesNotFit(String medium, String spare, int with, int without) throws IOException {
        Path conf = SparseVenti.create(Files.createDirectory(folder.resolve("venti")), 1, 1L << 30);
        String said = new Site(folder).done("init", "home", "--conf", conf.toString(), "--medium", medium, "--spare",
                spare, "--increments", "never");
        if (with < without) {
            assertThat(said).contains(("A disc takes %d arenas with what protects it, %d without (parity.when, "
                    + "kit.when).").formatted(with, without));
        } else {
            assertThat(said).doesNotContain("A disc takes");
        }
    }
}
