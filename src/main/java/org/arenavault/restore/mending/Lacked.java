package org.arenavault.restore.mending;

import java.io.IOException;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.TrackContent;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.restore.reading.Salvage;
import org.arenavault.venti.format.Score;

/** What is to come back and is not: an arena or an increment. */
interface Lacked {

    /** The track that carries it, as messages name it. */
    String where();

    /** What it should be, as far as that is known; an increment is an arena of its own. */
    ArenaRecord record();

    /** Brings it to where it belongs; why it is not there now, empty if it is. */
    String place(Storage contents, long units) throws IOException;

    /** It is not to be had. */
    void failed(String reason) throws IOException;

    /** What may bring further what there is of it. */
    String hope();

    /** What there is of it stays beside the configuration. */
    void kept() throws IOException;

    /** An arena. */
    record OfArena(MendedStore store, ArenaFind find) implements Lacked {

        @Override
        public String where() {
            return find.where();
        }

        @Override
        public ArenaRecord record() {
            return find.arena();
        }

        @Override
        public String place(Storage contents, long units) throws IOException {
            return store.place(contents, find, units);
        }

        @Override
        public void failed(String reason) throws IOException {
            store.failed(find, reason);
        }

        @Override
        public String hope() {
            return Salvage.ANY_COPY;
        }

        @Override
        public void kept() throws IOException {
            store.kept(find);
        }
    }

    /** An increment. */
    record OfIncrement(MendedStore store, IncrementFind find) implements Lacked {

        @Override
        public String where() {
            return find.where();
        }

        @Override
        public ArenaRecord record() {
            TrackContent content = find.label().content();
            try {
                return new ArenaRecord(content.name(), content.size(), 0, "", 0, Score.parse(content.digest()), false);
            } catch (UsageException e) {
                throw new IllegalArgumentException(content.digest(), e);
            }
        }

        @Override
        public String place(Storage contents, long units) throws IOException {
            return store.place(contents, find);
        }

        @Override
        public void failed(String reason) throws IOException {
            store.failed(find, reason);
        }

        @Override
        public String hope() {
            return "the same command in another drive, or with a copy of the disc and its parity, can fill what is "
                    + "missing; it is of no other use";
        }

        @Override
        public void kept() throws IOException {
            store.kept(find);
        }
    }
}
