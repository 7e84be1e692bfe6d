package org.arenavault.changer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.media.Medium;
import org.junit.jupiter.api.Test;

/** Discs that cannot be used are named, and keep no other from its turn. */
class ShownDiscsTest {

    private static final DiscRequest ANY = new DiscRequest.Any("of the set");
    private static final Medium DISC = (Medium) Proxy.newProxyInstance(Medium.class.getClassLoader(),
            new Class<?>[] {Medium.class}, (proxy, method, arguments) -> null);

    private final Deque<String> presented = new ArrayDeque<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> looked = new ArrayList<>();
    private int rejected;

    /** Presents one of each word; what begins with a bang cannot be presented, what begins with a hash not be read. */
    private final DiscSource source = new DiscSource() {
        @Override
        public Optional<Medium> next(DiscRequest request, String remark) throws IOException {
            remarks.add(remark);
            String next = presented.peek();
            if (next == null) {
                return Optional.empty();
            }
            if (next.startsWith("!")) {
                presented.remove();
                throw new MediumFaultException(next);
            }
            return Optional.of(DISC);
        }

        @Override
        public String reject(String label) {
            rejected++;
            return "";
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private String look(Medium disc) throws IOException {
        String name = presented.remove();
        if (name.startsWith("#")) {
            throw new CorruptException(name);
        }
        if (name.startsWith("?")) {
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM, name);
        }
        looked.add(name);
        return "read " + name;
    }

    private ShownDiscs shown(String... discs) {
        presented.addAll(List.of(discs));
        return new ShownDiscs(source, new SilentTerminal());
    }

    private ShownDiscs all(ShownDiscs shown) throws IOException {
        boolean more = true;
        while (more) {
            more = shown.next(ANY, this::look);
        }
        return shown;
    }

    @Test
    void everyOtherHasItsTurn() throws IOException {
        ShownDiscs shown = all(shown("a", "!one", "b", "#two", "!three", "!four", "c").rejecting());
        assertThat(looked).containsExactly("a", "b", "c");
        assertThat(shown.reasons()).containsExactly("!one", "#two", "!three", "!four");
        assertThat(rejected).isEqualTo(4);
        assertThat(remarks).contains("read a", "this disc cannot be used: !one").first().isEqualTo("");
    }

    @Test
    void nothingIsPutAsideUnlessThatIsWanted() throws IOException {
        assertThat(all(shown("#one", "!two")).unusable()).hasSize(2);
        assertThat(rejected).isZero();
    }

    @Test
    void aDriveThatPresentsNoneOfThemIsWhatIsWrong() {
        ShownDiscs shown = shown("!one", "!two", "!three", "!four");
        assertThatThrownBy(() -> all(shown)).isInstanceOf(MediumFaultException.class).hasMessage("!three");
    }

    @Test
    void whatNeedsSomebodyEndsIt() {
        ShownDiscs shown = shown("a", "?gone", "b");
        assertThatThrownBy(() -> all(shown)).isInstanceOf(OperatorNeededException.class);
        assertThat(looked).containsExactly("a");
    }
}
