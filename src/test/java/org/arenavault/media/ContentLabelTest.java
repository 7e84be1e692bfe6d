package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.arenavault.Fuzzing;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.ArenaForm;
import org.arenavault.venti.increment.IncrementOrigin;
import org.arenavault.venti.increment.RecordedIncrement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of the second form, and of forms that nobody knows yet. */
class ContentLabelTest {

    private static final IncrementOrigin ORIGIN = new IncrementOrigin(new ArenaForm("arena1", 1 << 20, 8192, 5, 77),
            "arenas0", 8192, 0, 1000, 3, new UUID(4, 5), Score.ZERO);

    private static ContentLabel label(TrackContent content) {
        return new ContentLabel(Burns.DISC, 3, 96, content, 12, Instant.parse("2026-11-30T01:02:03Z"), 9);
    }

    private static byte[] titled(String title) {
        byte[] cluster = label(new TrackContent("frob", "x", 1, "ab".repeat(20), new FlatJson())).cluster();
        byte[] rest = Arrays.copyOfRange(cluster, "arenavault label 2\n".length(), cluster.length);
        byte[] begins = title.getBytes(StandardCharsets.ISO_8859_1);
        byte[] other = Arrays.copyOf(begins, LabelCluster.SIZE);
        System.arraycopy(rest, 0, other, begins.length, Math.min(rest.length, other.length - begins.length));
        return other;
    }

    @Test
    void theLabelOfAnIncrementComesBack() throws CorruptException {
        TrackContent content = IncrementFields.content(ORIGIN.name(12), ORIGIN.imageSize(), Score.ZERO, ORIGIN);
        ContentLabel label = label(content);

        LabelReading reading = LabelReading.of(label.cluster(), "test");

        assertThat(reading).isEqualTo(new LabelReading.Foreign(2, Optional.of(label)));
        assertThat(IncrementFields.recorded(content)).isEqualTo(new RecordedIncrement(12, ORIGIN));
        assertThat(new String(label.cluster(), 0, 1000, StandardCharsets.UTF_8)).startsWith("arenavault label 2\n{")
                .contains("\"kind\":\"increment\",\"name\":\"arena1@0.12\"", "\"clumpmagic\":77",
                        "\"from\":0,\"to\":1000,\"clumps\":3", "\"chain\":\"00000000-0000-0004-0000-000000000005\"",
                        "\"highest\":9");
    }

    @Test
    void everyFieldOfAnIncrementIsNeededButTheSum() throws CorruptException {
        TrackContent whole = IncrementFields.content(ORIGIN.name(12), 1, Score.ZERO, ORIGIN);
        for (String name : whole.attributes().names()) {
            TrackContent content = new TrackContent("increment", ORIGIN.name(12), 1, Score.ZERO.toString(),
                    whole.attributes().without(Set.of(name)));
            if (name.equals("entries")) {
                assertThat(IncrementFields.recorded(content).origin().entries()).isEqualTo(Score.NONE);
            } else {
                assertThatThrownBy(() -> IncrementFields.recorded(content))
                        .isInstanceOf(CorruptException.class).hasMessageContaining(name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena1@0.", "arena1@1.12", "arena2@0.12", "arena1", "arena1@0.x", "arena1@0.-1",
        "arena1@0.99999999999999999999"})
    void theNameOfAnIncrementIsMadeOfWhatItIs(String name) {
        TrackContent content = IncrementFields.content(name, 1, Score.ZERO, ORIGIN);

        assertThatThrownBy(() -> IncrementFields.recorded(content))
                .isInstanceOf(CorruptException.class).hasMessageContaining("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arenavault label 3\n", "arenavault label 10\n", "arenavault label 999999999\n"})
    void anotherNumberIsALabelOfANewerVersion(String title) {
        LabelReading reading = LabelReading.of(titled(title), "test");

        assertThat(reading.any()).isEmpty();
        assertThat(reading.passedOver()).contains("carries a label of the form %s, which a newer version wrote"
                .formatted(title.replaceAll("\\D", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arenavault label 0\n", "arenavault label 02\n", "arenavault label \n",
        "arenavault label 2 \n", "arenavault label -2\n", "arenavault label 1234567890\n",
        "arenavault label \u001b[2J"})
    void whatIsNoNumberIsDamage(String title) {
        LabelReading reading = LabelReading.of(titled(title), "test");

        assertThat(reading.passedOver()).isEmpty();
        assertThat(reading).isInstanceOfSatisfying(LabelReading.Damaged.class,
                damaged -> Fuzzing.requireOneLine(new CorruptException(damaged.reason())));
    }

    @Test
    void everyBitOfTheSecondFormIsCovered() {
        byte[] cluster = label(IncrementFields.content("a", 1, Score.ZERO, ORIGIN)).cluster();
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            int at = i < 800 ? i : random.nextInt(cluster.length);
            byte[] other = cluster.clone();
            other[at] ^= (byte) (1 << random.nextInt(8));
            LabelReading reading = LabelReading.of(other, "test");
            assertThat(reading.any()).as("byte %d", at).isEmpty();
        }
    }

    @Test
    void anyBytesAreReadOrRefusedWithOneLine() {
        for (long seed = 0; seed < 200; seed++) {
            byte[] data = new byte[new Random(seed).nextInt(400)];
            new Random(seed).nextBytes(data);
            LabelFuzz.fuzzerTestOneInput(data);
        }
        LabelFuzz.fuzzerTestOneInput(new FlatJson().put("kind", "x").format().getBytes(StandardCharsets.UTF_8));
    }
}
