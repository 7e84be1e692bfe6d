package org.arenavault.report.finding;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.World;
import org.arenavault.restore.catalog.BlockPlace;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetState;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Looks for a block in the catalogs of one set after the other, whose files are open one set at a time. */
public final class BlockSearch {

    /** A track that has the block, and what it was stored as. */
    public record FoundBlock(FoundCopy copy, BlockType type) {
    }

    private final Score score;
    private final World world;
    private final List<FoundBlock> found = new ArrayList<>();
    private final List<NotLooked> notLooked = new ArrayList<>();
    private final List<String> inLedgers = new ArrayList<>();
    private long catalogs;

    /** A search for this block. */
    public BlockSearch(Score score, World world) {
        this.score = score;
        this.world = world;
    }

    /** Looks through the catalogs of a set, and through the root scores in its ledger. */
    public void look(BackupSet set, SetState state) throws IOException {
        if (state.scores().stream().anyMatch(root -> root.score().equals(score))) {
            inLedgers.add(set.name().text());
        }
        try (SetCatalogs opened = SetCatalogs.open(set, state, world)) {
            List<BlockPlace> places = opened.places(score, (disc, fault) -> notLooked.add(
                    NotLooked.failed(disc.identity().label(), String.valueOf(fault.getMessage()))));
            places.forEach(place -> found.add(new FoundBlock(new FoundCopy(set.name(), place.disc(), place.track()),
                    place.type())));
            notLooked.addAll(NotLooked.withoutCatalog(set, opened));
            catalogs += state.discs().stream().filter(disc -> opened.blocks(disc).isPresent()).count();
        }
    }

    /** The tracks that have it. */
    public List<FoundBlock> found() {
        return List.copyOf(found);
    }

    /** What could not be looked into. */
    public List<NotLooked> notLooked() {
        return List.copyOf(notLooked);
    }

    /** The sets whose ledgers keep it as a root score. */
    public List<String> inLedgers() {
        return List.copyOf(inLedgers);
    }

    /** How many catalogs were asked. */
    public long catalogs() {
        return catalogs;
    }
}
