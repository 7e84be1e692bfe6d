package org.arenavault.restore.sending;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;
import org.arenavault.mirror.ArenaSender;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.RootFinder;

/** Sends what lies in tracks. */
final class TrackSending {

    private final ArenaSender sender;
    private final TrackRoots roots;
    private final Set<String> again;
    private final World world;
    private final Map<String, SentContent> contents = new LinkedHashMap<>();

    /**
     * The way from tracks to targets.
     *
     * @param again names of arenas that are compared from their beginning
     */
    TrackSending(ArenaSender sender, TrackRoots roots, Set<String> again, World world) {
        this.sender = sender;
        this.roots = roots;
        this.again = again;
        this.world = world;
    }

    /** True as long as some target is served. */
    boolean isNeeded() {
        return sender.isNeeded();
    }

    /** What was sent, or is to be, by its keys. */
    Map<String, SentContent> contents() {
        return contents;
    }

    /** It is to be sent; true if every target has all of it already. */
    boolean expect(SentContent content) throws IOException {
        known(content);
        return sender.isThere(content.key());
    }

    /** The same content as it was met first. */
    private SentContent known(SentContent content) throws IOException {
        SentContent first = contents.putIfAbsent(content.key(), content);
        if (first == null && again.stream().anyMatch(content::isOf)) {
            sender.forget(content.key());
        }
        return first == null ? content : first;
    }

    /** Asks the targets whether they still have what they were given of what is expected. */
    void checkExpected() throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        contents.forEach((key, content) -> names.put(key, content.name()));
        sender.expect(names);
    }

    /**
     * Sends an arena; true if every target has all of it then.
     *
     * @param hasty whether parity may give what is not read
     */
    boolean send(Medium medium, ArenaFind find, boolean hasty) throws IOException {
        try (TrackWindow window = window(medium, find.track(), find.where(), hasty)) {
            SentContent content = SentContent.of(find, window);
            return send(content, find.where(), new Arena(window, content.name(), 0, find.arena().size(),
                    find.arena().blockSize()));
        }
    }

    /** The same with an increment. */
    boolean send(Medium medium, IncrementFind find, boolean hasty) throws IOException {
        SentContent content = SentContent.of(find.label().content());
        try (TrackWindow window = window(medium, find.track(), find.where(), hasty)) {
            return send(content, find.where(), new Arena(window, content.name(), 0, content.size(),
                    find.recorded().origin().form().blockSize()));
        }
    }

    /**
     * Sends what there is of an arena that nobody can tell more of; true if every target has all of it then.
     *
     * @param name of the arena, as far as it is known
     * @param hasty whether parity may give what is not read
     */
    boolean sendRest(Medium medium, TrackExtent track, String where, String name, boolean hasty) throws IOException {
        try (TrackWindow window = window(medium, track, where, hasty)) {
            Arena arena = Remains.in(window, name);
            SentContent content = SentContent.of(arena);
            return send(content, where, arena);
        }
    }

    /** Whether a target that is served has not all of an arena or increment yet. */
    boolean lacks(String key) {
        try {
            return sender.isNeeded() && !sender.isThere(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends an arena or increment that was put together again; true if every target has all of it then.
     *
     * @param mended begins with it; whoever opened it closes it
     * @param blockSize bytes; 0 if nobody but its head knows
     */
    boolean sendMended(Storage mended, SentContent content, String where, int blockSize) throws IOException {
        TrackWindow window = new TrackWindow(mended, where);
        boolean whole = send(content, where, new Arena(window, content.name(), 0, content.size(),
                blockSize > 0 ? blockSize : Arena.headOf(window).blockSize()));
        if (whole) {
            contents.values().stream().filter(other -> other.isRestOf(where)).map(SentContent::key).toList()
                    .forEach(this::withdraw);
        }
        return whole;
    }

    private void withdraw(String key) {
        contents.remove(key);
        sender.withdraw(key);
    }

    private static TrackWindow window(Medium medium, TrackExtent extent, String where, boolean hasty)
            throws IOException {
        Storage track = hasty ? new HastyTrack(medium.skim(extent)) : medium.read(extent);
        try {
            return new TrackWindow(track, where);
        } catch (IOException | RuntimeException | Error e) {
            track.close();
            throw e;
        }
    }

    private boolean send(SentContent content, String where, Arena arena) throws IOException {
        known(content).tried(where);
        if (!sender.isNeeded()) {
            return false;
        }
        if (sender.isThere(content.key())) {
            sender.expect(Map.of(content.key(), content.name()));
            if (sender.isThere(content.key()) && roots.knows(content.key())) {
                return true;
            }
        }
        boolean listed = ArenaSender.isListed(arena, world.stop());
        if (listed) {
            findRoots(content.key(), arena);
            listed = sender.send(content.key(), arena);
        }
        if (!listed) {
            sender.salvage(content.key(), arena, keeper(content.key()));
        }
        return sender.isThere(content.key());
    }

    private void findRoots(String key, Arena arena) throws IOException {
        if (roots.knows(key)) {
            return;
        }
        RootFinder finder = new RootFinder(TrackRoots.MOST);
        finder.search(List.of(arena), world.progress(), world.stop());
        if (finder.problems().isEmpty()) {
            roots.keep(key, finder.newestFirst());
        } else {
            roots.keepSome(key, finder.newestFirst());
        }
    }

    /** Keeps roots that are met on the way, which is no time to find them all first. */
    private Consumer<FoundRoot> keeper(String key) throws IOException {
        List<FoundRoot> met = new ArrayList<>(roots.some(key));
        return root -> {
            synchronized (met) {
                if (met.stream().noneMatch(other -> other.score().equals(root.score()))) {
                    met.add(0, root);
                    keep(key, met);
                }
            }
        };
    }

    private void keep(String key, List<FoundRoot> met) {
        try {
            roots.keepSome(key, met);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
