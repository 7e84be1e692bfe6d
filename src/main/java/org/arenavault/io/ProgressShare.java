package org.arenavault.io;

/** The stages of a job as parts of one: what each has done counts for the whole, and its name is the detail. */
public final class ProgressShare implements Progress {

    private final Stage whole;

    /** Parts of {@code whole}, which stays open when they end. */
    public ProgressShare(Stage whole) {
        this.whole = whole;
    }

    @Override
    public Stage begin(String what, long total) {
        whole.detail(what);
        return new Stage() {
            @Override
            public void add(long bytes) {
                whole.add(bytes);
            }

            @Override
            public void detail(String text) {
                whole.detail(text);
            }

            @Override
            public void oneX(long bytesPerSecond) {
                whole.oneX(bytesPerSecond);
            }

            @Override
            public void close() {
                // the whole goes on
            }
        };
    }
}
