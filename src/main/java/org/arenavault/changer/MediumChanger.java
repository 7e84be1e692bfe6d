package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.ChangerCdb;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.ElementAddresses;
import org.arenavault.scsi.ElementStatus;
import org.arenavault.scsi.ElementStatus.Element;
import org.arenavault.scsi.ElementType;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.Outcome;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;

/**
 * A SCSI medium changer (7.1): slots, perhaps mail slots, and drives, with an arm between them. A movement is begun
 * once and never repeated: where the disc is after one that failed is for the arm's owner to see. Those who share one
 * hold its monitor from looking what lies where until they have moved something.
 */
public final class MediumChanger implements Closeable {

    private static final int INQUIRY_LENGTH = 36;
    private static final int LONGEST_STATUS = 64 * 1024;
    private static final int ATTENTIONS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMinutes(30);
    private static final Duration MOVE = Duration.ofMinutes(5);

    private final Transport transport;
    private final Clock clock;
    private final String name;
    private final String model;
    private final ElementAddresses addresses;
    private VolumeTags tags = VolumeTags.WANTED;
    private DeviceIds ids = DeviceIds.WANTED;
    private int users = 1;
    /** Addresses of slots whose disc somebody has looked at. */
    private final Set<Integer> lookedAt = new HashSet<>();

    private MediumChanger(Transport transport, Clock clock, String name) throws IOException {
        this.transport = transport;
        this.clock = clock;
        this.name = name;
        Inquiry inquiry = Inquiry.decode(ask(Cdb.inquiry(INQUIRY_LENGTH), INQUIRY_LENGTH));
        if (inquiry.qualifier() != 0 || inquiry.deviceType() != Inquiry.CHANGER) {
            throw new RefusedException("%s: %s %s is no changer (device type %d)".formatted(name, inquiry.vendor(),
                    inquiry.product(), inquiry.deviceType()));
        }
        this.model = (inquiry.vendor() + " " + inquiry.product()).strip();
        this.addresses = ElementAddresses.decode(ask(ChangerCdb.modeSenseElementAddresses(ElementAddresses.ALLOCATION),
                ElementAddresses.ALLOCATION));
    }

    /**
     * Gets to know the changer behind a transport.
     *
     * @param name what the operator calls it
     * @throws RefusedException if it is none
     * @throws OperatorNeededException if it does not answer
     */
    public static MediumChanger open(Transport transport, Clock clock, String name) throws IOException {
        return new MediumChanger(transport, clock, name);
    }

    /** The same changer for one user more, who closes it too; empty if it has been closed. */
    synchronized Optional<MediumChanger> share() {
        if (users == 0) {
            return Optional.empty();
        }
        users++;
        return Optional.of(this);
    }

    /** Remembers that the disc of this slot has been in a drive: others are tried before it. */
    synchronized void lookedAt(Element slot) {
        lookedAt.add(slot.address());
    }

    /** Whether the disc of this slot has been in a drive. */
    synchronized boolean wasLookedAt(Element slot) {
        return lookedAt.contains(slot.address());
    }

    /** What the operator calls it. */
    public String name() {
        return name;
    }

    /** Maker and model. */
    public String model() {
        return model;
    }

    /** What lies where, asked afresh, each kind of place by itself. */
    public synchronized ChangerInventory inventory() throws IOException {
        List<Element> drives = elements(ElementType.DATA_TRANSFER);
        List<Element> slots = new ArrayList<>(elements(ElementType.STORAGE));
        int storage = slots.size();
        slots.addAll(elements(ElementType.IMPORT_EXPORT));
        return new ChangerInventory(drives, slots, slots.size() - storage);
    }

    private List<Element> elements(ElementType type) throws IOException {
        int count = addresses.count(type);
        if (count == 0) {
            return List.of();
        }
        int first = addresses.first(type);
        int length = ElementStatus.announcedLength(status(type, first, count, ElementStatus.HEADER));
        if (length > LONGEST_STATUS) {
            throw new CorruptException("%s: READ ELEMENT STATUS announces %d bytes for %d places".formatted(name,
                    length, count));
        }
        return ElementStatus.decode(status(type, first, count, Math.max(ElementStatus.HEADER, length))).elements();
    }

    /** A changer without a reader of labels, or that knows no drives, is asked for less. */
    private byte[] status(ElementType type, int first, int count, int length) throws IOException {
        while (true) {
            DeviceIds wantedIds = type == ElementType.DATA_TRANSFER ? ids : DeviceIds.LEFT_OUT;
            byte[] data = new byte[length];
            CommandResult result = send(Command.in(ChangerCdb.readElementStatus(type, first, count, tags, wantedIds,
                    length), ByteBuffer.wrap(data), Opcode.READ_ELEMENT_STATUS.timeout()));
            SenseData sense = SenseData.of(result);
            if (result.ok()) {
                return Arrays.copyOf(data, Math.min(length, result.transferred()));
            }
            if (sense.asc() != 0x24 || (wantedIds == DeviceIds.LEFT_OUT && tags == VolumeTags.LEFT_OUT)) {
                throw fault("looking into it", result, sense);
            }
            if (wantedIds == DeviceIds.WANTED) {
                ids = DeviceIds.LEFT_OUT;
            } else {
                tags = VolumeTags.LEFT_OUT;
            }
        }
    }

    /** Makes the changer look into all its places again. */
    public synchronized void initialise() throws IOException {
        require(Command.plain(ChangerCdb.initializeElementStatus(), LOOK), "taking the inventory");
    }

    /**
     * Carries a disc.
     *
     * @param from address of the place where it lies
     * @param to address of an empty one
     * @throws RefusedException if there is none, or the place is not empty, or the drive does not let it go
     * @throws OperatorNeededException if the arm is stuck
     */
    public synchronized void move(int from, int to) throws IOException {
        Command command = Command.plain(ChangerCdb.moveMedium(ChangerCdb.DEFAULT_TRANSPORT, from, to), MOVE);
        require(command, "moving a disc from place %d to %d".formatted(from, to));
    }

    private byte[] ask(byte[] cdb, int length) throws IOException {
        byte[] data = new byte[length];
        CommandResult result = require(Command.in(cdb, ByteBuffer.wrap(data), Opcode.of(cdb).timeout()),
                Opcode.of(cdb).title());
        return Arrays.copyOf(data, Math.min(length, result.transferred()));
    }

    private CommandResult require(Command command, String doing) throws IOException {
        CommandResult result = send(command);
        if (!result.ok()) {
            throw fault(doing, result, SenseData.of(result));
        }
        return result;
    }

    /** Past unit attentions, and once it is ready. None of these answers comes of a command that was executed. */
    private CommandResult send(Command command) throws IOException {
        long begun = clock.nanos();
        int attentions = 0;
        while (true) {
            CommandResult result = transport.execute(command);
            SenseData sense = SenseData.of(result);
            boolean attention = result.outcome() == Outcome.CHECK_CONDITION && sense.is(SenseKey.UNIT_ATTENTION);
            boolean busy = result.outcome() == Outcome.BUSY || result.outcome() == Outcome.TASK_SET_FULL
                    || (result.outcome() == Outcome.CHECK_CONDITION && sense.is(SenseKey.NOT_READY, 0x04, 0x01));
            if (attention && attentions < ATTENTIONS) {
                attentions++;
            } else if (busy && clock.nanos() - begun < PATIENCE.toNanos()) {
                clock.sleep(PAUSE);
            } else {
                return result;
            }
        }
    }

    private IOException fault(String doing, CommandResult result, SenseData sense) {
        String words = result.outcome() == Outcome.CHECK_CONDITION ? sense.describe()
                : result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String what = "%s: %s: %s".formatted(name, doing, words);
        if (result.outcome() == Outcome.DENIED) {
            return new OperatorNeededException(Need.PERMISSION,
                    what + "; changers need root, or the right to send raw commands");
        }
        if (result.outcome() == Outcome.DEVICE_GONE) {
            return new OperatorNeededException(Need.GONE, what + "; check cable and power");
        }
        if (result.outcome() != Outcome.CHECK_CONDITION) {
            return new OperatorNeededException(Need.BUSY, what + "; see where the arm and its disc are");
        }
        return switch (sense.asc()) {
            case 0x3B -> new RefusedException(what + "; look what lies where with 'changer status'");
            case 0x21 -> new RefusedException(what + "; there is no such place");
            case 0x53 -> new RefusedException(what + "; the drive holds its disc fast: close what uses it");
            case 0x04, 0x15 -> new OperatorNeededException(Need.BUSY,
                    what + "; the arm is stuck or a door is open: free it and run 'changer inventory'");
            case 0x20, 0x24 -> new RefusedException(what + "; the changer cannot do that");
            default -> new MediumFaultException(what);
        };
    }

    @Override
    public synchronized void close() throws IOException {
        users--;
        if (users == 0) {
            transport.close();
        }
    }
}
