package org.arenavault.changer;

import java.util.Optional;
import java.util.function.Supplier;
import org.arenavault.io.CancelledException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.Terminal;
import org.arenavault.io.VaultException;

/** A disc that the work needs next. */
public sealed interface DiscRequest {

    /** What the operator is asked to insert. */
    String text();

    /** Whether the work goes on without it: there may be no such disc. */
    default boolean isOptional() {
        return false;
    }

    /** Whether it is to be blank. */
    default boolean isBlank() {
        return false;
    }

    /** Whether any disc will do, and one after the other is wanted until there are no more. */
    default boolean isAny() {
        return false;
    }

    /** Whether it was begun, and the work goes on with no other as long as it has room. */
    default boolean isBegun() {
        return false;
    }

    /** The command by which the work goes on without a disc that was begun; empty if there is none. */
    default String withoutIt() {
        return "";
    }

    /** Whether nobody is asked for it, and nothing done that cannot be undone. */
    default boolean isAtHand() {
        return false;
    }

    /** What is written on the one disc that is wanted; empty if several will do. */
    default String only() {
        return "";
    }

    /**
     * There is none.
     *
     * @param reason why the last candidate was not it; empty if there was none
     * @param state how it comes that there is none, and what to do
     * @return empty if the work goes on without it
     * @throws OperatorNeededException if it does not
     */
    default <T> Optional<T> none(String reason, String state) throws VaultException {
        return none(reason, state, "", "");
    }

    /** The same, with the command that comes next, and what it does. */
    default <T> Optional<T> none(String reason, String state, String command, String purpose) throws VaultException {
        if (isOptional()) {
            return Optional.empty();
        }
        throw new OperatorNeededException(need(), reason.isEmpty() ? state : reason + "; " + state)
                .next(command, purpose);
    }

    /**
     * Asks the operator for it.
     *
     * @param question without what else can be answered
     * @return false if any disc was wanted and there are no more
     * @throws CancelledException if the operator gave up
     */
    default boolean ask(Terminal terminal, String question) throws OperatorNeededException, CancelledException {
        String answer = terminal.ask("%s, or type %s".formatted(question,
                isAny() ? "'done' if there are no more" : "'quit' to stop here"));
        if (answer.equalsIgnoreCase("quit") || answer.equalsIgnoreCase("q")) {
            throw new CancelledException("stopped at the operator's wish, before " + text());
        }
        return !(isAny() && answer.equalsIgnoreCase("done"));
    }

    /** What the operator is told to have run out of where it is not to be had. */
    default Need need() {
        return isBlank() ? Need.OUT_OF_BLANKS : Need.WRONG_MEDIUM;
    }

    /**
     * A blank disc.
     *
     * @param label what will be written on it
     * @param medium what kind it is to be: "a blank disc (BD-R, 25 GB)"
     */
    record Blank(String label, String medium) implements DiscRequest {

        @Override
        public boolean isBlank() {
            return true;
        }

        @Override
        public String text() {
            return "%s to become %s".formatted(medium, label);
        }
    }

    /**
     * A disc that was recorded before.
     *
     * @param label what is written on it
     * @param place where it is kept; empty if nobody said
     */
    record Recorded(String label, String place) implements DiscRequest {

        @Override
        public String only() {
            return label;
        }

        @Override
        public String text() {
            return "disc %s%s".formatted(label, place.isEmpty() ? "" : " (kept at: " + place + ")");
        }
    }

    /**
     * The disc that was begun last, and has room for more.
     *
     * @param label what is written on it
     * @param place where it is kept; empty if nobody said
     * @param withoutIt the command by which the work goes on without it
     */
    record Begun(String label, String place, String withoutIt) implements DiscRequest {

        @Override
        public boolean isBegun() {
            return true;
        }

        @Override
        public String only() {
            return label;
        }

        @Override
        public String text() {
            return new Recorded(label, place).text();
        }
    }

    /**
     * A disc that was recorded before, if it is to be had without asking anybody.
     *
     * @param label what is written on it
     */
    record AtHand(String label) implements DiscRequest {

        @Override
        public boolean isOptional() {
            return true;
        }

        @Override
        public boolean isAtHand() {
            return true;
        }

        @Override
        public String only() {
            return label;
        }

        @Override
        public String text() {
            return new Recorded(label, "").text();
        }
    }

    /**
     * One of several discs, until all were shown.
     *
     * @param left names those that were not shown yet
     */
    record AnyOf(Supplier<String> left) implements DiscRequest {

        @Override
        public boolean isOptional() {
            return true;
        }

        @Override
        public boolean isAny() {
            return true;
        }

        @Override
        public String text() {
            return left.get();
        }
    }

    /**
     * Any disc that has not been shown yet.
     *
     * @param purpose what for
     */
    record Any(String purpose) implements DiscRequest {

        @Override
        public boolean isOptional() {
            return true;
        }

        @Override
        public boolean isAny() {
            return true;
        }

        @Override
        public String text() {
            return "the next disc " + purpose;
        }
    }
}
