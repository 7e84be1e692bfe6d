package org.arenavault.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Plain;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.parity.ParityMember;
import org.arenavault.restore.increments.Increments;
import org.arenavault.restore.mending.MendedStore;
import org.arenavault.restore.placing.TargetPlaces;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.venti.format.Score;

/** The store of a restore, whose account tells what is not back. */
final class StoreToMend implements MendedStore {

    private final TargetPlaces places;
    private final RestoreTally tally;
    private final Set<String> only;
    private final Increments increments;
    private final ArenaRestorer restorer;
    private final World world;

    StoreToMend(TargetPlaces places, RestoreTally tally, Increments increments, Set<String> only, World world) {
        this.places = places;
        this.tally = tally;
        this.only = only;
        this.increments = increments;
        this.restorer = new ArenaRestorer(places, tally, increments, find -> false, world);
        this.world = world;
    }

    @Override
    public Path conf() {
        return places.conf();
    }

    @Override
    public boolean lacks(String name, Score digest) {
        return (only.isEmpty() || only.contains(name)) && tally.home(name).isEmpty() && !increments.has(digest)
                && Optional.ofNullable(tally.failures().get(name)).map(RestoreTally.Failure::digest)
                        .filter(known -> !known.equals(Score.NONE) && !known.equals(digest)).isEmpty();
    }

    @Override
    public boolean lacks(IncrementFind find) {
        return increments.lacks(find);
    }

    @Override
    public Optional<Storage> image(ParityMember member) throws IOException {
        if (member.digest().length() != 2 * Score.SIZE) {
            return Optional.empty();
        }
        try {
            return places.image(member.name(), member.size(), Score.parse(member.digest()));
        } catch (UsageException e) {
            return Optional.empty();
        }
    }

    @Override
    public String place(Storage contents, ArenaFind find, long units) throws IOException {
        String trouble = restorer.mended(contents, find, units);
        tally.explained(find.where());
        return trouble;
    }

    @Override
    public String place(Storage contents, IncrementFind find) throws IOException {
        tally.explained(find.where());
        return increments.takeMended(contents, find);
    }

    @Override
    public void failed(IncrementFind find, String reason) throws IOException {
        tally.explained(find.where());
        increments.lost(find.label().content(), "%s: %s".formatted(find.where(), reason));
        world.terminal().print("%s: %s is not mended: %s".formatted(find.where(), Plain.field(find.name()), reason));
    }

    @Override
    public void failed(ArenaFind find, String reason) {
        tally.explained(find.where());
        tally.failed(find.arena().name(), find.arena().digest(), find.where(), reason);
        world.terminal().print("%s: %s is not mended: %s".formatted(find.where(), Plain.field(find.arena().name()),
                reason));
    }

    @Override
    public void kept(ArenaFind find) {
        if (find.arena().blockSize() > 0) {
            increments.damaged(find);
        }
    }

    @Override
    public void kept(IncrementFind find) {
        // the whole blocks of the track itself are kept where increments wait
    }

    @Override
    public void note(String text) {
        tally.note(text);
    }
}
