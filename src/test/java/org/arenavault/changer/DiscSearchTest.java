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
class DiscSearchTest {

    private static final DiscRequest ANY = new DiscRequest.Any("of the set");
    private static final Medium DISC = (Medium) Proxy.newProxyInstance(Medium.class.getClassLoader(),
            new Class<?>[] {Medium.class}, (proxy, method, arguments) -> null);

    private final Deque<String> presented = new ArrayDeque<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> looked = new ArrayList<>();
    private int begun;
    private int discarded;

    /** Presents one of each word; what begins with a bang cannot be presented, what begins with a hash not be read. */
    private final DiscSource source = new DiscSource() {
        @Override
        public Optional<Medium> first(DiscRequest request) throws IOException {
            begun++;
            return present();
        }

        @Override
        public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
            reasons.add(reason);
            return present();
        }

        private Optional<Medium> present() throws IOException {
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
        public String discard(String label) {
            discarded++;
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

    private DiscSearch search(String... discs) {
        presented.addAll(List.of(discs));
        return new DiscSearch(source, ANY, new SilentTerminal());
    }

    private DiscSearch all(DiscSearch search) throws IOException {
        search.each(this::look);
        return search;
    }

    @Test
    void everyOtherHasItsTurn() throws IOException {
        DiscSearch search = all(search("a", "!one", "b", "#two", "!three", "!four", "c").discarding());
        assertThat(looked).containsExactly("a", "b", "c");
        assertThat(search.faults()).containsExactly("!one", "#two", "!three", "!four");
        assertThat(discarded).isEqualTo(4);
        assertThat(reasons).contains("read a", "this disc cannot be used: !one").doesNotContain("");
    }

    @Test
    void aSearchBeginsOnceAlsoWhereTheFirstDiscCannotBePresented() throws IOException {
        DiscSearch search = search("!one", "b");
        assertThat(search.next()).isPresent();
        assertThat(search.next()).isPresent();
        assertThat(begun).isEqualTo(1);
        assertThat(search.reason()).isEqualTo("this disc cannot be used: !one");
    }

    @Test
    void nothingIsPutAsideUnlessThatIsWanted() throws IOException {
        assertThat(all(search("#one", "!two")).unusable()).hasSize(2);
        assertThat(discarded).isZero();
    }

    @Test
    void aDriveThatPresentsNoneOfThemIsWhatIsWrong() {
        DiscSearch search = search("!one", "!two", "!three", "!four");
        assertThatThrownBy(() -> all(search)).isInstanceOf(MediumFaultException.class).hasMessage("!three");
    }

    @Test
    void whatNeedsSomebodyEndsIt() {
        DiscSearch search = search("a", "?gone", "b");
        assertThatThrownBy(() -> all(search)).isInstanceOf(OperatorNeededException.class);
        assertThat(looked).containsExactly("a");
    }
}
