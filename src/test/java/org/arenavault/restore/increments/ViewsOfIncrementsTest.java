package org.arenavault.restore.increments;

import java.util.BitSet;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.junit.jupiter.api.Nested;

/** What increments are read through keeps the contract of a storage that is read only. */
class ViewsOfIncrementsTest {

    private abstract static class View extends StorageContractTest {

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    @Nested
    @Keeps("restore.increments.ClumpMending$Present")
    class WhatIsThereOfAnArena extends View {

        @Override
        protected Storage open(byte[] content) {
            return new ClumpMending.Present(new MemoryStorage(content), new BitSet());
        }
    }

    @Nested
    @Keeps("restore.increments.KeptIncrement$Track")
    class ATrackUnderItsOwnName extends View {

        private Storage file = new MemoryStorage(0);

        @Override
        protected Storage open(byte[] content) {
            file = new MemoryStorage(content);
            return new KeptIncrement.Track(file, "home-001 track 2");
        }

        @Override
        protected String place(Storage storage) {
            return file.name();
        }
    }
}
