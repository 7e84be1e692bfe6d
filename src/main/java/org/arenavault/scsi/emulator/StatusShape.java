package org.arenavault.scsi.emulator;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.arenavault.scsi.BigEndian;
import org.arenavault.scsi.ElementStatus;

/** READ ELEMENT STATUS as changers with a {@link Quirk} send it: other descriptors, and other tags in them. */
final class StatusShape {

    private static final int PAGE_HEADER = 8;
    private static final int PLAIN = 12;
    private static final int TAG = 36;
    private static final int PVOLTAG = 0x80;
    private static final int AVOLTAG = 0x40;

    private final Quirks quirks;

    StatusShape(Quirks quirks) {
        this.quirks = quirks;
    }

    /** The answer in another shape. */
    byte[] of(byte[] answer) {
        ByteArrayOutputStream shaped = new ByteArrayOutputStream();
        shaped.write(answer, 0, ElementStatus.HEADER);
        int at = ElementStatus.HEADER;
        while (at < answer.length) {
            int end = at + PAGE_HEADER + BigEndian.u24(answer, at + 5);
            shaped.writeBytes(page(Arrays.copyOfRange(answer, at, end)));
            at = end;
        }
        byte[] bytes = shaped.toByteArray();
        BigEndian.put24(bytes, 5, bytes.length - ElementStatus.HEADER);
        return bytes;
    }

    private byte[] page(byte[] page) {
        boolean tagged = (page[1] & PVOLTAG) != 0;
        String alternate = quirks.value(Quirk.ALTERNATE_TAGS);
        boolean only = alternate.equals("only");
        int flags = (tagged && !only ? PVOLTAG : 0) | (tagged && !alternate.isEmpty() ? AVOLTAG : 0);
        int length = BigEndian.u16(page, 2);
        ByteArrayOutputStream shaped = new ByteArrayOutputStream();
        shaped.write(page, 0, PAGE_HEADER);
        int shapedLength = length;
        for (int at = PAGE_HEADER; at < page.length; at += length) {
            byte[] descriptor = descriptor(Arrays.copyOfRange(page, at, at + length), tagged, alternate);
            shapedLength = (int) quirks.number(Quirk.DESCRIPTOR_LENGTH, descriptor.length);
            shaped.writeBytes(Arrays.copyOf(descriptor, shapedLength));
        }
        byte[] bytes = shaped.toByteArray();
        BigEndian.put8(bytes, 1, flags);
        BigEndian.put16(bytes, 2, shapedLength);
        BigEndian.put24(bytes, 5, bytes.length - PAGE_HEADER);
        return bytes;
    }

    private byte[] descriptor(byte[] bytes, boolean tagged, String alternate) {
        ByteArrayOutputStream shaped = new ByteArrayOutputStream();
        shaped.write(bytes, 0, PLAIN);
        if (tagged && !alternate.equals("only")) {
            shaped.writeBytes(tag(Arrays.copyOfRange(bytes, PLAIN, PLAIN + TAG)));
        }
        if (tagged && (alternate.equals("on") || alternate.equals("only"))) {
            shaped.writeBytes(new byte[TAG]);
        }
        int after = PLAIN + (tagged ? TAG : 0);
        shaped.write(bytes, after, bytes.length - after);
        return shaped.toByteArray();
    }

    private byte[] tag(byte[] tag) {
        String filler = quirks.value(Quirk.VOID_TAGS);
        if (filler.matches("[0-9A-Fa-f]{2}")) {
            for (int i = tag.length - 1; i >= 0 && (tag[i] == ' ' || tag[i] == 0); i--) {
                tag[i] = (byte) Integer.parseInt(filler, 16);
            }
        }
        return tag;
    }
}
