package org.arenavault.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much parity fits: the figures of real discs, and the rules that any plan keeps. */
class ParityPlanTest {

    private static final UUID DISC = new UUID(7, 7);
    /** A BD-R DL without spares, in units of 64 KiB. */
    private static final long DL = 24_438_784 / 32;
    /** An arena of 1 GiB with its label. */
    private static final long ARENA = 16_384 + 1;

    static ParityMember member(String name, long size) {
        return new ParityMember("arena", name, size, "a".repeat(40), 1, DISC, 1, 0);
    }

    private static List<ParityMember> arenas(int count, long size) {
        List<ParityMember> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(member("arena" + i, size));
        }
        return members;
    }

    @Test
    void aFullDoubleLayerDiscWithoutSparesHasRoomForEightColumns() throws Exception {
        List<ParityMember> members = arenas(45, 1L << 30);
        members.add(new ParityMember("kit", "kit", 12_000_000, "b".repeat(64), 1, DISC, 46, 0));
        // behind the arenas, the kit of 184 units and the parity stands a label each
        long free = DL - 45 * ARENA - 185 - 1;
        ParityPlan plan = ParityPlan.of(members, free);
        ParityContent content = plan.content().orElseThrow();
        ParityLayout layout = content.layout();
        assertThat(free).isEqualTo(26_201);
        assertThat(layout.units()).isEqualTo(737_464);
        assertThat(layout.parityColumns()).isEqualTo(8);
        assertThat(layout.rows()).isEqualTo(3_269);
        assertThat(layout.dataColumns()).isEqualTo(226);
        assertThat(content.headerUnits()).isEqualTo(1);
        assertThat(content.sumsUnits()).isEqualTo(47);
        assertThat(content.units()).isLessThanOrEqualTo(free).isGreaterThan(free - 8);
        assertThat(plan.text()).isEqualTo("parity of 1.6 GiB: bursts up to 1.6 GiB, or any 8 units of 234");
    }

    /** The example of the specification: its units free and its units of members are round figures. */
    @Test
    void theFiguresOfTheSpecificationComeOut() throws Exception {
        ParityLayout layout = ParityLayout.ofOne(List.of(member("all", 737_480L << 16)), 8, 3260);
        assertThat(layout.dataColumns()).isEqualTo(227);
        assertThat(ParityPlan.of(List.of(member("all", 737_480L << 16)), 26_129).content().orElseThrow().layout())
                .isEqualTo(layout);
    }

    @Test
    void withDefaultSparesThereIsTooLittleRoomFor45ArenasAndThatIsSaid() throws Exception {
        long free = (113L << 20) >> 16;
        ParityPlan plan = ParityPlan.of(arenas(45, 1L << 30), free);
        assertThat(plan.content()).isEmpty();
        assertThat(plan.text()).isEqualTo("no parity: it may take 113.0 MiB, and the smallest takes 183.8 MiB");
        assertThat(ParityPlan.of(arenas(45, 1L << 30), plan.leastUnits()).content()).isPresent();
        assertThat(ParityPlan.of(arenas(45, 1L << 30), plan.leastUnits() - 1).content()).isEmpty();
        ParityPlan fewer = ParityPlan.of(arenas(44, 1L << 30), free + ARENA);
        assertThat(fewer.content().orElseThrow().layout().parityColumns()).isEqualTo(6);
    }

    @Test
    void nothingIsNotProtected() throws Exception {
        assertThat(ParityPlan.of(List.of(), 1000).content()).isEmpty();
        assertThat(ParityPlan.of(List.of(), 1000).text()).isEqualTo("no parity: there is nothing to protect");
        for (long free : new long[] {-5, 0, 1, 3}) {
            assertThat(ParityPlan.of(List.of(member("one", 1)), free).content()).as("%d units", free).isEmpty();
        }
        assertThat(ParityPlan.of(List.of(member("one", 1)), 4).content().orElseThrow().layout().rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void anyPlanFitsAndOneMoreColumnWouldNot(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            List<ParityMember> members = new ArrayList<>();
            long units = 0;
            for (int i = 0; i <= random.nextInt(6); i++) {
                members.add(member("arena" + i, 1 + random.nextInt(40_000_000)));
                units += members.get(i).units();
            }
            long free = random.nextInt((int) units);
            ParityPlan plan = ParityPlan.of(members, free);
            String what = "seed %d, round %d: %d units, %d free".formatted(seed, round, units, free);
            assertThat(plan.content().isPresent()).as(what).isEqualTo(free >= plan.leastUnits());
            if (plan.content().isPresent()) {
                ParityContent content = plan.content().get();
                ParityLayout layout = content.layout();
                assertThat(content.units()).as(what).isLessThanOrEqualTo(free);
                assertThat(layout.units()).as(what).isEqualTo(units);
                assertThat(layout.dataColumns()).as(what)
                        .isEqualTo((int) ((units + layout.rows() - 1) / layout.rows()));
                int more = layout.parityColumns() + 1;
                long rows = (free - 2L * content.headerUnits() - content.sumsUnits()) / more;
                assertThat(more > ParityCode.MOST_PARITY || rows == 0
                        || !ParityCode.exists((units + rows - 1) / rows, more)).as(what).isTrue();
            }
        }
    }

    @Test
    void membersOfManyDiscsHaveAColumnEach() throws Exception {
        ParityLayout layout = ParityLayout.ofMany(List.of(arenas(2, 100_000), arenas(3, 70_000), List.of()), 2);
        assertThat(layout.rows()).isEqualTo(6);
        assertThat(layout.members()).hasSize(5);
        assertThat(layout.columns().get(0)).containsExactly(new ParityPiece(0, 0, 2), new ParityPiece(1, 0, 2));
        assertThat(layout.height(1)).isEqualTo(6);
        assertThat(layout.height(2)).isZero();
        ParityShare share = new ParityShare(2, 4, List.of(1));
        ParityContent content = ParityContent.of(DISC, layout, share);
        assertThat(content.sums()).isEqualTo(2 + 3 + 3);
        assertThat(content.units()).isEqualTo(1 + 1 + 3 + 1);
        assertThat(content.sumOfData(1, 2)).isEqualTo(2);
        assertThat(content.sumOfParity(0, 4)).isEqualTo(7);
    }

    @Test
    void aLayoutThatCannotBeIsRefused() {
        ParityMember two = member("two", 100_000);
        List<List<List<ParityPiece>>> wrong = List.of(
                List.of(),
                List.of(List.of()),
                List.of(List.of(new ParityPiece(0, 0, 1))),
                List.of(List.of(new ParityPiece(0, 0, 3))),
                List.of(List.of(new ParityPiece(0, 1, 1), new ParityPiece(0, 1, 1))),
                List.of(List.of(new ParityPiece(0, 0, 2)), List.of(new ParityPiece(0, 0, 2))),
                List.of(List.of(new ParityPiece(0, 0, 2), new ParityPiece(1, 0, 1))),
                List.of(List.of(new ParityPiece(-1, 0, 2))),
                List.of(List.of(new ParityPiece(0, 0, 2), new ParityPiece(0, 2, -1))),
                List.of(List.of(new ParityPiece(0, -1, 2))),
                List.of(List.of(new ParityPiece(0, 0, Integer.MAX_VALUE), new ParityPiece(0, 0, Integer.MAX_VALUE))));
        for (List<List<ParityPiece>> columns : wrong) {
            assertThatThrownBy(() -> new ParityLayout(1, 2, List.of(two), columns)).as(columns.toString())
                    .isInstanceOf(CorruptException.class);
        }
        for (int rows : new int[] {0, -1, 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> new ParityLayout(1, rows, List.of(two),
                    List.of(List.of(new ParityPiece(0, 0, 2)))))
                    .as("%d rows", rows).isInstanceOf(CorruptException.class);
        }
        for (ParityMember bad : List.of(member("", 1), member("x".repeat(300), 1), member("none", 0),
                member("long", Long.MAX_VALUE), new ParityMember("arena", "a", 1, "zz", 1, DISC, 1, 0),
                new ParityMember("", "a", 1, "a".repeat(40), 1, DISC, 1, 0),
                new ParityMember("arena", "a", 1, "a".repeat(40), -1, DISC, 1, 0))) {
            assertThatThrownBy(() -> ParityPlan.of(List.of(bad), 100)).as(bad.toString())
                    .isInstanceOf(CorruptException.class);
        }
    }
}
