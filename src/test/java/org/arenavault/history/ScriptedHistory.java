package org.arenavault.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacName;

/** A dump with scripted qids, on the heap. */
final class ScriptedHistory implements History {

    static final long DIRECTORY = Mode.Bit.DIRECTORY.mask();

    private final Map<Day, Node> days = new TreeMap<>();
    private int reads;
    private Day unreadable = Day.of("0001", "0101").orElseThrow();

    /** How often a file was opened. */
    int reads() {
        return reads;
    }

    Node day(String day, long version, long mtime) {
        Node top = new Node("", new Qid(1, version), DIRECTORY | 0775, "sys", "sys", "", mtime, new byte[0]);
        days.put(Day.of(day.substring(0, 4), day.substring(5)).orElseThrow(), top);
        return top;
    }

    void put(Day day, Node top) {
        days.put(day, top);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public List<Day> days() {
        return List.copyOf(days.keySet());
    }

    @Override
    public HistoryFile open(Day day) throws IOException {
        if (day.equals(unreadable)) {
            throw new IOException(day + ": Input/output error");
        }
        if (!days.containsKey(day)) {
            throw new UsageException("scripted: has no day " + day);
        }
        return days.get(day);
    }

    /** The uppermost directory of a day that there is. */
    Node top(Day day) {
        return days.get(day);
    }

    /** The same days, of which one cannot be read. */
    ScriptedHistory without(Day day) {
        ScriptedHistory other = new ScriptedHistory();
        other.days.putAll(days);
        other.unreadable = day;
        return other;
    }

    /** A file, and if it is a directory what is in it. */
    final class Node implements HistoryFile {

        private final Map<VacName, Node> children = new TreeMap<>();
        private final Attributes attributes;
        private final Qid qid;
        private final byte[] content;

        Node(String name, Qid qid, long mode, String uid, String gid, String muid, long mtime, byte[] content) {
            this.attributes = new Attributes(VacName.of(name), VacName.of(uid), VacName.of(gid), VacName.of(muid),
                    mtime, new Mode(mode));
            this.qid = qid;
            this.content = content;
        }

        private Node(Attributes attributes, Qid qid, byte[] content) {
            this.attributes = attributes;
            this.qid = qid;
            this.content = content;
        }

        Node add(String name, long path, long version, long mode, String users, long mtime, String text) {
            return add(name, path, version, mode, users, mtime, text.getBytes(StandardCharsets.UTF_8));
        }

        Node add(String name, long path, long version, long mode, String users, long mtime, byte[] bytes) {
            String[] names = users.split(" ", -1);
            Node node = new Node(name, new Qid(path, version), mode, names[0], names[1], names[2], mtime, bytes);
            children.put(VacName.of(name), node);
            return node;
        }

        /** The same with other things said of it; children are shared. */
        Node copy(Attributes other, Qid otherQid, byte[] otherContent) {
            Node node = new Node(other, otherQid, otherContent);
            node.children.putAll(children);
            return node;
        }

        Map<VacName, Node> files() {
            return children;
        }

        byte[] content() {
            return content;
        }

        @Override
        public Attributes attributes() {
            return attributes;
        }

        @Override
        public Optional<Qid> qid() {
            return Optional.of(qid);
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public Optional<Score> fingerprint() {
            return Optional.empty();
        }

        @Override
        public FileCursor children() {
            Iterator<Node> nodes = children.values().iterator();
            return () -> nodes.hasNext() ? Optional.of(nodes.next()) : Optional.empty();
        }

        @Override
        public InputStream open() {
            reads++;
            return new ByteArrayInputStream(content);
        }
    }
}
