package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Test;

/** Scores as bytes, as text, and in their order. */
class ScoreTest {

    private static final String TEXT = "f1d2d2f924e986ac86fdf7b36c94bcdf32beec15";

    @Test
    void aTextIsReadInEitherCaseAndBehindALabel() throws UsageException {
        Score score = Score.parse(TEXT);
        assertThat(score).hasToString(TEXT).isEqualTo(Score.ofBlock(ByteBuffer.wrap("foo\n".getBytes(
                StandardCharsets.US_ASCII))));
        assertThat(Score.parse("vac:" + TEXT)).isEqualTo(score);
        assertThat(Score.parse(TEXT.toUpperCase(Locale.ROOT))).isEqualTo(score);
        assertThat(score.hint()).isEqualTo("f1d2d2f9");
        assertThat(score.firstBits()).isEqualTo(0xf1d2d2f9);
        assertThat(score.hashCode()).isEqualTo(0xf1d2d2f9);
        assertThat(score.toBytes()).hasSize(20).startsWith(0xf1, 0xd2);
    }

    @Test
    void whatIsNoScoreIsRefused() {
        for (String text : new String[] {"", "vac:", TEXT.substring(1), TEXT + "0", TEXT.replace('f', 'g'),
            TEXT.replace("f1", "\uff11\uff12"), "a:b:" + TEXT.substring(2), TEXT.replace("d2d2", "d2 2")}) {
            assertThatThrownBy(() -> Score.parse(text)).as(text).isInstanceOf(UsageException.class);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Score.of(new byte[19]));
    }

    @Test
    void bothFormsOfTheEmptyBlockAreEmpty() throws UsageException {
        assertThat(Score.ofBlock(ByteBuffer.allocate(0))).isEqualTo(Score.ZERO);
        assertThat(Score.ZERO.isEmptyBlock()).isTrue();
        assertThat(Score.NONE.isEmptyBlock()).isTrue();
        assertThat(Score.parse(TEXT).isEmptyBlock()).isFalse();
        assertThat(Score.NONE).isEqualTo(Score.of(new byte[20])).isNotEqualTo(Score.ZERO).isNotEqualTo("0");
    }

    @Test
    void theOrderIsThatOfUnsignedBytes() throws UsageException {
        Score high = Score.parse(TEXT);
        Score low = Score.parse("71" + TEXT.substring(2));
        assertThat(low).isLessThan(high);
        assertThat(high).isGreaterThan(low);
        assertThat(high.compareTo(Score.parse(TEXT))).isZero();
    }

    @Test
    void itIsPutAndFoundAtAnyPlace() throws UsageException {
        Score score = Score.parse(TEXT);
        ByteBuffer target = ByteBuffer.allocate(23);
        score.put(target, 2);
        assertThat(target.position()).isZero();
        assertThat(score.matches(target.array(), 2)).isTrue();
        assertThat(score.matches(target.array(), 1)).isFalse();
        target.array()[21] ^= 1;
        assertThat(score.matches(target.array(), 2)).isFalse();
    }
}
