package org.arenavault.history;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.arenavault.ninep.NineClient;
import org.arenavault.ninep.NineName;
import org.arenavault.ninep.NineStats;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacName;

/**
 * A file server that exports a dump over 9P2000 with the qids of its script: {@code /YYYY/MMDD/...}. Read only; nobody
 * authenticates. Somebody may be told of every open, and do what he likes meanwhile.
 */
public final class NineServer implements Closeable {

    private static final int MOST = 8192 + 24;

    private final History history;
    private final ServerSocket socket;
    private volatile Consumer<String> onOpen = path -> { };

    /** Serves at a free port of this machine. */
    public NineServer(History history) throws IOException {
        this.history = history;
        this.socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "9p-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** As commands name it. */
    public String source() {
        return "9p:reader@tcp!127.0.0.1!%d/main/archive".formatted(port());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Tells of the path of every open, before it is answered. */
    public void onOpen(Consumer<String> action) {
        onOpen = action;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> serve(client), "9p-session");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Session(client).run();
        } catch (IOException e) {
            // the client is gone, or was killed
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static NineName name(VacName name) {
        return NineName.of(name.toBytes());
    }

    /** Something that a fid stands for: a file of a day, or one of the two levels above. */
    private record Place(List<VacName> path, Optional<HistoryFile> file) {

        boolean isDirectory() {
            return file.isEmpty() || file.get().isDirectory();
        }
    }

    private final class Session {

        private final DataInputStream in;
        private final DataOutputStream out;
        private final Map<Integer, Place> fids = new HashMap<>();
        private final Map<Integer, byte[]> contents = new HashMap<>();
        /** The directory in which a name was looked for last. */
        private List<VacName> lastPath = List.of(VacName.of(""));
        private final Map<VacName, Place> last = new HashMap<>();

        Session(Socket client) throws IOException {
            in = new DataInputStream(client.getInputStream());
            out = new DataOutputStream(client.getOutputStream());
        }

        void run() throws IOException {
            while (true) {
                byte[] message;
                try {
                    message = new byte[Integer.reverseBytes(in.readInt()) - Integer.BYTES];
                } catch (EOFException e) {
                    return;
                }
                in.readFully(message);
                ByteBuffer b = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
                int type = b.get();
                short tag = b.getShort();
                ByteBuffer reply = ByteBuffer.allocate(MOST + 64).order(ByteOrder.LITTLE_ENDIAN);
                reply.putInt(0).put((byte) (type + 1)).putShort(tag);
                try {
                    answer(type, b, reply);
                } catch (IOException e) {
                    byte[] text = e.getMessage().getBytes(StandardCharsets.UTF_8);
                    reply.clear().putInt(0).put((byte) 107).putShort(tag).putShort((short) text.length).put(text);
                }
                reply.putInt(0, reply.position());
                out.write(reply.array(), 0, reply.position());
            }
        }

        private void answer(int type, ByteBuffer b, ByteBuffer reply) throws IOException {
            switch (type) {
                case 100 -> reply.putInt(MOST).putShort((short) 6).put("9P2000".getBytes(StandardCharsets.UTF_8));
                case 104 -> {
                    int fid = b.getInt();
                    if (b.getInt() != -1 || !text(b).equals("reader") || !text(b).equals("main/archive")) {
                        throw new IOException("no such attach");
                    }
                    fids.put(fid, new Place(List.of(), Optional.empty()));
                    putQid(reply, fids.get(fid));
                }
                case 110 -> walk(b, reply);
                case 112 -> {
                    Place place = need(b.getInt());
                    onOpen.accept(NineClient.text(place.path().stream().map(NineServer::name).toList()));
                    putQid(reply, place);
                    reply.putInt(0);
                }
                case 116 -> read(b, reply);
                case 120 -> {
                    int fid = b.getInt();
                    need(fid);
                    fids.remove(fid);
                    contents.remove(fid);
                }
                case 124 -> {
                    byte[] stat = stat(need(b.getInt()));
                    reply.putShort((short) stat.length).put(stat);
                }
                default -> throw new IOException("bad message");
            }
        }

        private Place need(int fid) throws IOException {
            Place place = fids.get(fid);
            if (place == null) {
                throw new IOException("unknown fid");
            }
            return place;
        }

        private void walk(ByteBuffer b, ByteBuffer reply) throws IOException {
            Place at = need(b.getInt());
            int fid = b.getInt();
            int count = b.getShort();
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Optional<Place> next = child(at, text(b));
                if (next.isEmpty()) {
                    break;
                }
                at = next.get();
                places.add(at);
            }
            if (places.isEmpty() && count > 0) {
                throw new IOException("file does not exist");
            }
            if (places.size() == count) {
                fids.put(fid, at);
            }
            reply.putShort((short) places.size());
            for (Place place : places) {
                putQid(reply, place);
            }
        }

        private Optional<Place> child(Place at, String name) throws IOException {
            if (!at.path().equals(lastPath)) {
                lastPath = at.path();
                last.clear();
                children(at).forEach(child -> last.put(child.path().get(child.path().size() - 1), child));
            }
            return Optional.ofNullable(last.get(VacName.of(name)));
        }

        private List<Place> children(Place at) throws IOException {
            List<Place> places = new ArrayList<>();
            if (at.path().isEmpty()) {
                history.days().stream().map(Day::year).distinct()
                        .forEach(year -> places.add(new Place(List.of(VacName.of(year)), Optional.empty())));
            } else if (at.path().size() == 1) {
                for (Day day : history.days()) {
                    if (VacName.of(day.year()).equals(at.path().get(0))) {
                        places.add(new Place(below(at, VacName.of(day.name())), Optional.of(history.open(day))));
                    }
                }
            } else {
                try (FileCursor files = at.file().orElseThrow().children()) {
                    for (Optional<HistoryFile> file = files.next(); file.isPresent(); file = files.next()) {
                        places.add(new Place(below(at, file.get().attributes().name()), file));
                    }
                }
            }
            return places;
        }

        private List<VacName> below(Place at, VacName name) {
            List<VacName> path = new ArrayList<>(at.path());
            path.add(name);
            return path;
        }

        private void read(ByteBuffer b, ByteBuffer reply) throws IOException {
            int fid = b.getInt();
            Place place = need(fid);
            long offset = b.getLong();
            int count = Math.min(b.getInt(), MOST - 24);
            if (!contents.containsKey(fid)) {
                contents.put(fid, place.isDirectory() ? listing(place) : bytes(place));
            }
            byte[] all = contents.get(fid);
            int from = (int) Math.min(offset, all.length);
            int length = place.isDirectory() ? whole(all, from, count) : Math.min(count, all.length - from);
            reply.putInt(length).put(all, from, length);
        }

        private byte[] bytes(Place place) throws IOException {
            try (InputStream in = place.file().orElseThrow().open()) {
                return in.readAllBytes();
            }
        }

        private byte[] listing(Place place) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            List<Place> children = children(place);
            // a server's order is its own
            Collections.reverse(children);
            for (Place child : children) {
                all.writeBytes(stat(child));
            }
            return all.toByteArray();
        }

        /** Whole records only. */
        private int whole(byte[] all, int from, int count) {
            int at = from;
            ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            while (at < all.length && at + 2 + (b.getShort(at) & 0xFFFF) <= from + count) {
                at += 2 + (b.getShort(at) & 0xFFFF);
            }
            return at - from;
        }

        private byte[] stat(Place place) {
            VacName name = place.path().isEmpty() ? VacName.of("/") : place.path().get(place.path().size() - 1);
            if (place.file().isEmpty()) {
                return NineStats.encode(1, 1, 0x8000_0000L | 0555, 0, 0, name(name), "adm adm adm");
            }
            HistoryFile file = place.file().get();
            HistoryFile.Attributes a = file.attributes();
            Qid qid = file.qid().orElseThrow();
            long mode = a.mode().permissions();
            mode |= a.mode().isDirectory() ? 0x8000_0000L : 0;
            mode |= a.mode().has(Mode.Bit.APPEND) ? 0x4000_0000L : 0;
            mode |= a.mode().has(Mode.Bit.EXCLUSIVE) ? 0x2000_0000L : 0;
            mode |= a.mode().has(Mode.Bit.TEMPORARY) ? 0x0400_0000L : 0;
            // a fossil's days
            mode |= place.path().size() == 2 ? 0x1000_0000L : 0;
            return NineStats.encode(qid.version(), qid.path(), mode, a.mtime(), file.size(), name(name),
                    "%s %s %s".formatted(a.uid(), a.gid(), a.muid()));
        }

        private void putQid(ByteBuffer reply, Place place) {
            byte[] stat = stat(place);
            reply.put(stat, 8, 13);
        }

        private String text(ByteBuffer b) {
            byte[] bytes = new byte[b.getShort() & 0xFFFF];
            b.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
