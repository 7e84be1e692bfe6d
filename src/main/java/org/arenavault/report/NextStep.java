package org.arenavault.report;

/**
 * What to do next.
 *
 * @param command what to type; empty where it is nothing for this program
 * @param why what it is good for; may be empty where there is a command
 */
public record NextStep(String command, String why) {

    /** Both on a line that can be pasted. */
    @Override
    public String toString() {
        return command.isEmpty() ? why : why.isEmpty() ? command : command + "   # " + why;
    }
}
