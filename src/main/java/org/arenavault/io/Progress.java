package org.arenavault.io;

/** Where long work says how far it has come. Implementations are safe for use by several threads at once. */
public interface Progress {

    /** For work that nobody watches. */
    Progress SILENT = (what, total) -> new Stage() {
        @Override
        public void add(long bytes) {
            // nobody watches
        }

        @Override
        public void detail(String text) {
            // nobody watches
        }

        @Override
        public void close() {
            // nothing was shown
        }
    };

    /**
     * Begins one stage of the work.
     *
     * @param what what is being done to what, as the operator would say it: "verifying SET-003 track 7"
     * @param total its size in bytes; 0 where it is not known
     */
    Stage begin(String what, long total);

    /**
     * The same for work on discs: rates are shown as multiples of what their makers call 1x, too.
     *
     * @param oneX bytes per second; 0 where nobody counts so
     */
    default Progress inMultiplesOf(long oneX) {
        return (what, total) -> {
            Stage stage = begin(what, total);
            stage.oneX(oneX);
            return stage;
        };
    }

    /** The same, and what each stage has done counts for a whole, too, which is shown beside. */
    default Progress countedFor(Stage whole) {
        return (what, total) -> {
            Stage stage = begin(what, total);
            return new Stage() {
                @Override
                public void add(long bytes) {
                    stage.add(bytes);
                    whole.add(bytes);
                }

                @Override
                public void detail(String text) {
                    stage.detail(text);
                }

                @Override
                public void oneX(long bytesPerSecond) {
                    stage.oneX(bytesPerSecond);
                }

                @Override
                public void close() {
                    stage.close();
                }
            };
        };
    }

    /** One stage of the work. Closing it ends its line. */
    interface Stage extends AutoCloseable {

        /** So many more bytes are done. */
        void add(long bytes);

        /** What else is worth a glance: buffer fill, the arena at hand. Replaces what was said before. */
        void detail(String text);

        /** The rate that counts as 1x, in bytes per second: people know how fast a disc is by that. */
        default void oneX(long bytesPerSecond) {
            // most show bytes alone
        }

        @Override
        void close();
    }
}
