package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.VitalProductData;
import org.arenavault.scsi.VitalProductData.Designator;

/** INQUIRY: standard data, pages 00h, 80h and 83h. */
final class InquiryCommands {

    private static final int VERSION = 6;

    private final EmulatedUnit unit;
    private final boolean recorder;

    InquiryCommands(EmulatedUnit unit, boolean recorder) {
        this.unit = unit;
        this.recorder = recorder;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.INQUIRY, this::inquiry);
    }

    private UnitReply inquiry(UnitRequest request) throws CheckCondition {
        UnitIdentity self = unit.self();
        if (request.bit(1, 0)) {
            return UnitReply.of(page(self, request.u8(2)));
        }
        if (request.u8(2) != 0) {
            throw CheckCondition.invalidField(2);
        }
        return UnitReply.of(new Inquiry(0, recorder ? Inquiry.MMC : Inquiry.CHANGER, true, VERSION, false,
                self.vendor(),
                self.product(), self.revision()).encode());
    }

    private byte[] page(UnitIdentity self, int code) throws CheckCondition {
        byte[] page = switch (code) {
            case VitalProductData.PAGE_LIST -> VitalProductData.encodePageList(List.of(VitalProductData.PAGE_LIST,
                    VitalProductData.SERIAL, VitalProductData.IDENTIFICATION));
            case VitalProductData.SERIAL -> VitalProductData.encodeSerial(self.serial());
            case VitalProductData.IDENTIFICATION -> VitalProductData.encodeIdentification(List.of(designator(self)));
            default -> throw CheckCondition.invalidField(2);
        };
        if (!recorder) {
            page[0] = Inquiry.CHANGER;
        }
        return page;
    }

    /** What page 83h and a changer's element status say of a unit. */
    static Designator designator(UnitIdentity self) {
        return new Designator(Designator.ASCII, Designator.T10_VENDOR_ID, self.designator().getBytes(US_ASCII));
    }
}
