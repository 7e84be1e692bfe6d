package org.arenavault.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.ninep.NineClient;
import org.arenavault.ninep.NineName;
import org.arenavault.ninep.NineQid;
import org.arenavault.ninep.NineStat;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacName;

/** A file of a 9P server. */
final class NineFile implements HistoryFile {

    private static final int SORT_MEMORY = 1 << 20;
    private static final int PERMISSIONS = 0777;

    private final NineClient client;
    private final List<NineName> path;
    private final NineStat stat;
    private final Path scratch;

    NineFile(NineClient client, List<NineName> path, NineStat stat, Path scratch) {
        this.client = client;
        this.path = path;
        this.stat = stat;
        this.scratch = scratch;
    }

    @Override
    public Attributes attributes() {
        return new Attributes(name(stat.name()), name(stat.owners().uid()), name(stat.owners().gid()),
                name(stat.owners().muid()), stat.mtime(), mode(stat.mode()));
    }

    private static VacName name(NineName name) {
        return VacName.of(name.toBytes());
    }

    /** As an archive has it (history 5); the bit of a mount, which a fossil sets on its days, has no meaning there. */
    private static Mode mode(long nine) {
        long bits = nine & PERMISSIONS;
        bits |= (nine & NineStat.DIRECTORY) != 0 ? Mode.Bit.DIRECTORY.mask() : 0;
        bits |= (nine & NineStat.APPEND) != 0 ? Mode.Bit.APPEND.mask() : 0;
        bits |= (nine & NineStat.EXCLUSIVE) != 0 ? Mode.Bit.EXCLUSIVE.mask() : 0;
        bits |= (nine & NineStat.TEMPORARY) != 0 ? Mode.Bit.TEMPORARY.mask() : 0;
        return new Mode(bits);
    }

    @Override
    public Optional<Qid> qid() {
        return Optional.of(new Qid(stat.qid().path(), stat.qid().version()));
    }

    @Override
    public long size() {
        return stat.isDirectory() ? 0 : stat.length();
    }

    @Override
    public Optional<Score> fingerprint() {
        return Optional.empty();
    }

    @Override
    public FileCursor children() throws IOException {
        NameSorter sorter = new NameSorter(scratch, SORT_MEMORY);
        try (NineClient.Listing listing = client.list(path)) {
            for (Optional<NineStat> file = listing.next(); file.isPresent(); file = listing.next()) {
                sorter.add(new NameSorter.Item(name(file.get().name()), encode(file.get())));
            }
            sorter.sort();
        } catch (IOException | RuntimeException | Error e) {
            sorter.close();
            throw e;
        }
        return new FileCursor() {
            @Override
            public Optional<HistoryFile> next() throws IOException {
                Optional<NameSorter.Item> item = sorter.next();
                return item.isEmpty() ? Optional.empty() : Optional.of(child(item.get()));
            }

            @Override
            public void close() throws IOException {
                sorter.close();
            }
        };
    }

    private HistoryFile child(NameSorter.Item item) {
        List<NineName> below = new ArrayList<>(path);
        below.add(NineName.of(item.name().toBytes()));
        return new NineFile(client, List.copyOf(below), decode(item), scratch);
    }

    private static byte[] encode(NineStat file) {
        NineName[] users = {file.owners().uid(), file.owners().gid(), file.owners().muid()};
        int size = 5 * Long.BYTES;
        for (NineName user : users) {
            size += Integer.BYTES + user.length();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).putLong(file.qid().version())
                .putLong(file.qid().path()).putLong(file.mode()).putLong(file.mtime()).putLong(file.length());
        for (NineName user : users) {
            bytes.putInt(user.length()).put(user.toBytes());
        }
        return bytes.array();
    }

    private static NineStat decode(NameSorter.Item item) {
        ByteBuffer bytes = ByteBuffer.wrap(item.rest());
        NineQid qid = new NineQid(0, bytes.getLong(), bytes.getLong());
        return new NineStat(qid, bytes.getLong(), bytes.getLong(), bytes.getLong(),
                NineName.of(item.name().toBytes()), new NineStat.Owners(user(bytes), user(bytes), user(bytes)));
    }

    private static NineName user(ByteBuffer bytes) {
        byte[] name = new byte[bytes.getInt()];
        bytes.get(name);
        return NineName.of(name);
    }

    @Override
    public InputStream open() throws IOException {
        return stat.length() == 0 ? InputStream.nullInputStream() : client.read(path, stat.length());
    }
}
