package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.arenavault.ContractTest;
import org.arenavault.io.CancelledException;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.venti.vac.VacName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link History} keeps. An implementation's test extends this class and lays days down for it. */
public abstract class HistoryContractTest extends ContractTest {

    private static final Day NONE = Day.of("1931", "0101").orElseThrow();

    private History opened;

    /** Opens the history of the days whose files are {@link #files}. */
    protected abstract History open() throws IOException;

    /** What the files hold, by the paths {@code YYYY/MMDD/...}; of directories, which end with a slash, nothing. */
    protected SortedMap<String, String> files() throws IOException {
        return walk(GoldenHistoryTest.history());
    }

    private History history() throws IOException {
        opened = open();
        return opened;
    }

    @Override
    protected Object implementation() throws IOException {
        return history();
    }

    @AfterEach
    void closeWhatWasOpened() throws IOException {
        Thread.interrupted();
        if (opened != null) {
            opened.close();
        }
    }

    /** Everything that it holds, looked at from all sides on the way. */
    static SortedMap<String, String> walk(History history) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        for (Day day : history.days()) {
            HistoryFile top = history.open(day);
            assertThat(top.isDirectory()).isTrue();
            walk(top, day.year() + "/" + day.name() + "/", files);
        }
        return files;
    }

    private static void walk(HistoryFile directory, String path, SortedMap<String, String> files) throws IOException {
        assertThat(directory.size()).as(path).isZero();
        files.put(path, "");
        VacName before = VacName.of("");
        try (FileCursor children = directory.children()) {
            for (Optional<HistoryFile> child = children.next(); child.isPresent(); child = children.next()) {
                VacName name = child.get().attributes().name();
                assertThat(name).as("the order in %s", path).isGreaterThan(before);
                before = name;
                if (child.get().isDirectory()) {
                    walk(child.get(), path + name + "/", files);
                } else {
                    byte[] content = read(child.get());
                    assertThat(child.get().size()).as(path + name).isEqualTo(content.length);
                    files.put(path + name, new String(content, StandardCharsets.ISO_8859_1));
                }
            }
            assertThat(children.next()).as("behind the last of %s", path).isEmpty();
        }
    }

    private static byte[] read(HistoryFile file) throws IOException {
        try (InputStream in = file.open()) {
            byte[] content = in.readAllBytes();
            assertThat(in.read()).isEqualTo(-1);
            return content;
        }
    }

    @Test
    void itHasANameInOneLineAndDaysInTheirOrder() throws IOException {
        History history = history();
        assertThat(history.name()).isNotBlank().doesNotContain("\n");
        assertThat(history.days()).isNotEmpty().isSorted().doesNotHaveDuplicates().isEqualTo(history.days());
        assertThat(history.ignored()).isEmpty();
    }

    @Test
    void everyFileOfEveryDayIsThereAndNoOtherAndReadsTwiceTheSame() throws IOException {
        History history = history();
        assertThat(walk(history)).isEqualTo(files());
        assertThat(walk(history)).isEqualTo(files());
    }

    @Test
    void aDayThatItDoesNotHaveIsNamed() throws IOException {
        History history = history();
        assertThatThrownBy(() -> history.open(NONE)).isInstanceOf(UsageException.class)
                .hasMessageContaining("has no day " + NONE);
    }

    @Test
    void severalDirectoriesAreReadInTurns() throws IOException {
        History history = history();
        Day last = history.days().get(history.days().size() - 1);
        List<VacName> one = new ArrayList<>();
        List<VacName> other = new ArrayList<>();
        try (FileCursor first = history.open(last).children(); FileCursor second = history.open(last).children()) {
            for (Optional<HistoryFile> file = first.next(); file.isPresent(); file = first.next()) {
                one.add(file.get().attributes().name());
                other.add(second.next().orElseThrow().attributes().name());
            }
            assertThat(second.next()).isEmpty();
        }
        assertThat(one).isNotEmpty().isEqualTo(other);
    }

    @Test
    void whoLeavesADirectoryOrAFileEarlyHoldsNobodyUp() throws IOException {
        History history = history();
        for (int i = 0; i < 3; i++) {
            try (FileCursor children = history.open(history.days().get(0)).children()) {
                Optional<HistoryFile> file = children.next();
                if (file.isPresent() && !file.get().isDirectory()) {
                    try (InputStream in = file.get().open()) {
                        assertThat(in.read()).isBetween(-1, 255);
                    }
                }
            }
        }
        assertThat(walk(history)).isEqualTo(files());
    }

    @Test
    void whoIsInterruptedGetsHisFilesOrIsTold() throws IOException {
        History history = history();
        Thread.currentThread().interrupt();
        try {
            assertThat(walk(history)).isEqualTo(files());
        } catch (CancelledException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void itIsClosedTwiceAndThenSaysSoOrGoesOn() throws IOException {
        History history = history();
        history.close();
        history.close();
        try {
            assertThat(walk(history)).isEqualTo(files());
        } catch (VaultException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }
}
