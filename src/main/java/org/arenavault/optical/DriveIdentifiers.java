package org.arenavault.optical;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.VitalProductData;
import org.arenavault.scsi.VitalProductData.Designator;

/**
 * Everything by which a drive can be told from others: a changer names one of these for each of its drives.
 *
 * @param vendor its maker
 * @param product its model
 * @param serials its serial numbers, each as some command tells it; none where it tells none
 * @param designators those of page 83h
 */
public record DriveIdentifiers(String vendor, String product, Set<String> serials, List<Designator> designators) {

    private static final int LENGTH = 255;
    private static final int VENDOR_FIELD = 8;
    private static final int PRODUCT_FIELD = 16;

    public DriveIdentifiers {
        serials = Set.copyOf(serials);
        designators = List.copyOf(designators);
    }

    static DriveIdentifiers ask(DriveQueries queries, DriveIdentity identity) throws IOException {
        Set<String> serials = new LinkedHashSet<>(Set.of(identity.serial()));
        queries.ask(Cdb.inquiryVpd(VitalProductData.SERIAL, LENGTH), LENGTH, VitalProductData::decodeSerial)
                .ifPresent(serials::add);
        serials.remove("");
        List<Designator> designators = queries.ask(Cdb.inquiryVpd(VitalProductData.IDENTIFICATION, LENGTH), LENGTH,
                VitalProductData::decodeIdentification).orElse(List.of());
        return new DriveIdentifiers(identity.vendor(), identity.product(), serials, designators);
    }

    /**
     * Whether a changer means this drive. Page 83h has the same identifier; or the whole text is the serial number; or
     * the text is maker and serial number, or maker, model and serial number, in the fields that INQUIRY has for them
     * (SPC-4 7.8.6.4). Blanks around each do not count; a part of a serial number is none.
     */
    public boolean isMeantBy(Designator other) {
        if (designators.stream().anyMatch(own -> own.codeSet() == other.codeSet() && own.type() == other.type()
                && own.identifier().length > 0 && Arrays.equals(own.identifier(), other.identifier()))) {
            return true;
        }
        String text = new String(other.identifier(), StandardCharsets.ISO_8859_1).replace('\0', ' ');
        return serials.contains(text.strip())
                || (field(text, 0, VENDOR_FIELD).equals(vendor) && (serials.contains(rest(text, VENDOR_FIELD))
                || (field(text, VENDOR_FIELD, VENDOR_FIELD + PRODUCT_FIELD).equals(product)
                && serials.contains(rest(text, VENDOR_FIELD + PRODUCT_FIELD)))));
    }

    private static String field(String text, int from, int to) {
        return text.length() < to ? "" : text.substring(from, to).strip();
    }

    private static String rest(String text, int from) {
        return text.length() <= from ? "" : text.substring(from).strip();
    }
}
