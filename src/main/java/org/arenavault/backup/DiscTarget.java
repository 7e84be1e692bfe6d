package org.arenavault.backup;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.IoFunction;
import org.arenavault.sets.DiscRecord;

/** The disc that a drive is to be given next. */
sealed interface DiscTarget {

    /** What each case comes to. */
    <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread,
            IoFunction<Closing, R> closing) throws IOException;

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

    /** Whether it takes no arena any more, and is to get what protects it. */
    default boolean isClosing() {
        return false;
    }

    /** Whether arenas are to be recorded on it. */
    default boolean isRecorded() {
        return true;
    }

    /** One that was begun before. */
    record Begun(DiscRecord disc) implements DiscTarget {

        @Override
        public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread,
                IoFunction<Closing, R> closing) throws IOException {
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
        public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread,
                IoFunction<Closing, R> closing) throws IOException {
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
        public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread,
                IoFunction<Closing, R> closing) throws IOException {
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

    /** One that takes no arena any more, and is to get its kit and its parity if it is at hand. */
    record Closing(DiscRecord disc) implements DiscTarget {

        @Override
        public <R> R match(IoFunction<Begun, R> begun, IoFunction<Fresh, R> fresh, IoFunction<Unread, R> unread,
                IoFunction<Closing, R> closing) throws IOException {
            return closing.apply(this);
        }

        @Override
        public boolean isClosing() {
            return true;
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
