package org.arenavault.drivers;

import java.util.List;
import org.arenavault.io.SerialSettings;

/**
 * The line to a robot, and what is put around a command on it. Times are in milliseconds.
 *
 * @param port the usual one; empty if there is none
 * @param settings of the line
 * @param prefix sent before every command
 * @param terminator sent behind every command
 * @param echo whether the robot sends back what it is sent
 * @param charack bytes of which one follows each that is sent; empty if none does
 * @param interchar pause between two bytes
 * @param quiet silence before a command
 */
public record RobotLine(String port, SerialSettings settings, String prefix, String terminator, boolean echo,
                        List<Integer> charack, int interchar, int quiet) {

    public RobotLine {
        charack = List.copyOf(charack);
    }
}
