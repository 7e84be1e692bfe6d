package org.arenavault.backup;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.IoFunction;
import org.arenavault.sets.DiscRecord;

/** The disc that a drive is to be given next. */
sealed interface DiscTarget {

    /** What each case comes to. */
    <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread)
            throws IOException;

    /** Its number in the set. */
    int number();

    /** The disc, if it was begun before and is to be recorded on. */
    default Optional<DiscRecord> begun() {
        return Optional.empty();
    }

    /** Whether any blank will do. */
    default boolean isFresh() {
        return false;
    }

    /** Whether it is to be recorded on. */
    default boolean isRecorded() {
        return true;
    }

    /** One that was begun before. */
    record Begun(DiscRecord disc) implements DiscTarget {

        @Override
        public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread)
                throws IOException {
            return begun.apply(this);
        }

        @Override
        public int number() {
            return disc.number();
        }

        @Override
        public Optional<DiscRecord> begun() {
            return Optional.of(disc);
        }
    }

    /** A blank, and the number that it gets. */
    record Fresh(int number) implements DiscTarget {

        @Override
        public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread)
                throws IOException {
            return fresh.apply(this);
        }

        @Override
        public boolean isFresh() {
            return true;
        }
    }

    /** One that takes no more, of which tracks were never read back. */
    record Unread(DiscRecord disc) implements DiscTarget {

        @Override
        public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread)
                throws IOException {
            return unread.apply(this);
        }

        @Override
        public boolean isRecorded() {
            return false;
        }

        @Override
        public int number() {
            return disc.number();
        }
    }
}
