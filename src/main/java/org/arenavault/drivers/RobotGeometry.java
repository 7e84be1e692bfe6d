package org.arenavault.drivers;

import java.util.List;

/**
 * What a robot has. Drives and bins are counted from 0.
 *
 * @param drives how many
 * @param devices their device names, as far as the description says them
 * @param bins how many
 * @param input the bins that discs are taken from, in their order
 * @param accept the bin for good discs
 * @param reject the bin for bad ones
 * @param picker whether it can hold a disc between two steps
 */
public record RobotGeometry(int drives, List<String> devices, int bins, List<Integer> input, int accept, int reject,
                            boolean picker) {

    public RobotGeometry {
        devices = List.copyOf(devices);
        input = List.copyOf(input);
    }
}
