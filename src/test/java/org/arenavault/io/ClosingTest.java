package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several things that are closed, some of which fail. */
class ClosingTest {

    private final List<String> closed = new ArrayList<>();

    private Closeable fails(IOException failure) {
        return () -> {
            closed.add(failure.getMessage());
            throw failure;
        };
    }

    private Closeable ofOurs(IOException failure) {
        return () -> OwnFiles.run("ours", () -> fails(failure).close());
    }

    @Test
    void whateverFailsAllAreClosedAndTheFirstFailureIsTold() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        assertThatThrownBy(() -> Closing.all(List.of(fails(second), () -> closed.add("sound"), fails(first))))
                .isSameAs(first);
        assertThat(closed).containsExactly("first", "sound", "second");
        closed.clear();
        assertThatThrownBy(() -> Closing.all(List.of(fails(second), () -> closed.add("sound"), ofOurs(first))))
                .isInstanceOf(OwnFileException.class).hasCause(first);
        assertThat(closed).containsExactly("first", "sound", "second");
    }

    @Test
    void theLastIsClosedFirst() throws IOException {
        Closing.all(List.of(() -> closed.add("second"), () -> closed.add("first")));
        assertThat(closed).containsExactly("first", "second");
    }
}
