package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a transfer: each day goes on where the one before ends, or is not written. */
class JournalTest {

    @TempDir
    private Path folder;

    private final Random random = new Random(5);

    private Score score() {
        byte[] bytes = new byte[Score.SIZE];
        random.nextBytes(bytes);
        return Score.of(bytes);
    }

    private Journal open() throws IOException {
        return Journal.open(folder, "source=a zone=UTC users=-", Disks.REAL);
    }

    @Test
    void aDayThatDoesNotGoOnIsNotWritten() throws IOException {
        Score first = score();
        Score second = score();
        try (Journal journal = open()) {
            journal.add(Day.parse("2004/0611"), first, Score.ZERO, "entries=1");
            byte[] before = Files.readAllBytes(folder.resolve("journal"));
            assertThatThrownBy(() -> journal.add(Day.parse("2004/0612"), second, second, "entries=1"))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("does not go on");
            assertThatThrownBy(() -> journal.add(Day.parse("2004/0612"), second, first, "entries=many"))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("none of a journal");
            assertThat(Files.readAllBytes(folder.resolve("journal"))).isEqualTo(before);
            journal.add(Day.parse("2004/0612"), second, first, "entries=2");
        }
        assertThat(Journal.read(folder, Disks.REAL)).extracting(Journal.Line::root).containsExactly(first, second);
        try (Journal journal = open()) {
            assertThat(journal.last()).isPresent();
        }
    }
}
