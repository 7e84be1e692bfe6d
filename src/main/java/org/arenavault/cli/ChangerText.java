package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.scsi.ElementStatus.Element;

/** What lies in a changer: in mtx's form, which operators know and scripts parse, and as JSON. */
final class ChangerText {

    private ChangerText() {
    }

    static void print(String device, ChangerInventory inventory, PrintStream out) {
        out.printf("  Storage Changer %s:%d Drives, %d Slots ( %d Import/Export )%n", device,
                inventory.drives().size(), inventory.slots().size(), inventory.mailSlots());
        for (int i = 0; i < inventory.drives().size(); i++) {
            out.printf("Data Transfer Element %d:%s%n", i, drive(inventory, inventory.drives().get(i)));
        }
        for (int number = 1; number <= inventory.slots().size(); number++) {
            Element slot = inventory.slots().get(number - 1);
            out.printf("      Storage Element %d%s:%s%n", number,
                    inventory.isMailSlot(number) ? " IMPORT/EXPORT" : "",
                    !slot.full() ? "Empty" : "Full " + (slot.volumeTag().isEmpty() ? ""
                            : ":VolumeTag=" + slot.volumeTag()));
        }
    }

    private static String drive(ChangerInventory inventory, Element drive) {
        if (!drive.full()) {
            return "Empty";
        }
        String source = drive.sourceValid() && inventory.slotAt(drive.source()) > 0
                ? "Storage Element %d Loaded".formatted(inventory.slotAt(drive.source()))
                : "Unknown Storage Element Loaded";
        return "Full (%s)%s".formatted(source,
                drive.volumeTag().isEmpty() ? "" : ":VolumeTag = " + drive.volumeTag());
    }

    static void put(ChangerInventory inventory, ObjectNode json) {
        ArrayNode drives = json.putArray("drives");
        for (int i = 0; i < inventory.drives().size(); i++) {
            Element drive = inventory.drives().get(i);
            drives.addObject().put("drive", i).put("address", drive.address()).put("full", drive.full())
                    .put("from_slot", drive.sourceValid() ? inventory.slotAt(drive.source()) : 0)
                    .put("volume_tag", drive.volumeTag()).put("device", drive.device().text());
        }
        ArrayNode slots = json.putArray("slots");
        for (int number = 1; number <= inventory.slots().size(); number++) {
            Element slot = inventory.slots().get(number - 1);
            slots.addObject().put("slot", number).put("address", slot.address()).put("full", slot.full())
                    .put("mail_slot", inventory.isMailSlot(number)).put("volume_tag", slot.volumeTag());
        }
    }
}
