package org.arenavault.sets;

import org.arenavault.io.CorruptException;
import org.arenavault.media.FlatJson;

/** What a line of the ledger says of the form of those behind it. */
sealed interface FormatEvent extends LedgerEvent {

    /** The form that every ledger begins with: all tracks carry arenas. */
    int FIRST = 1;
    /** The one that this program knows besides: tracks carry contents of several kinds. */
    int NEWEST = 2;

    /**
     * Something that a later version of this program put down; what it means is not known here. Its line stays in the
     * chain. Readers go on without it, and say so; nothing may be appended behind it.
     *
     * @param type what the later version calls it
     */
    record Newer(String type) implements FormatEvent {

        @Override
        public FlatJson encode() {
            throw new IllegalStateException("a line that is not understood cannot be written");
        }

        @Override
        public Runnable change(SetState.Line line) {
            return () -> line.state().addNewer(type);
        }
    }

    /**
     * From here on lines may be of this form. Whoever does not know the form goes on without what it says, and writes
     * nothing.
     *
     * @param version the form: 2 has tracks that carry something else than arenas
     */
    record Format(int version) implements FormatEvent {

        static final String TYPE = "format";

        static LedgerEvent decode(FlatJson line) throws CorruptException {
            int version = line.smallNumber("version");
            return version > NEWEST ? new Newer("%s %d".formatted(TYPE, version)) : new Format(version);
        }

        @Override
        public FlatJson encode() {
            return new FlatJson().put("type", TYPE).put("version", version);
        }

        @Override
        public Runnable change(SetState.Line line) throws CorruptException {
            if (version <= line.state().form()) {
                throw new CorruptException("goes over to form %d from form %d".formatted(version,
                        line.state().form()));
            }
            return () -> line.state().reach(version);
        }
    }
}
