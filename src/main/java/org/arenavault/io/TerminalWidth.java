package org.arenavault.io;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The columns of the terminal behind standard error; what they were at the start where the system does not say. */
public final class TerminalWidth implements IntSupplier {

    /** TIOCGWINSZ of Linux; the answer is four numbers of two bytes: rows, columns, and the same in pixels. */
    private static final int GET_SIZE = 0x5413;
    private static final int STANDARD_ERROR = 2;
    private static final int ANSWER = 8;
    private static final int COLUMNS = 2;

    private final int atStart;
    private Optional<LibC> system = Optional.empty();
    private boolean looked;

    /** What is needed of the C library. */
    interface LibC extends Library {

        /** Asks the driver behind a descriptor. */
        int ioctl(int descriptor, NativeLong request, Pointer argument) throws LastErrorException;
    }

    /** Of a terminal that had so many columns at the start. */
    public TerminalWidth(int atStart) {
        this.atStart = atStart;
    }

    @Override
    public synchronized int getAsInt() {
        if (!looked) {
            looked = true;
            system = library();
        }
        if (system.isEmpty()) {
            return atStart;
        }
        try (Memory answer = new Memory(ANSWER)) {
            answer.clear();
            system.get().ioctl(STANDARD_ERROR, new NativeLong(GET_SIZE), answer);
            int columns = Short.toUnsignedInt(answer.getShort(COLUMNS));
            return columns > 0 ? columns : atStart;
        } catch (LastErrorException e) {
            return atStart;
        }
    }

    private static Optional<LibC> library() {
        if (!Platform.isLinux()) {
            return Optional.empty();
        }
        try {
            return Optional.of(NativeLibraries.load(List.of("c"), LibC.class, "the width is that of the start"));
        } catch (OperatorNeededException e) {
            return Optional.empty();
        }
    }
}
