package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.ArenaMap;

/** Small stores whose index is built. */
abstract class IndexFixture {

    static List<ArenaMap.Range> ranges(SmallStore store) throws IOException {
        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            return layout.map().arenas().ranges();
        }
    }

    static void refused(String file, int at, String message) throws IOException {
        SmallStore store = SmallStore.of(9);
        store.file(file)[at] = 1;
        assertThatThrownBy(store::build).isInstanceOf(RefusedException.class).hasMessageContaining(message);
        assertUntouched(store, SmallStore.of(9), file, at);
    }

    static void assertUntouched(SmallStore store, SmallStore before, String file, int at) throws IOException {
        before.file(file)[at] = store.file(file)[at];
        for (String name : List.of("isect0", "isect1", "bloom", "arenas0", "arenas1")) {
            assertThat(store.file(name)).as(name).isEqualTo(before.file(name));
        }
    }
}
