package org.arenavault.restore.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** A place that is kept for an arena is no place for another one of its name that has another size. */
class ReservationTest {

    private static final int BLOCK = 8192;
    private static final long BASE = 794624;

    private static ArenaRecord arena(String name, long blocks, long offset) {
        return new ArenaRecord(name, blocks * BLOCK, BLOCK, "arenas0", offset, Score.ZERO, false);
    }

    @Test
    void anotherSizeGetsAPlaceOfItsOwnSize() throws RefusedException {
        PartitionSpace space = PartitionSpace.toFill("arenas0", PartitionSpace.LONGEST);
        Spaces spaces = new Spaces(List.of(space));
        spaces.expect(List.of(arena("a", 10, BASE)));

        for (long blocks : new long[] {8, 12}) {
            Placement.Free free = spaces.decide(arena("a", blocks, BASE)).free().orElseThrow();
            spaces.reserve(free);

            assertThat(free.place().range().start()).isEqualTo(BASE);
            assertThat(free.place().range().length()).isEqualTo(blocks * BLOCK);
            assertThat(space.count()).isEqualTo(1);
            assertThat(space.reservation("a")).contains(free.place());
        }
        spaces.expect(List.of(arena("b", 10, BASE + 12 * BLOCK)));
        assertThat(spaces.decide(arena("b", 10, BASE + 12 * BLOCK)).free().orElseThrow().place().range().start())
                .isEqualTo(BASE + 12 * BLOCK);
    }
}
