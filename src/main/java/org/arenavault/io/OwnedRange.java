package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A range of a file that nobody else uses: closing the range closes the file. */
public final class OwnedRange implements Storage {

    private final Storage whole;
    private final Storage range;
    private final String name;

    public OwnedRange(Storage whole, Storage range, String name) {
        this.whole = whole;
        this.range = range;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        return range.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        range.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        range.write(position, source);
    }

    @Override
    public long nextData(long from) throws IOException {
        return range.nextData(from);
    }

    @Override
    public void refresh(long position, long length) {
        range.refresh(position, length);
    }

    @Override
    public void force() throws IOException {
        range.force();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
