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

    /** One stage of the work. Closing it ends its line. */
    interface Stage extends AutoCloseable {

        /** So many more bytes are done. */
        void add(long bytes);

        /** What else is worth a glance: buffer fill, the arena at hand. Replaces what was said before. */
        void detail(String text);

        @Override
        void close();
    }
}
