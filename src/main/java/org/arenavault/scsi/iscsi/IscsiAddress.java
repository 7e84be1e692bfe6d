package org.arenavault.scsi.iscsi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * Where a unit is: {@code iscsi://host[:port]/iqn/lun}.
 *
 * @param host name or address; one of version 6 without its brackets
 * @param port of the portal
 * @param target name of the target
 * @param lun number of the unit
 */
record IscsiAddress(String host, int port, String target, int lun) {

    private static final int DEFAULT_PORT = 3260;
    private static final int MOST_LUNS = 0x3FFF;
    private static final Pattern TEXT = Pattern.compile(
            "iscsi://(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9][A-Za-z0-9._-]{0,252})(?::([0-9]{1,5}))?"
                    + "/([A-Za-z0-9][A-Za-z0-9.:_-]{0,222})/([0-9]{1,5})");

    /**
     * Reads an address.
     *
     * @throws UsageException if it is none
     */
    static IscsiAddress parse(String text) throws UsageException {
        Matcher parts = TEXT.matcher(text);
        if (parts.matches()) {
            String host = parts.group(1).replaceAll("[\\[\\]]", "");
            int port = parts.group(2) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(2));
            int lun = Integer.parseInt(parts.group(4));
            if (port > 0 && port <= 0xFFFF && lun <= MOST_LUNS) {
                return new IscsiAddress(host, port, parts.group(3), lun);
            }
        }
        throw new UsageException("'%s' is no iSCSI device; write it like iscsi://host:3260/iqn.2024-01.org.example:cd/1"
                .formatted(Plain.field(text)));
    }

    /** Host and port as libiscsi takes them. */
    String portal() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return "iscsi://%s/%s/%d".formatted(portal(), target, lun);
    }
}
