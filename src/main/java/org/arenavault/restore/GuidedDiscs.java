package org.arenavault.restore;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Count;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackContent;
import org.arenavault.restore.increments.Increments;
import org.arenavault.restore.mending.Mending;
import org.arenavault.restore.placing.TargetPlaces;
import org.arenavault.restore.placing.TargetStore;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.DiscContents;
import org.arenavault.restore.reading.DiscSurvey;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.restore.reading.WantedContents;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SeenDisc;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;

/**
 * The discs of a set, asked for by name as its ledger knows them. Whatever disc is inserted is used as long as it
 * holds something that is wanted: the digests of the ledger tell what is right, wherever it comes from.
 */
final class GuidedDiscs implements RestoreDiscs {

    /**
     * What came of a disc.
     *
     * @param useful true if something was tried
     * @param remark for the operator
     */
    private record Visit(boolean useful, String remark) {
    }

    /**
     * What a disc is.
     *
     * @param remark what it is, as a sentence
     * @param contents of it; empty if it is of no use
     * @param known what the ledger knows of it
     * @param identity what tells it from others
     */
    private record Seen(String remark, Optional<DiscContents> contents, Optional<DiscRecord> known, Object identity) {
    }

    private final SetState state;
    private final DiscSource source;
    private final TargetStore store;
    private final TargetPlaces places;
    private final RestoreTally tally;
    private final Increments increments;
    private final ArenaRestorer restorer;
    private final WantedContents wanted;
    private final Set<String> only;
    private final Mending mending;
    private final World world;
    private final Set<List<Object>> attempts = new HashSet<>();

    /**
     * The discs of a set.
     *
     * @param only names of the arenas that are wanted; empty for all
     * @throws UsageException if the set has no arena of such a name
     */
    GuidedDiscs(SetState state, DiscSource source, Restore.Target target, Set<String> only, World world)
            throws IOException {
        this.state = state;
        this.source = source;
        this.store = target.store();
        this.places = target.places();
        this.tally = target.tally();
        this.increments = target.increments();
        this.restorer = new ArenaRestorer(places, tally, increments, target.mending()::protects, world);
        this.wanted = new WantedContents(state, only);
        this.only = only;
        this.mending = target.mending();
        this.world = world;
        for (String name : only) {
            if (!wanted.names().contains(name)) {
                throw new UsageException("set '%s' has no arena '%s'".formatted(state.name(), name));
            }
        }
    }

    @Override
    public void read() throws IOException {
        state.discs().stream().flatMap(disc -> disc.tracks().stream()).flatMap(track -> track.arena().stream())
                .forEach(arena -> tally.known(arena.name()));
        places.expect(wanted.arenas());
        for (ArenaRecord arena : wanted.arenas()) {
            settle(arena);
        }
        askForAll();
        wanted.arenas().forEach(arena -> wanted.wantIncrements(arena.name()));
        askForAll();
        mending.expect(state, wanted.arenas());
        for (Map.Entry<Content, String> one : wanted.hopeless().entrySet()) {
            if (one.getKey().arena().isEmpty()) {
                increments.lost(one.getKey(), one.getValue());
            }
        }
    }

    private void askForAll() throws IOException {
        wanted.wanted().stream().filter(content -> content.arena().map(increments::has)
                .orElseGet(() -> increments.has(content.sum()))).forEach(wanted::settled);
        for (Optional<DiscRecord> next = wanted.next(); next.isPresent(); next = wanted.next()) {
            ask(next.get());
        }
    }

    @Override
    public void finish() {
        tally.settled().gaps().forEach((name, gap) -> tally.note("arena %s: %s".formatted(name, gap)));
        wanted.hopeless().forEach((content, where) -> content.arena().ifPresent(arena ->
                tally.failed(wanted.title(arena), arena.digest(), where)));
    }

    /** Finds out what is in its place already, and what has none. */
    private void settle(ArenaRecord arena) throws IOException {
        boolean settled = places.look(arena).match(
                there -> {
                    tally.present(arena.name(), new RestoreTally.Home(arena.digest(), "its place",
                            Optional.of(state.header().store())));
                    return true;
                },
                free -> false,
                // whether it is of the same store, the arena itself tells
                another -> false,
                nowhere -> {
                    if (nowhere.isInUse()) {
                        return false;
                    }
                    tally.failed(arena.name(), arena.digest(), nowhere.reason());
                    return true;
                });
        if (settled) {
            wanted.settled(arena);
        }
    }

    /** Asks for a disc, until one is inserted that has something. */
    private void ask(DiscRecord disc) throws IOException {
        DiscSearch search = new DiscSearch(source, new DiscRequest.Recorded(disc.identity().label(), disc.place()),
                world.terminal());
        Visit visit = new Visit(false, "");
        while (!visit.useful()) {
            Optional<Medium> next = next(search, disc);
            if (next.isEmpty()) {
                wanted.unavailable(disc);
                return;
            }
            try (Medium medium = next.get()) {
                visit = visit(medium, search);
                search.reject(visit.remark());
                if (visit.useful() && wanted.next().isPresent() && world.terminal().interactive()) {
                    medium.eject();
                }
            }
        }
        world.terminal().print(visit.remark());
    }

    /** A disc that is not to be had ends the restore, unless parity on others protects it. */
    private Optional<Medium> next(DiscSearch search, DiscRecord disc) throws IOException {
        try {
            return search.next();
        } catch (OperatorNeededException e) {
            if (Mending.withParityOf(state, disc).isEmpty()) {
                throw e;
            }
            world.terminal().print("%s is not to be had: %s".formatted(disc.identity().label(), e.getMessage()));
            return Optional.empty();
        }
    }

    private Visit visit(Medium medium, DiscSearch search) throws IOException {
        Optional<Seen> seen = search.look(medium, this::look);
        if (seen.isEmpty()) {
            tally.note(search.reason());
            return new Visit(false, search.reason());
        }
        return visit(medium, seen.get());
    }

    private Visit visit(Medium medium, Seen seen) throws IOException {
        if (seen.contents().isEmpty()) {
            return new Visit(false, seen.remark());
        }
        return seen.known().isPresent() ? visit(medium, seen.contents().get(), seen.known().get())
                : visitForeign(medium, seen.contents().get(), seen);
    }

    /** What is on a disc; nothing of it is copied yet, so that a fault can only be the disc's. */
    private Seen look(Medium medium) throws IOException {
        MediumState now = medium.inspect();
        SeenDisc disc = SeenDisc.of(medium, now, state);
        if (disc.seen().isUseless()) {
            return new Seen(disc.sentence(), Optional.empty(), Optional.empty(), "");
        }
        Optional<DiscRecord> known = disc.toRead();
        if (known.isPresent()) {
            DiscContents contents = DiscSurvey.of(medium, now, known.get());
            mending.seen(medium, now, contents, Optional.of(known.get().identity()), known.get().place());
            return new Seen(disc.sentence(), Optional.of(contents), known, known.get().uuid());
        }
        Optional<DiscIdentity> label = disc.seen().labelled().map(Recognition.Labelled::disc);
        String title = label.map(DiscIdentity::label).orElse("the disc without a label");
        DiscContents contents = DiscSurvey.of(medium, now, title);
        mending.seen(medium, now, contents, label, "");
        return new Seen(disc.sentence(), Optional.of(contents), known,
                label.<Object>map(DiscIdentity::disc).orElse(now.tracks()));
    }

    private Visit visit(Medium medium, DiscContents contents, DiscRecord disc) throws IOException {
        String label = disc.identity().label();
        int before = tally.restored().size();
        boolean useful = false;
        Set<Integer> there = new HashSet<>();
        for (ArenaFind find : contents.finds()) {
            int track = find.track().number();
            there.add(track);
            if (wanted.wants(find.arena()) && wanted.isWorthReading(disc, track)) {
                take(medium, find);
                wanted.tried(disc, track);
                useful = true;
            } else if (disc.track(track).isEmpty()) {
                reportUnknown(find);
            }
        }
        for (TrackRecord track : disc.tracks()) {
            Optional<ArenaRecord> arena = track.arena().filter(wanted::wants);
            if (!there.contains(track.number()) && arena.isPresent()
                    && wanted.isWorthReading(disc, track.number())) {
                tally.failed(arena.get().name(), arena.get().digest(),
                        "%s track %d".formatted(label, track.number()), "is not on the disc");
                wanted.tried(disc, track.number());
                useful = true;
            }
        }
        useful |= takeIncrements(medium, contents, disc);
        useful |= missIncrements(contents, disc);
        return done(useful, label, tally.restored().size() - before);
    }

    /** Increments that the ledger knows, and that the disc does not have, are not asked for again. */
    private boolean missIncrements(DiscContents contents, DiscRecord disc) throws IOException {
        boolean useful = false;
        for (TrackRecord track : disc.tracks()) {
            Optional<TrackContent> content = track.content().made().filter(wanted::wants);
            boolean there = contents.increments().stream()
                    .anyMatch(find -> find.track().number() == track.number());
            if (!there && content.isPresent() && wanted.isWorthReading(disc, track.number())) {
                increments.lost(content.get(), "%s track %d: is not on the disc".formatted(
                        disc.identity().label(), track.number()));
                wanted.tried(disc, track.number());
                useful = true;
            }
        }
        return useful;
    }

    private boolean takeIncrements(Medium medium, DiscContents contents, DiscRecord disc) throws IOException {
        boolean useful = false;
        for (IncrementFind find : contents.increments()) {
            int track = find.track().number();
            boolean known = disc.track(track).isPresent();
            if (known ? wanted.wants(find.label().content()) && wanted.isWorthReading(disc, track)
                    : attempts.add(List.of(disc.uuid(), find.track()))) {
                take(medium, find);
                wanted.tried(disc, track);
                useful = true;
                if (!known) {
                    tally.note(("%s: increment %s is not in the ledger, which has lost its end; make it anew with "
                            + "'arenavault set rebuild %s'").formatted(find.where(), Plain.field(find.name()),
                            state.name()));
                }
            }
        }
        return useful;
    }

    private void take(Medium medium, IncrementFind find) throws IOException {
        increments.take(find, mending.protects(find) ? medium::skim : medium::read);
        if (increments.has(find.label().content().sum())) {
            wanted.settled(find.label().content());
        }
    }

    /** A disc of the set that knows more than its ledger. */
    private void reportUnknown(ArenaFind find) {
        if (!wanted.names().contains(find.arena().name()) && only.isEmpty()) {
            String reason = "is on %s and not in the ledger, which has lost its end: make it anew with "
                    + "'arenavault set rebuild %s', or restore without naming the set";
            tally.failed(find.arena().name(), find.arena().digest(), reason.formatted(find.where(),
                    state.name()));
        }
    }

    /** A disc of another set or of none: its arenas are as good as any, if they are those that are wanted. */
    private Visit visitForeign(Medium medium, DiscContents contents, Seen seen) throws IOException {
        int before = tally.restored().size();
        boolean useful = false;
        for (ArenaFind find : contents.finds()) {
            if (wanted.wants(find.arena()) && attempts.add(List.of(seen.identity(), find.track()))) {
                take(medium, find);
                useful = true;
            }
        }
        for (IncrementFind find : contents.increments()) {
            if (wanted.wants(find.label().content()) && attempts.add(List.of(seen.identity(), find.track()))) {
                take(medium, find);
                useful = true;
            }
        }
        return useful ? done(true, contents.disc(), tally.restored().size() - before)
                : new Visit(false, seen.remark());
    }

    private void take(Medium medium, ArenaFind find) throws IOException {
        restorer.take(medium, find);
        if (increments.has(find.arena()) || tally.home(find.arena().name())
                .filter(home -> home.digest().equals(find.arena().digest())).isPresent()) {
            wanted.settled(find.arena());
        }
    }

    private Visit done(boolean useful, String disc, int count) throws IOException {
        if (count > 0) {
            store.writeTables();
        }
        return new Visit(useful, useful ? "%s: %s restored, %d still to come"
                .formatted(disc, Count.of(count, "arena"), wanted.wanted().size())
                : "this is %s; nothing on it is needed any more".formatted(disc));
    }
}
