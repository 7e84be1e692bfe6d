package org.arenavault.cli.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** Says what a command never does, so that its help leaves out the options about that; they are taken all the same. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Without {

    /** What a command may do, and the options of every command about it. */
    enum Part {
        /** Looks for a set, a score or another record of a vault. */
        VAULT("--vault"),
        /** Asks whether it may go on. */
        QUESTIONS("--yes"),
        /** Shows how far it is. */
        PROGRESS("--progress", "--plain"),
        /** Talks to drives or changers. */
        DRIVES("--scsilog");

        @SuppressWarnings("ImmutableEnumChecker") // what List.of gives is
        private final List<String> options;

        Part(String... options) {
            this.options = List.of(options);
        }

        /** Whether an option is about it. */
        public boolean has(String option) {
            return options.contains(option);
        }
    }

    /** What it never does. */
    Part[] value();
}
