package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.arenavault.ContractTest;
import org.arenavault.io.OperatorNeededException.Need;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link ByteLine} keeps. An implementation's test extends this class and says who is at its other end. */
public abstract class ByteLineContractTest extends ContractTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(150);
    /** What a line may wait longer than it was told, and what a busy machine adds. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private ByteLine opened;

    /** Opens the line. */
    protected abstract ByteLine open() throws IOException;

    /** What the other end answers, as often as it is asked. */
    protected abstract byte[] question();

    /** What it answers, more than three bytes. */
    protected abstract byte[] answer();

    private ByteLine line() throws IOException {
        opened = open();
        return opened;
    }

    @Override
    protected Object implementation() throws IOException {
        return line();
    }

    @AfterEach
    void closeWhatWasOpened() throws IOException {
        Thread.interrupted();
        if (opened != null) {
            opened.close();
        }
    }

    private static byte[] take(ByteLine line, int length, int atOnce) throws IOException {
        byte[] all = new byte[length];
        byte[] piece = new byte[atOnce + 1];
        for (int at = 0; at < length;) {
            byte[] into = Arrays.copyOf(piece, Math.min(atOnce, length - at));
            int count = line.read(into, PATIENCE);
            assertThat(count).as("%d of %d bytes came", at, length).isBetween(1, into.length);
            System.arraycopy(into, 0, all, at, count);
            at += count;
        }
        return all;
    }

    @Test
    void itHasANameInOneLine() throws IOException {
        assertThat(line().name()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void everyAnswerComesWholeAndInItsOrderHoweverItIsTaken() throws IOException {
        ByteLine line = line();
        for (int atOnce : new int[] {1, 3, 1000}) {
            line.write(question());
            assertThat(take(line, answer().length, atOnce)).as("%d at once", atOnce).isEqualTo(answer());
        }
        assertThat(line.read(new byte[8], Duration.ZERO)).isZero();
    }

    @Test
    void onlyWhatCameIsWrittenIntoTheBuffer() throws IOException {
        ByteLine line = line();
        line.write(question());
        byte[] into = new byte[answer().length + 100];
        Arrays.fill(into, (byte) 0x55);
        int count = line.read(into, PATIENCE);
        assertThat(Arrays.copyOf(into, count)).isEqualTo(Arrays.copyOf(answer(), count));
        assertThat(Arrays.copyOfRange(into, count, into.length)).containsOnly(0x55);
    }

    @Test
    void whereNothingComesItWaitsNoLongerThanItWasTold() throws IOException {
        ByteLine line = line();
        byte[] into = new byte[8];
        for (Duration patience : new Duration[] {Duration.ZERO, Duration.ofMillis(1), SHORT}) {
            long before = System.nanoTime();
            assertThat(line.read(into, patience)).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(patience.plus(SLACK));
        }
        assertThat(into).containsOnly(0);
    }

    @Test
    void anInterruptEndsNoCall() throws IOException {
        ByteLine line = line();
        Thread.currentThread().interrupt();
        line.write(question());
        assertThat(take(line, answer().length, 1000)).isEqualTo(answer());
        assertThat(line.read(new byte[8], SHORT)).isZero();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void itIsClosedTwiceAndThenGone() throws IOException {
        ByteLine line = line();
        line.write(question());
        take(line, answer().length, 1000);
        line.close();
        line.close();
        assertThatThrownBy(() -> line.write("V".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOfSatisfying(OperatorNeededException.class,
                        gone -> assertThat(gone.need()).isEqualTo(Need.GONE))
                .hasMessageContaining(line.name());
        for (Duration patience : new Duration[] {SHORT, Duration.ZERO}) {
            assertThatThrownBy(() -> line.read(new byte[8], patience))
                    .isInstanceOfSatisfying(OperatorNeededException.class,
                            gone -> assertThat(gone.need()).isEqualTo(Need.GONE))
                    .hasMessageContaining(line.name());
        }
    }
}
