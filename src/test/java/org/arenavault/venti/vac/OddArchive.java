package org.arenavault.venti.vac;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** A random archive, some of whose files, directories and names are odd: entries claim other sizes, blocks get lost. */
final class OddArchive {

    private static final int DEEPEST = 3;
    private static final int MOST = 5;
    private static final int LARGEST = 5 * TreeBuilder.DSIZE;
    private static final List<String> ODD_NAMES = List.of("..", ".", "x/y", "", "z\u0000z");

    private final MemoryBlocks blocks;
    private final VacBuilder build;
    private final Random random;
    private final List<VacBuilder.Thing> made = new ArrayList<>();

    OddArchive(MemoryBlocks blocks, Random random) {
        this.blocks = blocks;
        this.build = new VacBuilder(blocks);
        this.random = random;
    }

    /** Makes it. */
    Score root() {
        return build.root(directory(0));
    }

    private VacBuilder.Thing directory(int depth) {
        Map<String, VacBuilder.Thing> things = new LinkedHashMap<>();
        for (int i = random.nextInt(MOST); i >= 0; i--) {
            String name = random.nextInt(40) == 0 ? ODD_NAMES.get(random.nextInt(ODD_NAMES.size())) : "f" + i;
            things.put(name, thing(depth));
        }
        return build.directory(things);
    }

    private VacBuilder.Thing thing(int depth) {
        VacBuilder.Thing thing;
        if (!made.isEmpty() && random.nextInt(4) == 0) {
            thing = made.get(random.nextInt(made.size()));
        } else if (depth < DEEPEST && random.nextInt(3) == 0) {
            thing = directory(depth + 1);
        } else {
            byte[] content = new byte[random.nextInt(LARGEST)];
            random.nextBytes(content);
            thing = build.file(content);
        }
        made.add(thing);
        return random.nextInt(15) > 0 ? thing
                : new VacBuilder.Thing(thing.mode(), random.nextBoolean() ? odd(thing.entry()) : thing.entry(),
                        thing.meta().isActive() && random.nextBoolean() ? odd(thing.meta()) : thing.meta(),
                        thing.space());
    }

    /** The same entry with one of its claims changed. */
    private Entry odd(Entry entry) {
        return switch (random.nextInt(4)) {
            case 0 -> new Entry(entry.gen(), entry.psize(), entry.dsize(), entry.flags(),
                    random.nextInt(2 * LARGEST), entry.score());
            case 1 -> new Entry(entry.gen(), entry.psize(), 2 * entry.dsize(), entry.flags(), entry.size(),
                    entry.score());
            case 2 -> new Entry(entry.gen() + 1, entry.psize(), entry.dsize(), entry.flags(), entry.size(),
                    entry.score());
            default -> new Entry(entry.gen(), entry.psize(), entry.dsize(),
                    Entry.flags(BlockType.ofTree(entry.isDirectory(), random.nextInt(3))), entry.size(),
                    entry.score());
        };
    }

    /** Loses a block, or none. */
    void lose() {
        List<Runnable> losses = new ArrayList<>();
        blocks.forEach((score, type, block) -> losses.add(() -> blocks.remove(score, type)));
        if (random.nextInt(4) == 0) {
            losses.get(random.nextInt(losses.size())).run();
        }
    }
}
