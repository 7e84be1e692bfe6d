package org.arenavault.restore.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an unfinished restore leaves for the next. */
class RestoreJournalTest {

    private static final PlacedArena PLACED = placed(
            new ArenaMap.Range("odd name", 794624, 794624 + (1 << 20)));

    @TempDir
    private Path folder;

    private Path conf;
    private Path path;

    @BeforeEach
    void begin() {
        conf = folder.resolve("venti.conf");
        path = folder.resolve("venti.conf.restore");
    }

    private static PlacedArena placed(ArenaMap.Range range) {
        return new PlacedArena(new ArenaPlace("arenas0", range, 8192), Score.ZERO, Score.NONE, range.name());
    }

    private RestoreJournal open() throws IOException {
        return RestoreJournal.open(conf, Disks.REAL);
    }

    @Test
    void noneIsBegunBeforeThereIsSomethingToWrite() throws IOException {
        assertThat(open().arenas()).isEmpty();
        assertThat(open().hasBegun("arenas0")).isFalse();
        assertThat(path).doesNotExist();
    }

    @Test
    void whatWasWrittenComesBackInItsOrder() throws IOException {
        RestoreJournal journal = open();
        journal.begin("arenas0", true);
        journal.placed(PLACED);
        journal.begin("disk:1m-2m", false);
        RestoreJournal again = open();
        assertThat(again.arenas()).containsExactly(PLACED);
        assertThat(again.hasBegun("arenas0")).isTrue();
        assertThat(again.grows("arenas0")).isTrue();
        assertThat(again.hasBegun("disk:1m-2m")).isTrue();
        assertThat(again.grows("disk:1m-2m")).isFalse();
        again.remove();
        assertThat(path).doesNotExist();
    }

    @Test
    void whatFollowsTheLastNewlineCountsAsNotWrittenAndIsWrittenOver() throws IOException {
        open().placed(PLACED);
        byte[] whole = Files.readAllBytes(path);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(path, Arrays.copyOf(whole, cut));
            assertThat(open().arenas()).as("%d bytes", cut).isEmpty();
            open().placed(PLACED);
            assertThat(open().arenas()).as("%d bytes", cut).containsExactly(PLACED);
        }
    }

    @Test
    void whatIsNoJournalIsNotTakenForOne() throws IOException {
        for (String text : new String[] {"hello\n", "{\"type\":\"restore\",\"version\":2}\n", "{}\n",
            "{\"type\":\"partition\",\"partition\":\"a\",\"grows\":true}\n"}) {
            Files.writeString(path, text);
            assertThatThrownBy(this::open).as(text).isInstanceOf(CorruptException.class)
                    .hasMessageContaining("line 1").hasMessageContaining("remove the file");
        }
        Files.delete(path);
        open().placed(PLACED);
        Files.writeString(path, "{\"type\":\"tea\"}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(this::open).hasMessageContaining("line 3").hasMessageContaining("of an unknown type");
    }

    @Test
    void aLineThatCouldNotBeReadIsNotWritten() throws IOException {
        try (RestoreJournal journal = open()) {
            journal.placed(PLACED);
            byte[] before = Files.readAllBytes(path);
            PlacedArena nobody = placed(new ArenaMap.Range("", 794624, 794624 + (1 << 20)));
            PlacedArena nowhere = placed(new ArenaMap.Range("name", -1, 7));
            for (PlacedArena wrong : new PlacedArena[] {nobody, nowhere}) {
                assertThatThrownBy(() -> journal.placed(wrong)).isInstanceOf(RefusedException.class)
                        .hasMessageContaining(path.toString());
            }
            assertThat(Files.readAllBytes(path)).isEqualTo(before);
            journal.placed(PLACED);
        }
        assertThat(open().arenas()).containsExactly(PLACED, PLACED);
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(path, folder.resolve("elsewhere"));
        assertThatThrownBy(this::open).isInstanceOf(RefusedException.class).hasMessageContaining("symbolic link");
    }
}
