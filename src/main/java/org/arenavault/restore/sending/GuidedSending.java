package org.arenavault.restore.sending;

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
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.restore.mending.Mending;
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
 * The discs of a set, asked for by name as its ledger knows them. Whatever disc is inserted is used as long as it holds
 * something that is wanted; what all targets have already is not asked for.
 */
final class GuidedSending implements Sending {

    /** What came of a disc. */
    private record Visit(boolean useful, String remark) {
    }

    /** What a disc is; without contents if it is of no use. */
    private record Seen(String remark, Optional<DiscContents> contents, Optional<DiscRecord> known) {
    }

    private final SetState state;
    private final DiscSource source;
    private final TrackSending sending;
    private final SendAccount account;
    private final Mending mending;
    private final WantedContents wanted;
    private final World world;
    private final Set<List<Object>> attempts = new HashSet<>();

    /**
     * The discs of a set.
     *
     * @throws UsageException if the set has no arena of a name that is wanted
     */
    GuidedSending(SetState state, DiscSource source, TrackSending sending, SendAccount account, Mending mending,
            Set<String> only, World world) throws IOException {
        this.state = state;
        this.source = source;
        this.sending = sending;
        this.account = account;
        this.mending = mending;
        this.wanted = new WantedContents(state, only);
        this.world = world;
        for (String name : only) {
            if (!wanted.names().contains(name)) {
                throw new UsageException("set '%s' has no arena '%s'".formatted(state.name(), name));
            }
        }
    }

    @Override
    public void run() throws IOException {
        askForAll();
        for (ArenaRecord arena : wanted.arenas()) {
            wanted.wantIncrements(arena.name());
        }
        askForAll();
        mending.expect(state, wanted.arenas());
        for (Map.Entry<Content, String> one : wanted.hopeless().entrySet()) {
            account.failed(SentContent.of(one.getKey()), one.getValue());
        }
    }

    private void askForAll() throws IOException {
        for (Content content : wanted.wanted()) {
            sending.expect(SentContent.of(content));
        }
        sending.checkExpected();
        for (Content content : wanted.wanted()) {
            if (sending.expect(SentContent.of(content))) {
                wanted.settled(content);
            }
        }
        for (Optional<DiscRecord> next = wanted.next(); next.isPresent() && sending.isNeeded(); next = wanted.next()) {
            ask(next.get());
        }
    }

    /** Asks for a disc, until one is inserted that has something. */
    private void ask(DiscRecord disc) throws IOException {
        DiscSearch search = new DiscSearch(source, new DiscRequest.Recorded(disc.identity().label(), disc.place()),
                world.terminal());
        Visit visit = new Visit(false, "");
        while (!visit.useful()) {
            Optional<Medium> next = search.next();
            if (next.isEmpty()) {
                wanted.unavailable(disc);
                return;
            }
            try (Medium medium = next.get()) {
                Optional<Seen> seen = search.look(medium, this::look);
                if (seen.isEmpty()) {
                    account.note(search.reason());
                } else {
                    visit = visit(medium, seen.get());
                    search.reject(visit.remark());
                }
                if (visit.useful() && wanted.next().isPresent() && world.terminal().interactive()) {
                    medium.eject();
                }
            }
        }
        world.terminal().print(visit.remark());
    }

    /** What is on a disc; nothing is sent yet, so that a fault can only be the disc's. */
    private Seen look(Medium medium) throws IOException {
        MediumState now = medium.inspect();
        SeenDisc disc = SeenDisc.of(medium, now, state);
        if (disc.seen().isUseless()) {
            return new Seen(disc.sentence(), Optional.empty(), Optional.empty());
        }
        Optional<DiscRecord> known = disc.toRead();
        Optional<DiscIdentity> label = known.map(DiscRecord::identity)
                .or(() -> disc.seen().labelled().map(Recognition.Labelled::disc));
        DiscContents contents = known.isPresent() ? DiscSurvey.of(medium, now, known.get())
                : DiscSurvey.of(medium, now, label.map(DiscIdentity::label).orElse("the disc without a label"));
        mending.seen(medium, now, contents, label, known.map(DiscRecord::place).orElse(""));
        return new Seen(disc.sentence(), Optional.of(contents), known);
    }

    private Visit visit(Medium medium, Seen seen) throws IOException {
        if (seen.contents().isEmpty()) {
            return new Visit(false, seen.remark());
        }
        DiscContents contents = seen.contents().get();
        int sent = 0;
        int whole = 0;
        Set<Integer> there = new HashSet<>();
        for (ArenaFind find : contents.finds()) {
            there.add(find.track().number());
            if (isWorthReading(seen, find.arena(), find.track().number())) {
                sent++;
                whole += settle(find.arena(), sending.send(medium, find, mending.protects(find))) ? 1 : 0;
            }
        }
        for (IncrementFind find : contents.increments()) {
            there.add(find.track().number());
            if (isWorthReading(seen, find.label().content(), find.track().number())) {
                sent++;
                whole += settle(find.label().content(), sending.send(medium, find, mending.protects(find))) ? 1 : 0;
            }
        }
        int lacked = seen.known().isEmpty() ? 0 : lacked(seen.known().get(), there);
        if (sent + lacked == 0) {
            return new Visit(false, seen.known().isEmpty() ? seen.remark()
                    : "this is %s; nothing on it is needed any more".formatted(contents.disc()));
        }
        if (!sending.isNeeded()) {
            return new Visit(true, contents.disc() + ": no target is served any more");
        }
        return new Visit(true, "%s: %s sent%s; %d still to come".formatted(contents.disc(), Count.of(sent, "track"),
                whole == sent ? "" : ", %d of them not whole".formatted(sent - whole), wanted.wanted().size()));
    }

    private boolean isWorthReading(Seen seen, Content content, int track) {
        if (!wanted.wants(content)) {
            return false;
        }
        if (seen.known().isEmpty()) {
            return attempts.add(List.of(content.id(), content.sum(), seen.remark(), track));
        }
        boolean worth = wanted.isWorthReading(seen.known().get(), track);
        wanted.tried(seen.known().get(), track);
        return worth;
    }

    private boolean settle(Content content, boolean whole) {
        if (whole) {
            wanted.settled(content);
        }
        return whole;
    }

    /** How many tracks of what is wanted are not on a disc that should have them: they are not asked for again. */
    private int lacked(DiscRecord disc, Set<Integer> there) throws IOException {
        int lacked = 0;
        for (TrackRecord track : disc.tracks()) {
            if (!there.contains(track.number()) && wanted.wants(track.content())
                    && wanted.isWorthReading(disc, track.number())) {
                lacked++;
                wanted.tried(disc, track.number());
                account.failed(SentContent.of(track.content()), "%s track %d: is not on the disc".formatted(
                        disc.identity().label(), track.number()));
            }
        }
        return lacked;
    }
}
