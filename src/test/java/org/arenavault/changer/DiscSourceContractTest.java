package org.arenavault.changer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.arenavault.io.CancelledException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.VaultException;
import org.arenavault.media.Medium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link DiscSource} keeps. An implementation's test extends this class and lays blank discs before it. */
public abstract class DiscSourceContractTest {

    private static final int DISCS = 3;
    private static final String REASON = "this disc is another one";
    private static final DiscRequest BLANK = new DiscRequest.Blank("home-001", "BD-R");

    /**
     * Opens the source before so many blank discs: the first lies in the drive, or is what it takes first; the others
     * are where it takes them from. An operator who can be asked lays in those that he has not laid in yet, and then
     * says that there are no more.
     */
    protected abstract DiscSource open(int discs) throws IOException;

    /** Which disc it is that the source has presented just now. */
    protected abstract String name(Medium medium) throws IOException;

    /** How many of the discs it can present in one search. */
    protected int reach() {
        return DISCS;
    }

    /** How many questions the operator was asked. */
    protected int asked() {
        return 0;
    }

    /**
     * How a search went in which every disc was rejected.
     *
     * @param shown the discs that were presented
     * @param end why it did not end with no disc; empty if it did
     */
    private record Search(List<String> shown, Optional<VaultException> end) {
    }

    private Search search(DiscSource source, DiscRequest request) throws IOException {
        List<String> shown = new ArrayList<>();
        try {
            Optional<Medium> next = source.first(request);
            while (next.isPresent()) {
                shown.add(nameAndClose(next.get()));
                assertThat(shown).as("what was presented").hasSizeLessThanOrEqualTo(DISCS).doesNotHaveDuplicates();
                next = source.another(request, REASON);
            }
            return new Search(shown, Optional.empty());
        } catch (OperatorNeededException | CancelledException e) {
            return new Search(shown, Optional.of(e));
        }
    }

    private String nameAndClose(Medium disc) throws IOException {
        try (disc) {
            return name(disc);
        }
    }

    /** It says which disc is missing, why the last one was not it, and what kind of disc has run out. */
    private static void assertSays(VaultException end, DiscRequest request, String reason) {
        assertThat(end).hasMessageContaining(request.text());
        if (end instanceof OperatorNeededException needed) {
            assertThat(needed).hasMessageStartingWith(reason);
            assertThat(needed.need()).isIn(request.need(), reason.isEmpty() ? Need.NO_MEDIUM : request.need());
        }
    }

    private static Stream<DiscRequest> needed() {
        return Stream.of(BLANK, new DiscRequest.Recorded("home-001", "the safe"));
    }

    @ParameterizedTest
    @MethodSource("needed")
    void everyDiscIsPresentedOnceAndWhatIsMissingIsSaid(DiscRequest request) throws IOException {
        try (DiscSource source = open(DISCS)) {
            Search search = search(source, request);
            assertThat(search.shown()).hasSize(reach());
            assertSays(search.end().orElseThrow(), request, REASON);
        }
    }

    @Test
    void aDiscThatWasBegunIsSaidToBeMissingOnceOthersWereShown() throws IOException {
        DiscRequest begun = new DiscRequest.Begun("home-001", "", "arenavault disc mark home 1 retired");
        try (DiscSource source = open(DISCS)) {
            Search search = search(source, begun);
            assertThat(search.shown()).isNotEmpty();
            assertSays(search.end().orElseThrow(), begun, REASON);
        }
    }

    @Test
    void aSearchForAnyDiscEndsWithNone() throws IOException {
        try (DiscSource source = open(DISCS)) {
            assertThat(search(source, new DiscRequest.Any("to look at")).end()).isEmpty();
        }
    }

    @Test
    void forADiscAtHandNobodyIsAsked() throws IOException {
        try (DiscSource source = open(DISCS)) {
            assertThat(search(source, new DiscRequest.AtHand("home-001")).end()).isEmpty();
        }
        assertThat(asked()).isZero();
    }

    @Test
    void whatLiesInTheDriveComesFirstInEverySearch() throws IOException {
        try (DiscSource source = open(DISCS)) {
            String first = nameAndClose(source.first(BLANK).orElseThrow());
            assertThat(nameAndClose(source.first(new DiscRequest.Recorded("home-001",
                    "")).orElseThrow())).isEqualTo(first);
            assertThat(search(source, BLANK).shown()).startsWith(first).hasSize(reach());
        }
    }

    @Test
    void aDiscThatHasFailedIsNotPresentedAgainIfItWasCarriedAway() throws IOException {
        try (DiscSource source = open(DISCS)) {
            String failed = nameAndClose(source.first(BLANK).orElseThrow());
            boolean carriedAway = !source.discard("home-001").isEmpty();
            List<String> others = search(source, BLANK).shown();
            assertThat(others.contains(failed)).isNotEqualTo(carriedAway);
            assertThat(others).hasSize(carriedAway ? reach() - 1 : reach());
        }
    }

    @Test
    void aDiscThatIsDoneKeepsNoOtherFromBeingPresented() throws IOException {
        try (DiscSource source = open(DISCS)) {
            String done = nameAndClose(source.first(BLANK).orElseThrow());
            source.release("home-001");
            assertThat(search(source, BLANK).shown()).filteredOn(disc -> !disc.equals(done)).hasSize(reach() - 1);
        }
    }

    @Test
    void whereThereIsNoDiscThatIsSaid() throws IOException {
        try (DiscSource source = open(0)) {
            Search any = search(source, new DiscRequest.Any("to look at"));
            assertThat(any.shown()).isEmpty();
            any.end().ifPresent(end -> assertThat(((OperatorNeededException) end).need()).isEqualTo(Need.NO_MEDIUM));
            Search blank = search(source, BLANK);
            assertThat(blank.shown()).isEmpty();
            assertSays(blank.end().orElseThrow(), BLANK, "");
            int before = asked();
            Search atHand = search(source, new DiscRequest.AtHand("home-001"));
            assertThat(atHand).isEqualTo(new Search(List.of(), Optional.empty()));
            assertThat(asked()).isEqualTo(before);
        }
    }

    @Test
    void itIsClosedWithoutHavingPresentedAnything() throws IOException {
        open(DISCS).close();
    }
}
