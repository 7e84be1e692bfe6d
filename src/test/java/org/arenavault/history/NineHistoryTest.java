package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.arenavault.history.ScriptedHistory.Node;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.PeerException;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.ninep.NineAddress;
import org.arenavault.ninep.NineClient;
import org.arenavault.ninep.NineName;
import org.arenavault.ninep.NineOptions;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of a file server over 9P. */
class NineHistoryTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final MemoryTarget target = new MemoryTarget();

    private static World world() {
        return new World(new ManualClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
    }

    private NineHistory open(NineServer server) throws IOException {
        NineClient client = attach(server, "main/archive");
        return new NineHistory(server.source(), client, folder);
    }

    private static NineClient attach(NineServer server, String tree) throws IOException {
        return NineClient.attach(NineAddress.parse("reader@127.0.0.1:%d/%s".formatted(server.port(), tree)),
                NineOptions.DEFAULT, new SystemClock(), StopSignal.NEVER);
    }

    private Score copy(History history, String state, UserNames names) throws IOException {
        return new HistoryCopy(history, target, folder.resolve(state),
                new HistoryCopy.Choices(ZoneId.of("UTC"), names, "names"), world()).run(history.days(), day -> { });
    }

    private Score copy(History history, String state) throws IOException {
        return copy(history, state, UserNames.always(UserMap.NONE));
    }

    private List<HistoryCheck.Violation> check(History one, History other) throws IOException {
        List<HistoryCheck.Violation> violations = new ArrayList<>();
        new HistoryCheck(one, other, UserNames.always(UserMap.NONE), folder, world(), violations::add).run();
        return violations;
    }

    @Test
    void theGoldenDaysOverTheNetworkHaveTheGoldenRoot() throws IOException {
        try (NineServer server = new NineServer(GoldenHistoryTest.history()); NineHistory history = open(server)) {
            assertThat(copy(history, "state")).hasToString("679da2408af4ba222401580adf9c5cdff14f7d9a");
        }
    }

    @Test
    void aGeneratedDumpOverTheNetworkIsTheSameAsWithoutIt() throws IOException {
        ScriptedHistory dump = GeneratedDump.make(21, 1200, 12, 40);
        Score root = copy(dump, "near");
        try (NineServer server = new NineServer(dump); NineHistory history = open(server)) {
            assertThat(history.days()).isEqualTo(dump.days());
            assertThat(copy(history, "far")).isEqualTo(root);
            assertThat(check(history, VacHistory.ofArchive(target, root, folder, StopSignal.NEVER))).isEmpty();
        }
    }

    @Test
    void aChangeOnTheServersSideIsFound() throws IOException {
        ScriptedHistory dump = GoldenHistoryTest.history();
        Score root = copy(dump, "state");
        Node day = (Node) dump.open(Day.parse("2004/0612"));
        Node mbox = day.files().get(VacName.of("mbox"));
        day.files().put(VacName.of("mbox"), mbox.copy(mbox.attributes(), new Qid(7, 5), mbox.content()));
        try (NineServer server = new NineServer(dump); NineHistory history = open(server)) {
            // a version that nobody had before: its contents are compared, and it may not be the old one's
            assertThat(check(history, VacHistory.ofArchive(target, root, folder, StopSignal.NEVER))).isEmpty();
            day.files().put(VacName.of("mbox"), mbox.copy(mbox.attributes(), new Qid(7, 3), mbox.content()));
            assertThat(check(history, VacHistory.ofArchive(target, root, folder, StopSignal.NEVER)))
                    .extracting(HistoryCheck.Violation::what)
                    .anyMatch(what -> what.contains("was another version in the target before"));
        }
    }

    @Test
    void aLargeFileAndALongPathComeWhole() throws IOException {
        ScriptedHistory dump = new ScriptedHistory();
        Node at = dump.day("2004/0611", 1, 1);
        for (int i = 0; i < 40; i++) {
            at = at.add("folder" + i, 100 + i, 0, ScriptedHistory.DIRECTORY | 0775, "a a a", 1, "");
        }
        byte[] large = new byte[3_000_001];
        new java.util.Random(7).nextBytes(large);
        at.add("large", 3, 0, 0644, "a a a", 1, large);
        try (NineServer server = new NineServer(dump); NineHistory history = open(server)) {
            Score root = copy(history, "state");
            assertThat(check(dump, VacHistory.ofArchive(target, root, folder, StopSignal.NEVER))).isEmpty();
        }
    }

    @Test
    void whoCannotBeServedIsToldWhy() throws IOException {
        try (NineServer server = new NineServer(GoldenHistoryTest.history())) {
            assertThatThrownBy(() -> attach(server, "elsewhere"))
                    .isInstanceOf(PeerException.class).hasMessageContaining("no such attach");
            try (NineClient client = attach(server, "main/archive")) {
                assertThatThrownBy(() -> client.stat(List.of(NineName.of("2004"), NineName.of("0613"))))
                        .isInstanceOf(PeerException.class).hasMessageContaining("/2004/0613: does not exist");
            }
        }
    }

    @Test
    void namesBecomeTheIdsThatTheyHadOnTheDay() throws IOException {
        ScriptedHistory dump = new ScriptedHistory();
        for (int i = 0; i < 6; i++) {
            Node top = dump.day("2004/061" + i, i, i);
            // from the fifth day on the user 10006 has another name, under which the server shows all days
            top.add("adm", 5, i, ScriptedHistory.DIRECTORY | 0775, "adm sys adm", 1, "").add("users", 6, i / 4, 0664,
                    "adm sys adm", 1, "-1:adm:adm:\n1:sys::\n10006:%s:%s:\nmalformed\n10007:new:new:\n"
                            .formatted(i < 4 ? "old" : "new", "x"));
            top.add("file", 7, 0, 0644, "new stranger old", 1, "text");
        }

        Score root = copy(dump, "state", UserNames.ofTheDay(UserMap.NONE));

        VacArchive archive = VacArchive.open(target, root, StopSignal.NEVER);
        assertThat(users(archive, "0613")).isEqualTo("10007 stranger 10006");
        assertThat(users(archive, "0614")).isEqualTo("10006 stranger old");
        List<HistoryCheck.Violation> violations = new ArrayList<>();
        History copied = VacHistory.ofArchive(target, root, folder, StopSignal.NEVER);
        new HistoryCheck(dump, copied, UserNames.ofTheDay(UserMap.NONE), folder, world(), violations::add).run();
        assertThat(violations).isEmpty();
        assertThat(check(dump, copied)).isNotEmpty();
    }

    private static String users(VacArchive archive, String day) throws IOException {
        var record = archive.find("archive/2004/" + day + "/file").record();
        return "%s %s %s".formatted(record.owners().uid(), record.owners().gid(), record.owners().mid());
    }

    @Test
    void textsAreUtf8() {
        assertThat(NineClient.text(List.of(NineName.of("\u00fc".getBytes(StandardCharsets.UTF_8)),
                NineName.of(new byte[] {(byte) 0xFF})))).isEqualTo("/\u00fc/\\xff");
    }
}
