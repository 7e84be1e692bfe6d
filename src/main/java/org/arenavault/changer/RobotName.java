package org.arenavault.changer;

import java.io.IOException;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.io.UsageException;

/**
 * A robot as the operator names it: {@code robot:DESCRIPTION@PORT}, or without the port where the description says the
 * usual one.
 *
 * @param description how it is described
 * @param port path or name of its serial line
 */
record RobotName(RobotDescription description, String port) {

    /**
     * Reads the name and the description.
     *
     * @throws UsageException if it is no robot's, or there is no such description, or it is wrong, or no port is known
     */
    static RobotName of(DeviceName device, Descriptions descriptions) throws IOException {
        if (device.kind() != DeviceName.Kind.ROBOT) {
            throw new UsageException(device + " is no robot: name one like robot:rimage@/dev/ttyUSB0");
        }
        String text = device.text().substring(device.text().indexOf(':') + 1);
        int at = text.indexOf('@');
        RobotDescription description = RobotDescription.read(descriptions, at < 0 ? text : text.substring(0, at));
        String port = at < 0 ? description.line().port() : text.substring(at + 1);
        if (port.isEmpty()) {
            throw new UsageException("%s: on which serial line? name it like robot:%s@/dev/ttyUSB0".formatted(device,
                    description.name()));
        }
        return new RobotName(description, port);
    }
}
