package org.arenavault.scsi.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import org.arenavault.scsi.ElementType;

/** One place in a changer: it is empty or holds one cartridge. */
final class ChangerPlace {

    private final ElementType type;
    private final int address;
    private final Deque<Cartridge> content = new ArrayDeque<>(1);
    private boolean byOperator;
    private int source;

    ChangerPlace(ElementType type, int address) {
        this.type = type;
        this.address = address;
    }

    ElementType type() {
        return type;
    }

    int address() {
        return address;
    }

    boolean isEmpty() {
        return content.isEmpty();
    }

    /** What lies here; there is something. */
    Cartridge cartridge() {
        return content.element();
    }

    /** True if the operator put it here. */
    boolean byOperator() {
        return byOperator;
    }

    /** The slot it came from; 0 if it came from none. */
    int source() {
        return source;
    }

    void put(Cartridge cartridge, int from, boolean operator) {
        content.add(cartridge);
        source = from;
        byOperator = operator;
    }

    Cartridge take() {
        source = 0;
        byOperator = false;
        return content.remove();
    }
}
