package org.arenavault.report.finding;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.SetState;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Tells by the catalogs of one set after the other on which discs files lie. */
public final class FileDiscs {

    private final World world;
    private final List<FoundFile> files;
    private final List<RootScore> roots;
    private final List<NotLooked> notLooked = new ArrayList<>();
    private final Set<RootScore> onDiscs = new LinkedHashSet<>();

    /**
     * Looks for files, and for roots that could not be opened.
     *
     * @param files that were found
     * @param roots whose blocks are to be looked for
     */
    public FileDiscs(List<FoundFile> files, List<RootScore> roots, World world) {
        this.files = new ArrayList<>(files);
        this.roots = List.copyOf(roots);
        this.world = world;
    }

    /**
     * Looks through the catalogs of a set.
     *
     * @param again the command that reads from the discs of the set
     */
    public void look(BackupSet set, SetState state, String again) throws IOException {
        if (files.isEmpty() && roots.isEmpty()) {
            return;
        }
        try (SetCatalogs catalogs = SetCatalogs.open(set, state, world)) {
            notLooked.addAll(NotLooked.withoutCatalog(set, catalogs));
            for (int i = 0; i < files.size(); i++) {
                FoundFile file = files.get(i);
                Optional<FoundFile.InSet> discs = discs(file, set, catalogs);
                files.set(i, discs.map(file::and).orElse(file));
            }
            for (RootScore root : roots) {
                catalogs.discOf(root.score(), BlockType.ROOT, Optional.empty()).ifPresent(disc -> {
                    onDiscs.add(root);
                    notLooked.add(NotLooked.onDisc(root, disc, again));
                });
            }
        } catch (UnusableBytesException e) {
            notLooked.add(NotLooked.failed("set " + set.name(), String.valueOf(e.getMessage())));
        }
    }

    private static Optional<FoundFile.InSet> discs(FoundFile file, BackupSet set, SetCatalogs catalogs)
            throws IOException {
        Set<DiscRecord> discs = new LinkedHashSet<>();
        Optional<DiscRecord> before = Optional.empty();
        int lacking = 0;
        List<Score> blocks = file.blocks().isPresent() ? file.blocks().get().scores() : List.of();
        for (Score block : blocks) {
            before = catalogs.discOf(block, BlockType.DATA, before);
            before.ifPresent(discs::add);
            lacking += before.isPresent() ? 0 : 1;
        }
        return discs.isEmpty() ? Optional.empty()
                : Optional.of(new FoundFile.InSet(set.name(), List.copyOf(discs), lacking));
    }

    /** The files, with the discs of the sets that were looked through. */
    public List<FoundFile> files() {
        return List.copyOf(files);
    }

    /** Whether a catalog knows the block of a root. */
    public boolean knows(RootScore root) {
        return onDiscs.contains(root);
    }

    /** What could not be looked into: catalogs that are missing, roots that lie on discs. */
    public List<NotLooked> notLooked() {
        return List.copyOf(notLooked);
    }
}
