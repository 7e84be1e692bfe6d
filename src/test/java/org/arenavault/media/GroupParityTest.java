package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What labels of parity of other discs say, and what hostile ones cannot make of it. */
class GroupParityTest {

    private static final String DIGEST = "00".repeat(32);

    private static BitSet tracks(int... numbers) {
        BitSet tracks = new BitSet();
        for (int number : numbers) {
            tracks.set(number);
        }
        return tracks;
    }

    private static GroupParity sample() {
        return new GroupParity(new GroupParity.Column(new UUID(0x1234567890L, 2), 1), 2, 100, 13, 25,
                new TreeMap<>(Map.of(1, tracks(1, 2, 3, 7), 12, tracks(1))));
    }

    @Test
    void whatALabelSaysComesBack() {
        TrackContent content = sample().content(1 << 20, DIGEST);
        assertThat(content.name()).isEqualTo("parity-00000012-1-13-25");
        assertThat(GroupParity.of(content)).contains(sample());
        assertThat(sample().place()).isEqualTo("2 of 2");
        assertThat(sample().protects(1, 7)).isTrue();
        assertThat(sample().protects(1, 4)).isFalse();
        assertThat(sample().protects(2, 1)).isFalse();
    }

    private static TrackContent with(String field, Object value) {
        FlatJson fields = new FlatJson().putAll(sample().content(1, DIGEST).attributes());
        FlatJson changed = value instanceof Long number ? fields.put(field, number) : fields.put(field,
                value.toString());
        return new TrackContent(TrackContent.PARITY, "parity", 1, DIGEST, changed);
    }

    @ParameterizedTest
    @CsvSource({"column,2", "column,-1", "columns,33", "columns,0", "rows,25", "rows,4194305", "rows,2147483647",
            "rows,99999999999", "first,26", "first,-1", "last,100", "last,12"})
    void aFigureThatCannotBeSaysNothing(String field, long value) {
        assertThat(GroupParity.of(with(field, value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:", ":1", "0:1", "1:0", "1:3-2", "1:1-99999", "1:1  2:1", "99999999:1", "a:1",
            "1:1;2:1"})
    void tracksThatCannotBeSayNothing(String discs) {
        assertThat(GroupParity.of(with("discs", discs))).isEmpty();
    }

    @Test
    void moreDiscsThanAGroupCanHaveSayNothing() {
        StringBuilder discs = new StringBuilder("1:1");
        for (int disc = 2; disc <= 257; disc++) {
            discs.append(' ').append(disc).append(":1-9999");
        }
        assertThat(GroupParity.of(with("discs", discs.toString()))).isEmpty();
    }

    @Test
    void parityOfItsOwnDiscIsNone() {
        assertThat(GroupParity.of(new TrackContent(TrackContent.PARITY, "parity-001-04", 1, DIGEST,
                new FlatJson().put("group", new UUID(1, 1)).put("tracks", "1-3")))).isEmpty();
    }
}
