package org.arenavault.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a parity track holds, compared with the plain code; what becomes of sources that are not what they were. */
class ParityMakingTest {

    private static final int UNIT = UnitSums.UNIT;

    /** The rows of a column, filled up with zeros. */
    private static byte[] column(ParityLayout layout, List<byte[]> members, int column) throws IOException {
        byte[] bytes = new byte[layout.rows() * UNIT];
        layout.runs(column, 0, layout.rows(), (row, member, unit, count) -> {
            int from = unit * UNIT;
            System.arraycopy(members.get(member), from, bytes, row * UNIT,
                    Math.min(count * UNIT, members.get(member).length - from));
        });
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theContentIsAsTheContractSays(long seed) throws Exception {
        Random random = new Random(seed);
        List<byte[]> members = new ArrayList<>();
        List<ParityMember> described = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(new byte[1 + random.nextInt(12 * UNIT)]);
            random.nextBytes(members.get(i));
            described.add(ParityPlanTest.member("arena" + i, members.get(i).length));
        }
        ParityLayout layout = ParityLayout.ofOne(described, 1 + random.nextInt(3), 1 + random.nextInt(11));
        ParityContent content = ParityContent.of(new UUID(1, seed), layout, ParityShare.all(layout));
        MemoryStorage staging = new MemoryStorage((int) content.size());
        String digest = new ParityMaking(ParityBox.WORLD, 1 + random.nextInt(3)).make(content,
                members.stream().map(ParityBox::source).toList(), staging, "parity");
        byte[] track = staging.read(0, (int) content.size());
        assertThat(digest).isEqualTo(HexFormat.of().formatHex(Digests.sha256().digest(track)));

        byte[][] columns = new byte[layout.dataColumns()][];
        ByteBuffer sums = ByteBuffer.wrap(track, content.headerUnits() * UNIT, content.sumsUnits() * UNIT);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(layout, members, i);
            for (int row = 0; row < layout.height(i); row++) {
                assertThat(sums.getInt()).as("seed %d: sum of row %d of column %d", seed, row, i)
                        .isEqualTo(UnitSums.sum(ByteBuffer.wrap(columns[i], row * UNIT, UNIT)));
            }
        }
        int at = (content.headerUnits() + content.sumsUnits()) * UNIT;
        for (int j = 0; j < layout.parityColumns(); j++) {
            byte[] parity = PlainParity.encode(j, columns, layout.parityColumns());
            for (int row = 0; row < layout.rows(); row++) {
                ByteBuffer unit = ByteBuffer.wrap(track, at, UNIT);
                assertThat(unit).as("seed %d: row %d of parity %d", seed, row, j)
                        .isEqualTo(ByteBuffer.wrap(parity, row * UNIT, UNIT));
                assertThat(sums.getInt()).isEqualTo(UnitSums.sum(unit));
                at += UNIT;
            }
        }
        while (sums.hasRemaining()) {
            assertThat(sums.get()).isZero();
        }
        assertThat(ByteBuffer.wrap(track, at, track.length - at))
                .isEqualTo(ByteBuffer.wrap(track, 0, content.headerUnits() * UNIT));
        assertThat(ParityTrack.open(staging).content().layout()).isEqualTo(layout);
    }

    @Test
    void aPartOfAGroupCarriesItsRowsAlone() throws Exception {
        Random random = new Random(5);
        List<byte[]> members = new ArrayList<>();
        List<List<ParityMember>> discs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            members.add(new byte[(4 + i) * UNIT - 100]);
            random.nextBytes(members.get(i));
            discs.add(List.of(ParityPlanTest.member("arena" + i, members.get(i).length)));
        }
        ParityLayout layout = ParityLayout.ofMany(discs, 2);
        ParityContent all = ParityContent.of(new UUID(1, 1), layout, ParityShare.all(layout));
        byte[] whole = ParityBox.of(members, all).track();
        ParityContent part = ParityContent.of(new UUID(1, 1), layout, new ParityShare(2, 5, List.of(1)));
        byte[] some = ParityBox.of(members, part).track();
        assertThat(part.units()).isEqualTo(2L * part.headerUnits() + 1 + 4);
        for (int row = 2; row <= 5; row++) {
            assertThat(ByteBuffer.wrap(some, (int) part.parityAt(0, row), UNIT))
                    .isEqualTo(ByteBuffer.wrap(whole, (int) all.parityAt(1, row), UNIT));
        }
    }

    @Test
    void columnsThatComeOneAfterTheOtherMakeTheSameTracks() throws Exception {
        Random random = new Random(7);
        List<byte[]> members = new ArrayList<>();
        List<List<ParityMember>> discs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            members.add(new byte[1 + random.nextInt(7 * UNIT)]);
            random.nextBytes(members.get(i));
            if (i % 2 == 0) {
                discs.add(new ArrayList<>());
            }
            discs.get(i / 2).add(ParityPlanTest.member("arena" + i, members.get(i).length));
        }
        ParityLayout layout = ParityLayout.ofMany(discs, 2);
        List<ParityContent> parts = new ArrayList<>();
        List<Storage> stagings = new ArrayList<>();
        int half = layout.rows() / 2;
        for (ParityShare share : List.of(new ParityShare(0, half, List.of(1)),
                new ParityShare(half + 1, layout.rows() - 1, List.of(1)), ParityShare.all(layout))) {
            parts.add(ParityContent.of(new UUID(7, 7), layout, share));
            stagings.add(new MemoryStorage((int) parts.get(parts.size() - 1).size()));
        }
        ParityColumns columns = new ParityColumns(parts, stagings, ParityBox.WORLD);
        for (int column : new int[] {2, 0, 1}) {
            List<Optional<MemberSource>> sources = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                sources.add(Optional.of(i).filter(number -> number / 2 == column).map(members::get)
                        .map(ParityBox::source));
            }
            columns.add(column, sources, "column");
        }
        List<String> digests = columns.finish();
        for (int part = 0; part < parts.size(); part++) {
            byte[] expected = ParityBox.of(members, parts.get(part)).track();
            assertThat(stagings.get(part).read(0, (int) parts.get(part).size())).as("part %d", part)
                    .isEqualTo(expected);
            assertThat(digests.get(part)).isEqualTo(HexFormat.of().formatHex(Digests.sha256().digest(expected)));
        }
    }

    @Test
    void aUnitThatIsWrongOrMissingIsTakenFromTheOtherPlace() throws Exception {
        byte[] member = new byte[9 * UNIT + 17];
        new Random(6).nextBytes(member);
        ParityLayout layout = ParityLayout.ofOne(List.of(ParityPlanTest.member("arena0", member.length)), 2, 7);
        ParityContent content = ParityContent.of(new UUID(1, 6), layout, ParityShare.all(layout));
        byte[] expected = ParityBox.of(List.of(member), content).track();

        byte[] rotten = member.clone();
        rotten[3 * UNIT + 5] ^= 1;
        rotten[rotten.length - 1] ^= 1;
        BitSet holes = new BitSet();
        holes.set(5);
        HoledStorage first = new HoledStorage(rotten, holes);
        for (List<Storage> places : List.of(List.<Storage>of(first, new MemoryStorage(member)),
                List.<Storage>of(new MemoryStorage(new byte[100]), first, new MemoryStorage(member)),
                List.<Storage>of(new MemoryStorage(member), first))) {
            MemoryStorage staging = new MemoryStorage((int) content.size());
            new ParityMaking(ParityBox.WORLD, 1).make(content,
                    List.of(new MemberSource(ParityBox.sums(member), places)), staging, "parity");
            assertThat(staging.read(0, (int) content.size())).isEqualTo(expected);
        }
        assertThat(first.largestRead()).isLessThanOrEqualTo(4 * UNIT);

        for (List<Storage> places : List.of(List.<Storage>of(), List.<Storage>of(first))) {
            assertThatThrownBy(() -> new ParityMaking(ParityBox.WORLD, 2).make(content,
                    List.of(new MemberSource(ParityBox.sums(member), places)),
                    new MemoryStorage((int) content.size()), "parity"))
                    .isInstanceOf(CorruptException.class).hasMessageContaining("'arena0'");
        }
    }

    @Test
    void sumsOfAnotherLengthAreRefused() throws Exception {
        ParityContent content = ParityPlan.of(List.of(ParityPlanTest.member("arena0", 3 * UNIT)), 8).content()
                .orElseThrow();
        for (List<MemberSource> sources : List.of(List.<MemberSource>of(),
                List.of(ParityBox.source(new byte[2 * UNIT])))) {
            assertThatThrownBy(() -> new ParityMaking(ParityBox.WORLD, 1).make(content, sources,
                    new MemoryStorage((int) content.size()), "parity")).isInstanceOf(CorruptException.class);
        }
    }
}
