package org.arenavault.io;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.arenavault.io.OperatorNeededException.Need;

/** A serial line of this machine. */
public final class SerialLine implements ByteLine {

    /** The shortest wait that a terminal's driver knows. */
    private static final int SLICE_MILLIS = 100;

    private final String name;
    private final SerialPort port;

    private SerialLine(String name, SerialPort port) {
        this.name = name;
        this.port = port;
    }

    /**
     * Opens a line, for this process alone.
     *
     * @param device its path, or a name such as {@code ttyUSB0} or {@code COM3}
     * @throws OperatorNeededException if there is none, or it is in use, or may not be used
     */
    public static SerialLine open(String device, SerialSettings settings) throws IOException {
        NativeLibraries.prepareSerial();
        SerialPort port;
        try {
            port = SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException e) {
            throw new OperatorNeededException(Need.GONE,
                    "%s: there is no such serial line; is its adapter plugged in?".formatted(device), e);
        }
        port.setComPortParameters(settings.baud(), settings.dataBits(), settings.stopBits(), parity(settings));
        port.setFlowControl(flow(settings));
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SLICE_MILLIS, 0);
        signals(port, settings);
        if (!port.openPort()) {
            throw refused(device, port.getSystemPortPath());
        }
        return new SerialLine(device, port);
    }

    private static void signals(SerialPort port, SerialSettings settings) {
        if (settings.dtr()) {
            port.setDTR();
        } else {
            port.clearDTR();
        }
        if (settings.rts()) {
            port.setRTS();
        } else {
            port.clearRTS();
        }
    }

    private static int parity(SerialSettings settings) {
        return switch (settings.parity()) {
            case NONE -> SerialPort.NO_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
        };
    }

    private static int flow(SerialSettings settings) {
        return switch (settings.flow()) {
            case NONE -> SerialPort.FLOW_CONTROL_DISABLED;
            case RTSCTS -> SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
            case XONXOFF -> SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED;
        };
    }

    private static OperatorNeededException refused(String device, String path) {
        Path file = Path.of(path);
        if (Files.exists(file) && !(Files.isReadable(file) && Files.isWritable(file))) {
            return new OperatorNeededException(Need.PERMISSION, ("%s: you may not use this serial line; join the group "
                    + "that owns %s (often 'dialout') and log in again").formatted(device, path));
        }
        return new OperatorNeededException(Need.BUSY,
                "%s: cannot be opened: it is no serial line, or another program uses it".formatted(device));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length;) {
            int count = port.writeBytes(bytes, bytes.length - at, at);
            if (count <= 0) {
                throw gone();
            }
            at += count;
        }
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        if (patience.isZero() && port.bytesAvailable() == 0) {
            return 0;
        }
        for (long left = patience.toMillis(); ; left -= SLICE_MILLIS) {
            int count = port.readBytes(into, into.length);
            if (count < 0) {
                throw gone();
            }
            if (count > 0 || left <= SLICE_MILLIS) {
                return count;
            }
        }
    }

    private OperatorNeededException gone() {
        return new OperatorNeededException(Need.GONE,
                "%s: the serial line is gone; check cable and adapter".formatted(name));
    }

    /** What comes in, as a stream that ends when the line is closed or gone. */
    public InputStream input() {
        return new InputStream() {

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int at, int length) {
                int count = 0;
                while (count == 0 && length > 0) {
                    count = port.readBytes(into, length, at);
                }
                return count;
            }
        };
    }

    /** What is sent, as a stream. */
    public OutputStream output() {
        return port.getOutputStream();
    }

    @Override
    public void close() {
        port.closePort();
    }
}
