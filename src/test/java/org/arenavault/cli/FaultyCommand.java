package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import org.arenavault.cli.common.ExitCode;

/**
 * A command, some of whose files fail.
 *
 * @param name what it is called
 * @param setup makes what it works on
 * @param files names in the site's folder: what lies there may fail
 * @param command its words
 * @param resumed the words with which it goes on, if they are others
 * @param look words of a command that reads what is left, with exit 0 or 1; none if there is no such command
 * @param done what holds once it has ended with 0
 */
record FaultyCommand(String name, Setup setup, List<String> files, List<String> command, Resumed resumed,
                     List<String> look, Done done) {

    /** Makes what a command works on. */
    @FunctionalInterface
    interface Setup {

        /** Makes it. */
        void run(Site site) throws IOException;
    }

    /** What holds once a command has ended with 0. */
    @FunctionalInterface
    interface Done {

        /** Tells what does not. */
        void check(Site site, Site.Outcome outcome, Consumer<String> wrong);
    }

    /** The words with which a command goes on. */
    @FunctionalInterface
    interface Resumed {

        /** In a site as it is now. */
        List<String> text(Site site);
    }

    /** One that goes on with the same words. */
    static FaultyCommand of(String name, Setup setup, List<String> files, List<String> command, List<String> look,
            Done done) {
        return new FaultyCommand(name, setup, files, command, site -> command, look, done);
    }

    String[] text() {
        return command.toArray(String[]::new);
    }

    String[] again(Site site) {
        return resumed.text(site).toArray(String[]::new);
    }

    /** That another command ends with 0 and prints this. */
    static Done prints(List<String> command, String... parts) {
        return (site, outcome, wrong) -> {
            Site.Outcome said = site.run(command.toArray(String[]::new));
            for (String part : parts) {
                if (said.code() != ExitCode.DONE || !said.out().contains(part)) {
                    wrong.accept("'%s' ends with %d and lacks '%s': %s%s".formatted(String.join(" ", command),
                            said.code(), part, said.said(), said.out()));
                }
            }
        };
    }

    /** Both. */
    static Done both(Done one, Done other) {
        return (site, outcome, wrong) -> {
            one.check(site, outcome, wrong);
            other.check(site, outcome, wrong);
        };
    }

    /** That a file is there. */
    static boolean has(Site site, String name) {
        return Files.exists(site.path(name));
    }
}
