package org.arenavault.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DiscSourceContractTest;
import org.arenavault.media.Medium;

/** The discs of the tests keep the contract of all discs. */
class DiscQueueTest extends DiscSourceContractTest {

    private final List<FakeDisc> discs = new ArrayList<>();

    @Override
    protected DiscSource open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            discs.add(FakeDisc.unlabelled());
        }
        DiscQueue queue = new DiscQueue(discs);
        return new Interjection(queue, () -> { });
    }

    @Override
    protected String name(Medium medium) {
        return "disc " + discs.indexOf(medium);
    }
}
