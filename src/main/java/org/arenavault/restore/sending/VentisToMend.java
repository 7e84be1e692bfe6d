package org.arenavault.restore.sending;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Plain;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.TrackContent;
import org.arenavault.parity.ParityMember;
import org.arenavault.restore.mending.MendedStore;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.restore.reading.Salvage;
import org.arenavault.venti.format.Score;

/** Running ventis that lack blocks of damaged tracks. They keep blocks and no arenas, so that they give no images. */
final class VentisToMend implements MendedStore {

    private final Path folder;
    private final TrackSending sending;
    private final SendAccount account;
    private final Set<String> only;
    private final World world;

    /**
     * What the targets lack.
     *
     * @param folder what is kept of damaged arenas lies there until they are sent
     * @param only names of the arenas that are wanted; empty for all
     */
    VentisToMend(Path folder, TrackSending sending, SendAccount account, Set<String> only, World world) {
        this.folder = folder;
        this.sending = sending;
        this.account = account;
        this.only = only;
        this.world = world;
    }

    @Override
    public Path conf() {
        return folder.resolve("damaged");
    }

    @Override
    public boolean givesImages() {
        return false;
    }

    @Override
    public boolean lacks(String name, Score digest) {
        return isWanted(name) && sending.lacks(SentContent.key(name, digest.toString()));
    }

    @Override
    public boolean lacks(IncrementFind find) {
        return isWanted(find.arena())
                && sending.lacks(SentContent.key(find.label().content().name(), find.label().content().sum()));
    }

    private boolean isWanted(String arena) {
        return only.isEmpty() || only.contains(arena);
    }

    @Override
    public Optional<Storage> image(ParityMember member) {
        return Optional.empty();
    }

    @Override
    public String place(Storage contents, ArenaFind find, long units) throws IOException {
        return send(contents, SentContent.of(find.arena()), find.where(), find.arena().blockSize());
    }

    @Override
    public String place(Storage contents, IncrementFind find) throws IOException {
        return send(contents, SentContent.of(find.label().content()), find.where(),
                find.recorded().origin().form().blockSize());
    }

    /** Removes what is kept of an arena or increment that all targets have. */
    void settled(SentContent content) throws IOException {
        Optional<Score> known = content.known();
        if (known.isPresent()) {
            Salvage.remove(conf(), known.get());
        }
    }

    private String send(Storage contents, SentContent content, String where, int blockSize) throws IOException {
        boolean whole;
        try {
            whole = sending.sendMended(contents, content, where, blockSize);
        } catch (UnusableBytesException e) {
            return e.getMessage();
        }
        if (!whole) {
            return "not every block of it could be sent";
        }
        account.settled(content.name(), where);
        return "";
    }

    @Override
    public void failed(ArenaFind find, String reason) throws IOException {
        failed(SentContent.of(find.arena()), find.where(), reason);
    }

    @Override
    public void failed(IncrementFind find, String reason) throws IOException {
        failed(SentContent.of(find.label().content()), find.where(), reason);
    }

    private void failed(SentContent content, String where, String reason) {
        account.failed(content, "%s: %s".formatted(where, reason));
        world.terminal().print("%s: %s is not mended: %s".formatted(where, Plain.field(content.name()), reason));
    }

    @Override
    public void kept(ArenaFind find) throws IOException {
        kept(find.arena(), SentContent.of(find.arena()), find.where(), find.arena().blockSize());
    }

    @Override
    public void kept(IncrementFind find) throws IOException {
        TrackContent content = find.label().content();
        kept(new ArenaRecord(content.name(), content.size(), 0, "", 0, scoreOf(content), false),
                SentContent.of(content), find.where(), find.recorded().origin().form().blockSize());
    }

    private static Score scoreOf(TrackContent content) {
        try {
            return Score.parse(content.digest());
        } catch (UsageException e) {
            throw new IllegalArgumentException(content.digest(), e);
        }
    }

    /** Sends the whole blocks of what stays damaged: it was read with more patience than before. */
    private void kept(ArenaRecord record, SentContent content, String where, int blockSize) throws IOException {
        try (Salvage salvage = Salvage.open(conf(), record, world)) {
            boolean unused = sending.sendMended(salvage.contents(), content, where, blockSize);
        } catch (UnusableBytesException e) {
            account.note("%s: %s".formatted(where, e.getMessage()));
        }
    }

    @Override
    public void note(String text) {
        account.note(text);
    }
}
