package org.arenavault.sets;

import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.Recognition;

/**
 * Why a disc is not taken for what is wanted, although a drive can make it out. Each reason has its facts and its
 * words, so that people read the same wherever it is found.
 */
public sealed interface Unfit {

    /** The reason as a sentence: "this disc is too small: ...". */
    String sentence();

    /**
     * It is not what was asked for, as what it is shows.
     *
     * @param sentence what it is: "this is disc home-001"
     */
    record Another(String sentence) implements Unfit {
    }

    /**
     * A blank one is needed, and something is on it.
     *
     * @param what it is, as a sentence
     */
    record NotBlank(String what) implements Unfit {

        @Override
        public String sentence() {
            return what + "; a blank one is needed";
        }
    }

    /** It is blank, and somebody said that it is not meant for this. */
    record NotMeant() implements Unfit {

        @Override
        public String sentence() {
            return "this blank disc is left as it is; another one is needed";
        }
    }

    /**
     * It is of another kind than the set is recorded on.
     *
     * @param kind what it is, as the drive says
     * @param command what goes on with discs of this kind; empty if nobody knows a description of it
     */
    record OtherKind(String kind, SetName set, MediumDescription wanted, String command) implements Unfit {

        @Override
        public String sentence() {
            return "this is a %s, and set '%s' is recorded on %s%s".formatted(kind, set, wanted.title(),
                    command.isEmpty() ? "" : "; to go on with these say '%s'".formatted(command));
        }
    }

    /**
     * It is of another kind than the disc was begun as that it says it is.
     *
     * @param kind what it is, as the drive says
     */
    record BegunAsOther(String kind, DiscRecord disc, MediumDescription begun) implements Unfit {

        @Override
        public String sentence() {
            return "this is a %s, and %s was begun as %s".formatted(kind, disc.identity().label(), begun.title());
        }
    }

    /**
     * It has no room for the next arena.
     *
     * @param free blocks of 2048 bytes
     * @param arena bytes
     */
    record TooSmall(long free, long arena) implements Unfit {

        @Override
        public String sentence() {
            return "this disc is too small: it has %d blocks, and an arena of %d bytes is to go on it".formatted(free,
                    arena);
        }
    }

    /**
     * Nothing can be recorded on it.
     *
     * @param reason "finalised", "write-protected", as its medium says
     */
    record Unwritable(String reason) implements Unfit {

        @Override
        public String sentence() {
            return "this disc cannot be written: " + reason;
        }
    }

    /**
     * It takes more, but not in this drive.
     *
     * @param reason as its medium says
     */
    record UnwritableHere(DiscRecord disc, String reason) implements Unfit {

        @Override
        public String sentence() {
            return "%s cannot be written here: %s; put it into a drive that writes it".formatted(
                    disc.identity().label(), reason);
        }
    }

    /**
     * It may be the disc that is wanted, and nothing shows that it is.
     *
     * @param what it is, as a sentence: "this disc is blank"
     */
    record Unproven(String what, DiscRecord disc, SetName set) implements Unfit {

        @Override
        public String sentence() {
            return "%s, and nothing shows that it is %s; if that one is not to be had, say '%s'".formatted(what,
                    disc.identity().label(), markLost(disc, set));
        }
    }

    /** It is the disc, as far as anybody can tell who cannot read it. */
    record Unreadable(String what, DiscRecord disc, SetName set) implements Unfit {

        @Override
        public String sentence() {
            return "%s; if it is %s, say '%s'".formatted(what, disc.identity().label(), markLost(disc, set));
        }
    }

    /** Another drive works on the disc that is wanted, and this one says that it is that. */
    record InAnotherDrive(DiscRecord disc) implements Unfit {

        @Override
        public String sentence() {
            return "disc %s is in another drive".formatted(disc.identity().label());
        }
    }

    /**
     * It had its turn.
     *
     * @param done what was done with it: "read", "verified"
     */
    record HadBefore(String label, String done) implements Unfit {

        @Override
        public String sentence() {
            return "disc %s was %s already".formatted(label, done);
        }
    }

    /** It is of the set that is to get copies, and nothing is copied from it. */
    record OfTarget(Recognition.Labelled seen) implements Unfit {

        @Override
        public String sentence() {
            return seen.sentence() + " itself";
        }
    }

    /** It is not due to be read. */
    record NotDue(DiscRecord disc) implements Unfit {

        @Override
        public String sentence() {
            return "disc %s is not due".formatted(disc.identity().label());
        }
    }

    private static String markLost(DiscRecord disc, SetName set) {
        return "arenavault disc mark %s %d lost".formatted(set, disc.number());
    }
}
