package org.arenavault.venti.vac;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Builds archives, legal ones and others: a directory is a map of names to things. */
final class VacBuilder {

    static final long DIRECTORY = Mode.Bit.DIRECTORY.mask();

    /** What a name in a directory stands for: a record to be completed, and where its content lies. */
    record Thing(long mode, Entry entry, Entry meta, QidSpace space) {

        Thing(long mode, Entry entry) {
            this(mode, entry, Entry.HOLE, QidSpace.INHERITED);
        }
    }

    private final TreeBuilder tree;
    private int version = 9;
    private long nextQid = 1;

    VacBuilder(MemoryBlocks blocks) {
        this.tree = new TreeBuilder(blocks);
    }

    VacBuilder version(int other) {
        version = other;
        return this;
    }

    TreeBuilder tree() {
        return tree;
    }

    Thing file(String content) {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    Thing file(byte[] content) {
        return new Thing(0644, tree.file(content));
    }

    Thing special(Mode.Bit bit, String content) {
        return new Thing(0777 | bit.mask(), tree.file(content.getBytes(StandardCharsets.UTF_8)));
    }

    Thing directory(Map<String, Thing> things) {
        Map<VacName, Thing> named = new LinkedHashMap<>();
        things.forEach((name, thing) -> named.put(VacName.of(name), thing));
        return directoryOf(named, 0755);
    }

    Thing directoryOf(Map<VacName, Thing> things, int permissions) {
        List<Entry> entries = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        things.forEach((name, thing) -> {
            records.add(record(name, thing, entries.size()).encode());
            entries.add(thing.entry());
            if (thing.meta().isActive()) {
                entries.add(thing.meta());
            }
        });
        return new Thing(DIRECTORY | permissions, tree.directory(entries), tree.file(metadata(records)),
                QidSpace.INHERITED);
    }

    DirectoryRecord record(VacName name, Thing thing, int slot) {
        return new DirectoryRecord(version, name, new DirectoryRecord.Slots(slot, 0, slot + 1, 0), nextQid++,
                new DirectoryRecord.Owners(VacName.of("glenda"), VacName.of("sys"), VacName.of("rsc")),
                new DirectoryRecord.Times(1_000_000_000 + slot, version == 8 ? 0 : 7, 1_100_000_000, 1_200_000_000),
                new Mode(thing.mode()), thing.space());
    }

    /** Blocks of at most TreeBuilder.DSIZE bytes, each extended to that. */
    byte[] metadata(List<byte[]> records) {
        List<byte[]> blocks = new ArrayList<>();
        List<ByteBuffer> block = new ArrayList<>();
        int size = 12;
        for (byte[] record : records) {
            if (size + 4 + record.length > TreeBuilder.DSIZE) {
                blocks.add(new MetaBlock(MetaBlock.FOSSIL, block).encode());
                block.clear();
                size = 12;
            }
            block.add(ByteBuffer.wrap(record));
            size += 4 + record.length;
        }
        blocks.add(new MetaBlock(MetaBlock.FOSSIL, block).encode());
        byte[] stream = new byte[blocks.size() * TreeBuilder.DSIZE];
        for (int i = 0; i < blocks.size(); i++) {
            System.arraycopy(blocks.get(i), 0, stream, i * TreeBuilder.DSIZE, blocks.get(i).length);
        }
        return stream;
    }

    /** Stores the root of an archive as vac(1) lays it out. */
    Score root(Thing top) {
        return tree.root(topBlock(top), Score.NONE);
    }

    /** The same as fossil lays it out, with one more layer. */
    Score fossilRoot(Thing top) {
        Entry layer = new Entry(0, TreeBuilder.PSIZE, TreeBuilder.DSIZE, Entry.flags(BlockType.DIRECTORY), 120,
                topBlock(top));
        byte[] block = new byte[2 * Entry.SIZE];
        layer.encode(ByteBuffer.wrap(block), 0);
        new Entry(0, 0, 0, Entry.ACTIVE, 0, Score.ZERO).encode(ByteBuffer.wrap(block), Entry.SIZE);
        return tree.root(tree.put(BlockType.DIRECTORY, block), Score.ZERO);
    }

    private Score topBlock(Thing top) {
        Thing own = new Thing(top.mode(), top.entry(), top.meta(), new QidSpace(0, 1000));
        byte[] block = new byte[3 * Entry.SIZE];
        top.entry().encode(ByteBuffer.wrap(block), 0);
        top.meta().encode(ByteBuffer.wrap(block), Entry.SIZE);
        tree.file(metadata(List.of(record(VacName.of("/"), own, 0).encode())))
                .encode(ByteBuffer.wrap(block), 2 * Entry.SIZE);
        return tree.put(BlockType.DIRECTORY, block);
    }
}
