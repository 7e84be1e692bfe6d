package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.ChangerCdb;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.ElementAddresses;
import org.arenavault.scsi.ElementStatus.Element;
import org.arenavault.scsi.ElementType;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.Transport;

/**
 * A SCSI medium changer (7.1): slots, perhaps mail slots, and drives, with an arm between them. A movement is begun
 * once and never repeated: where the disc is after one that failed is for the arm's owner to see. Those who share one
 * hold its monitor from looking what lies where until they have moved something.
 */
public final class MediumChanger implements Closeable {

    private static final int INQUIRY_LENGTH = 36;
    private static final Duration LOOK = Duration.ofMinutes(30);
    private static final Duration MOVE = Duration.ofMinutes(5);

    private final ChangerLink link;
    private final String model;
    private final ElementReader reader;
    private int users = 1;
    /** Addresses of slots whose disc somebody has looked at. */
    private final Set<Integer> lookedAt = new HashSet<>();

    private MediumChanger(ChangerLink link) throws IOException {
        this.link = link;
        Inquiry inquiry = Inquiry.decode(link.ask(Cdb.inquiry(INQUIRY_LENGTH), INQUIRY_LENGTH));
        if (inquiry.qualifier() != 0 || inquiry.deviceType() != Inquiry.CHANGER) {
            throw new RefusedException("%s: %s %s is no changer (device type %d)".formatted(link.name(),
                    inquiry.vendor(), inquiry.product(), inquiry.deviceType()));
        }
        this.model = (inquiry.vendor() + " " + inquiry.product()).strip();
        this.reader = new ElementReader(link, addresses(link));
    }

    /** Mode page 1Dh; empty where the changer has none, or one that makes no sense: then it is asked without. */
    private static Optional<ElementAddresses> addresses(ChangerLink link) throws IOException {
        try {
            return Optional.of(ElementAddresses.decode(link.ask(
                    ChangerCdb.modeSenseElementAddresses(ElementAddresses.ALLOCATION), ElementAddresses.ALLOCATION)))
                    .filter(page -> page.drives() > 0 || page.storages() > 0);
        } catch (RefusedException | CorruptException | MediumFaultException e) {
            return Optional.empty();
        }
    }

    /**
     * Gets to know the changer behind a transport.
     *
     * @param name what the operator calls it
     * @throws RefusedException if it is none
     * @throws org.arenavault.io.OperatorNeededException if it does not answer
     */
    public static MediumChanger open(Transport transport, Clock clock, String name) throws IOException {
        return new MediumChanger(new ChangerLink(transport, clock, name));
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
        return link.name();
    }

    /** Maker and model. */
    public String model() {
        return model;
    }

    /**
     * What lies where, asked afresh, each kind of place by itself.
     *
     * @throws CorruptException if it shows neither a drive nor a slot, in whatever form it is asked
     */
    public synchronized ChangerInventory inventory() throws IOException {
        ElementReader.Found drives = reader.read(ElementType.DATA_TRANSFER);
        ElementReader.Found storage = reader.read(ElementType.STORAGE);
        ElementReader.Found mail = reader.read(ElementType.IMPORT_EXPORT);
        List<Element> slots = new ArrayList<>(storage.elements());
        slots.addAll(mail.elements());
        List<String> contradictions = Stream.of(drives, storage, mail).map(ElementReader.Found::contradiction)
                .filter(text -> !text.isEmpty()).toList();
        if (drives.elements().isEmpty() && slots.isEmpty()) {
            throw new CorruptException("%s: %s; switch it off and on".formatted(name(),
                    String.join("; ", contradictions))).next(
                            "arenavault changer inventory %s".formatted(ShellWord.of(name())), "has it look again");
        }
        return new ChangerInventory(drives.elements(), slots, mail.elements().size(), contradictions);
    }

    /** Makes the changer look into all its places again. */
    public synchronized void initialise() throws IOException {
        link.require(Command.plain(ChangerCdb.initializeElementStatus(), LOOK), "taking the inventory");
    }

    /**
     * Carries a disc.
     *
     * @param from address of the place where it lies
     * @param to address of an empty one
     * @throws RefusedException if there is none, or the place is not empty, or the drive does not let it go
     * @throws org.arenavault.io.OperatorNeededException if the arm is stuck
     */
    public synchronized void move(int from, int to) throws IOException {
        Command command = Command.plain(ChangerCdb.moveMedium(ChangerCdb.DEFAULT_TRANSPORT, from, to), MOVE);
        link.require(command, "moving a disc from place %d to %d".formatted(from, to));
    }

    @Override
    public synchronized void close() throws IOException {
        users--;
        if (users == 0) {
            link.close();
        }
    }
}
