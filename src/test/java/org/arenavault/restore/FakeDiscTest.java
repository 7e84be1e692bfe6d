package org.arenavault.restore;

import java.io.IOException;
import org.arenavault.Keeps;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;

/** A track of a fake disc keeps the contract of a storage that is read only. */
@Keeps("restore.FakeDisc$Reader")
class FakeDiscTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) throws IOException {
        FakeDisc disc = FakeDisc.unlabelled().withTrack(content, TrackExtent.Condition.CLOSED);
        return disc.read(disc.inspect().tracks().get(0));
    }

    /** Of whole blocks. */
    @Override
    protected int size() {
        return 73 * Medium.BLOCK;
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }
}
