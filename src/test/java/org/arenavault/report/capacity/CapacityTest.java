package org.arenavault.report.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** The capacity model: the published examples, media, and what a store's own history says. */
class CapacityTest {

    private static final long DAY = 86_400;
    private static final long BEGUN = 1_700_000_000;
    private static final long ARENA = 1L << 30;

    @Test
    void everyPublishedFigureIsReproduced() {
        for (PublishedExample example : PublishedExample.all()) {
            assertThat(example.figures()).isNotEmpty()
                    .allSatisfy(figure -> assertThat(figure.agrees(example.published()))
                            .as("%s: %s: %f", example.title(), figure.name(),
                                    figure.formula().applyAsDouble(example.published())).isTrue());
        }
    }

    @Test
    void theCorrectedArchivesOfTheMailServerAreSevenTerabytes() {
        Assumptions mail = PublishedExample.all().get(1).corrected();

        assertThat(mail.archival()).isCloseTo(7.344e12, within(1e6));
        assertThat(mail.ephemeral()).isCloseTo(123.84e9, within(1e6));
    }

    @Test
    void aDiskIsDividedByTheRatio() {
        Assumptions play = new Assumptions(new Assumptions.Users(1, 0, 400e3), 0, 2, 0.7,
                new Assumptions.Snapshots(0, 90, 0), Assumptions.Archives.FROM_GROWTH, 20e9);

        assertThat(play.fossil() + play.venti()).isCloseTo(20e9, within(1.0));
        assertThat(play.venti() / play.fossil()).isCloseTo(0.7, within(1e-9));
    }

    @Test
    void assumptionsBelowZeroAreNone() {
        assertThatThrownBy(() -> new Assumptions(new Assumptions.Users(-1, 0, 0), 0, 0, 0,
                new Assumptions.Snapshots(0, 0, 0), Assumptions.Archives.FROM_GROWTH, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Assumptions(new Assumptions.Users(0, 0, 0), 0, Double.NaN, 0,
                new Assumptions.Snapshots(0, 0, 0), Assumptions.Archives.FROM_GROWTH, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fortyFiveArenasOfAGibibyteGoOnADualLayerDisc() throws IOException {
        MediumDescription medium = MediumDescription.read(new Descriptions(Path.of("/nowhere")), "bd-r-dl");

        MediumNeed need = MediumNeed.of(medium, 100.0 * ARENA, 90.0 * ARENA, ARENA, 4);

        assertThat(need.arenasPerDisc()).isEqualTo(45);
        assertThat(need.discs()).isEqualTo(3);
        assertThat(need.discsPerYear()).isEqualTo(2);
        assertThat(need.hoursPerYear()).isCloseTo(2 * 90.0 * ARENA / (4.0 * medium.speedOneX()) / 3600, within(1e-9));
        assertThat(MediumNeed.of(medium, 1, 1, 1L << 40, 4).arenasPerDisc()).isZero();
    }

    @Test
    void sizesAreDecimal() throws UsageException {
        assertThat(Bytes.parseDecimal("100k")).isEqualTo(100_000);
        assertThat(Bytes.parseDecimal("1.5G")).isEqualTo(1.5e9);
        assertThat(Bytes.parseDecimal("2048")).isEqualTo(2048);
        assertThat(Bytes.decimal(2880)).isEqualTo("2880");
        assertThat(Bytes.decimal(46e9)).isEqualTo("46 G");
        assertThat(Bytes.decimal(11_764_705_882.0)).isEqualTo("11.8 G");
        for (String wrong : List.of("", "k", "-1", "1e9", "1.G", "1,5G", "1 G")) {
            assertThatThrownBy(() -> Bytes.parseDecimal(wrong)).as(wrong).isInstanceOf(UsageException.class);
        }
    }

    private static ArenaStatus arena(int number, long from, long to, long used, ArenaState state) {
        ArenaStats stats = used == 0 ? ArenaStats.EMPTY
                : new ArenaStats(used / 4096, used / 4096, used, 2 * used, state == ArenaState.SEALED);
        return new ArenaStatus(new Arena(new SparseStorage(ARENA), "arena" + number, 0, ARENA, 8192), state,
                new ArenaTail(5, "arena" + number, from, to, 0, stats, stats, Score.NONE), List.of());
    }

    @Test
    void aStoreThatFillsAnArenaEveryTenDaysIsFullInTime() {
        List<ArenaStatus> arenas = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            arenas.add(arena(i, BEGUN + i * 10L * DAY, BEGUN + (i + 1) * 10L * DAY, ARENA / 10 * 9, ArenaState.SEALED));
        }
        for (int i = 50; i < 60; i++) {
            arenas.add(arena(i, 0, 0, 0, ArenaState.EMPTY));
        }

        StoreHistory history = StoreHistory.of(arenas);

        assertThat(history.sealed()).isEqualTo(50);
        assertThat(history.blocks().ratio()).isEqualTo(0.5);
        assertThat(history.growth().measured()).isEqualTo(Duration.ofDays(365));
        assertThat(history.daysLeft()).hasValueSatisfying(days -> assertThat(days).isCloseTo(110, within(2.0)));
    }

    @Test
    void aStoreThatIsYoungOrEmptyTellsNoRate() {
        assertThat(StoreHistory.of(List.of()).daysLeft()).isEmpty();
        assertThat(StoreHistory.of(List.of(arena(0, 0, 0, 0, ArenaState.EMPTY))).daysLeft()).isEmpty();
        assertThat(StoreHistory.of(List.of(arena(0, BEGUN, BEGUN + 3600, ARENA / 2, ArenaState.ACTIVE))).daysLeft())
                .isEmpty();
        assertThat(StoreHistory.of(List.of(arena(0, BEGUN + 9, BEGUN, ARENA / 2, ArenaState.ACTIVE))).daysLeft())
                .isEmpty();
    }
}
