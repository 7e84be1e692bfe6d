package org.arenavault.scsi.emulator;

import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * Ways in which real drives differ, to be switched on one by one: the switches of {@code optical-emulator.md}, by the
 * names it uses. All are off unless a fault plan or a test sets them. Beside these, {@code noXX} with two hexadecimal
 * digits makes opcode XXh unsupported.
 */
public enum Quirk {
    /** Finalising a BD-R leaves only track 1 to be found by number. */
    FIXATE_FIRST_TRACK("fixate-first-track"),
    /** TEST UNIT READY says ready a second before a long operation ends. */
    EARLY_GOOD("earlygood"),
    /** Track number FFh is accepted on BD-R. */
    FF("ff"),
    /** The empty track to be written next is known by number FFh alone. */
    ONLY_FF("onlyff"),
    /** What READ TOC lists of an open disc: {@code one} track, or {@code all} closed ones. */
    TOC("toc"),
    /** READ TRACK INFORMATION does not know the Open bit. */
    NO_OPEN("noopen"),
    /** The empty track has number 0 and begins at 0, wherever in it the next writable address is. */
    BLANK_FROM_ZERO("blankzero"),
    /** A read before the data written are on the medium is a sequence error. */
    SEQUENCE_ERROR("seqerr"),
    /** All sense comes in the descriptor format. */
    DESCRIPTOR_SENSE("desc-sense"),
    /** An eject is refused as locked, whatever was allowed. */
    EJECT_LOCKED("ejectlocked"),
    /** READ CAPACITY of an open disc: end of the last of the closed {@code tracks}, or of the whole {@code area}. */
    CAPACITY_OPEN("capopen"),
    /** A format raises a unit attention. */
    FORMAT_ATTENTION("formatua"),
    /** Formatting a BD-R that is not blank answers 5/30/06 instead of 5/2C/00. */
    FORMAT_INCOMPATIBLE("format3006"),
    /** Unformatted rewritable media answer 2/30/10 instead of 3/31/00. */
    UNFORMATTED_NOT_READY("unformatted3010"),
    /** Which qualifier SYNC and CLOSE in progress have: {@code 08} instead of 07. */
    LONG_WRITE("longwrite"),
    /** READ BUFFER CAPACITY while nothing is written is a sequence error. */
    STRICT_BUFFER("strictbuf"),
    /** CLOSE without SYNC is a sequence error instead of an implicit SYNC. */
    STRICT_CLOSE("strictclose"),
    /** What a read of an unwritten area answers: {@code 21} (5/21/00), {@code 8}, {@code 11} or {@code 02}. */
    BLANK_READ("blankread"),
    /** A read while a cluster is half written makes the drive pad that cluster first. */
    READ_FLUSH("readflush"),
    /** Unit attentions and events vanish as if the system had polled them away. */
    SWALLOW_ATTENTION("swallowua"),
    /** Only REQUEST SENSE tells how far an operation has come. */
    PROGRESS_VIA_SENSE("progressviasense"),
    /** So many of the last WRITE commands stay in the buffer on an instant clock. */
    BACKLOG("backlog"),
    /** Bytes of the write buffer. */
    BUFFER("buffer"),
    /** Seconds of calibration when writing crosses into the next layer. */
    LAYER_PAUSE("layerpause"),
    /** A read transfer claims to have sent all that was asked for. */
    LYING_RESIDUAL("residual-lie"),
    /** A recovered write defect is not reported. */
    SILENT_REALLOCATION("silentspare"),
    /** A write to a finalised disc answers 7/27/00 instead of 5/30/05. */
    FINAL_PROTECTED("final27"),
    /** Closing an empty incomplete track is accepted and does nothing. */
    CLOSE_BLANK_GOOD("closeblank"),
    /** Closing a closed track is refused. */
    CLOSE_CLOSED_REFUSED("closeclosed"),
    /** CLOSE on a BD-RE is accepted and does nothing. */
    CLOSE_BD_RE_GOOD("closebdre"),
    /** A dead damaged track is closed only with its session. */
    DEAD_NEEDS_SESSION("deadsession"),
    /** A finalised disc is shown as a read-only one. */
    FINAL_IS_ROM("finalrom"),
    /** A drive that writes nothing: every disc is a read-only one, and whatever is about writing is rubbish. */
    READ_ONLY_DRIVE("romdrive"),
    /** SYNCHRONIZE CACHE closes the track that was written. */
    SYNC_CLOSES("synccloses"),
    /** Bytes that a command moves at the most; longer ones fail on their way. */
    LARGEST_TRANSFER("largest"),
    /** READ DISC STRUCTURE ignores the medium field and answers for DVD. */
    STRUCTURE_IGNORES_MEDIUM("structdvd"),
    /** A changer refuses to move to and from a drive whose tray is not open. */
    TRAY_CHECK("traycheck"),
    /** A changer does not know volume tags; the value is what it answers, {@code K/ASC/ASCQ} instead of 5/24/00. */
    NO_VOLUME_TAGS("novoltag"),
    /** A changer does not know the identifiers of its drives; the value as with {@code novoltag}. */
    NO_DRIVE_IDS("nodvcid"),
    /** A changer tells of places of all types, whatever type it is asked for. */
    ALL_TYPES("alltypes"),
    /** Bytes that a changer's descriptors have, 4 in the oldest. */
    DESCRIPTOR_LENGTH("descriptor"),
    /** The address of a slot or drive that a changer has no more than room for: 83/02 or 83/04. */
    NOT_INSTALLED("notinstalled"),
    /** What a changer fills tags up with: the byte {@code ff}, {@code 00} or {@code 20}. */
    VOID_TAGS("voidtag"),
    /** AVOLTAG: with a tag of zeros behind the other one, {@code only} with that, or {@code void} without one. */
    ALTERNATE_TAGS("avoltag"),
    /** A changer says 0 bytes if asked with {@code ids} or {@code tags}, for a {@code range} or {@code type}, by a
     * short {@code probe}, or {@code always}. */
    EMPTY_STATUS("emptystatus"),
    /** Of each type a changer tells of so many places at the most. */
    FEWER_PLACES("fewer"),
    /** Mode page 1Dh says that there are no places. */
    NO_ADDRESSES("noaddresses"),
    /** A changer has lost its inventory until it is told to look. */
    INVENTORY_LOST("inventorylost");

    private final String label;

    Quirk(String label) {
        this.label = label;
    }

    /**
     * The quirk of this name.
     *
     * @throws UsageException if there is none
     */
    public static Quirk of(String label) throws UsageException {
        for (Quirk quirk : values()) {
            if (quirk.label.equals(label)) {
                return quirk;
            }
        }
        throw new UsageException("there is no quirk " + Plain.field(label));
    }
}
