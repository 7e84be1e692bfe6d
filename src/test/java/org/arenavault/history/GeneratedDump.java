package org.arenavault.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arenavault.history.ScriptedHistory.Node;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacName;

/** A dump in which everything happens that happens to files, the same for the same seed. */
final class GeneratedDump {

    private static final int KINDS = 16;
    private static final int SMALL = 20;
    private static final String ADM = "adm";
    private static final String USERS = """
            adm:adm:adm:sys
            glenda:glenda:glenda:
            none:none::
            noworld:noworld::
            sys:sys::
            rob:rob::
            presotto:presotto::
            ken:ken::
            """;
    private static final long[] MODES = {0644, 0600, 0755, 0622 | Mode.Bit.APPEND.mask(),
        0660 | Mode.Bit.EXCLUSIVE.mask(), 0600 | Mode.Bit.TEMPORARY.mask()};

    private final Random random;
    private final ScriptedHistory history = new ScriptedHistory();
    private long nextPath = 10;
    private long time = 1_086_900_000L;

    private GeneratedDump(int seed) {
        random = new Random(seed);
    }

    static ScriptedHistory make(int seed, int files, int days, int changes) {
        GeneratedDump dump = new GeneratedDump(seed);
        Node top = dump.history.day("2004/1228", 1, dump.time);
        top.add(ADM, 5, 1, ScriptedHistory.DIRECTORY | 0775, "adm sys adm", dump.time, "")
                .add("users", 6, 0, 0664, "adm sys adm", dump.time, USERS);
        List<Node> folders = new ArrayList<>(List.of(top));
        for (int i = 0; i < files; i++) {
            Node folder = folders.get(dump.random.nextInt(folders.size()));
            if (i % 20 == 0) {
                folders.add(dump.folder(folder, "d" + i));
            } else {
                dump.file(folder, (i % 50 == 1 ? "\u00fc".repeat(150) : "f") + i,
                        dump.bytes(i % 500 == 2 ? 30_000 : 300));
            }
        }
        LocalDate date = LocalDate.of(2004, 12, 28);
        for (int i = 1; i < days; i++) {
            int number = i % 7 == 3 ? 1 : 0;
            date = number == 1 ? date : date.plusDays(1);
            dump.time += 86_400;
            top = dump.nextDay(top, changes);
            dump.history.put(new Day(date, number), top);
        }
        return dump.history;
    }

    private byte[] bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Node folder(Node parent, String name) {
        return parent.add(name, nextPath++, 0, ScriptedHistory.DIRECTORY | 0775, "sys sys sys", time, "");
    }

    private Node file(Node parent, String name, byte[] content) {
        return parent.add(name, nextPath++, random.nextInt(3), MODES[random.nextInt(MODES.length)],
                "glenda sys rob", time, content);
    }

    private Node nextDay(Node yesterday, int changes) {
        Node top = deepCopy(yesterday);
        for (int i = 0; i < changes; i++) {
            change(top, i % KINDS);
        }
        return top;
    }

    private Node deepCopy(Node node) {
        if (!node.isDirectory()) {
            return node;
        }
        Qid qid = node.qid().orElseThrow();
        Node copy = node.copy(node.attributes(), new Qid(qid.path(), qid.version() + 1), node.content());
        copy.files().replaceAll((name, child) -> deepCopy(child));
        return copy;
    }

    private Node pickFolder(Node top) {
        Node at = top;
        while (random.nextInt(3) > 0) {
            List<Node> folders = at.files().values().stream().filter(Node::isDirectory)
                    .filter(child -> !child.attributes().name().text().equals(ADM)).toList();
            if (folders.isEmpty()) {
                return at;
            }
            at = folders.get(random.nextInt(folders.size()));
        }
        return at;
    }

    private void change(Node top, int kind) {
        Node folder = pickFolder(top);
        List<Map.Entry<VacName, Node>> files =
                folder.files().entrySet().stream().filter(entry -> !entry.getValue().isDirectory()).toList();
        if (files.isEmpty()) {
            file(folder, "new" + nextPath, bytes(100));
            return;
        }
        VacName name = files.get(random.nextInt(files.size())).getKey();
        Node old = folder.files().get(name);
        HistoryFile.Attributes a = old.attributes();
        Qid qid = old.qid().orElseThrow();
        Qid next = new Qid(qid.path(), qid.version() + 1);
        byte[] content = old.content().clone();
        switch (kind) {
            case 0 -> put(folder, old.copy(at(a, time), next, concat(content, bytes(9000))));
            case 1 -> {
                byte[] edited = concat(content, new byte[1]);
                edited[0]++;
                put(folder, old.copy(at(a, time), next, edited));
            }
            case 2 -> put(folder, old.copy(at(a, time), next, new byte[0]));
            case 3 -> {
                byte[] same = content.length == 0 ? new byte[1] : content;
                same[same.length / 2]++;
                put(folder, old.copy(a, next, same));
            }
            case 4 -> folder.files().remove(name);
            case 5 -> {
                folder.files().remove(name);
                put(folder, old.copy(named(a, "renamed" + nextPath++), qid, content));
            }
            case 6 -> {
                folder.files().remove(name);
                put(pickFolder(top), old.copy(named(a, "moved" + nextPath++), qid, content));
            }
            case 7 -> {
                folder.files().remove(name);
                file(folder(folder, name.text()), "inside", bytes(100));
            }
            case 8 -> put(folder, old.copy(new HistoryFile.Attributes(a.name(), a.uid(), a.gid(), a.muid(),
                    a.mtime(), new Mode(a.mode().bits() ^ 0100)), qid, content));
            case 9 -> put(folder, old.copy(new HistoryFile.Attributes(a.name(), VacName.of("ken"), a.gid(), a.muid(),
                    a.mtime(), a.mode()), qid, content));
            case 10 -> file(folder, "empty" + nextPath, new byte[0]);
            case 11 -> put(folder, old.copy(at(a, time), next, new byte[100_000]));
            case 12 -> put(folder, old.copy(a, new Qid(nextPath++, 0), bytes(500)));
            case 13 -> swap(folder);
            case 14 -> {
                // not a large one, or little would be left after some days
                folder.files().values().stream().filter(Node::isDirectory)
                        .filter(child -> size(child) < SMALL && !child.attributes().name().text().equals(ADM))
                        .findFirst().ifPresent(child -> {
                    folder.files().remove(child.attributes().name());
                    file(folder, child.attributes().name().text(), bytes(50));
                });
            }
            default -> file(folder, "new" + nextPath, bytes(3000));
        }
    }

    private static int size(Node node) {
        return 1 + node.files().values().stream().mapToInt(GeneratedDump::size).sum();
    }

    private static void swap(Node folder) {
        List<Node> two = folder.files().values().stream().filter(node -> !node.isDirectory()).limit(2).toList();
        if (two.size() == 2) {
            Node a = two.get(0);
            Node b = two.get(1);
            put(folder, a.copy(named(a.attributes(), b.attributes().name().text()), a.qid().orElseThrow(),
                    a.content()));
            put(folder, b.copy(named(b.attributes(), a.attributes().name().text()), b.qid().orElseThrow(),
                    b.content()));
        }
    }

    private static void put(Node folder, Node node) {
        folder.files().put(node.attributes().name(), node);
    }

    private static HistoryFile.Attributes at(HistoryFile.Attributes a, long time) {
        return new HistoryFile.Attributes(a.name(), a.uid(), a.gid(), VacName.of("presotto"), time, a.mode());
    }

    private static HistoryFile.Attributes named(HistoryFile.Attributes a, String name) {
        return new HistoryFile.Attributes(VacName.of(name), a.uid(), a.gid(), a.muid(), a.mtime(), a.mode());
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
