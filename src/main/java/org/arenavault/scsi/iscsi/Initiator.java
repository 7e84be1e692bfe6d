package org.arenavault.scsi.iscsi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.arenavault.io.Environment;
import org.arenavault.io.PlainFiles;

/**
 * Who we are to a target.
 *
 * @param name an iSCSI name, the same for every session of this machine
 * @param user for CHAP; empty for none
 * @param password for CHAP
 */
record Initiator(String name, String user, String password) {

    private static final String PREFIX = "iqn.2024-01.org.arenavault:";
    private static final Path HOST_NAME = Path.of("/etc/hostname");
    private static final int LONGEST = 64;

    /** This machine; user and password come from the variables that libiscsi's own tools look at. */
    static Initiator here() {
        return new Initiator(PREFIX + host(), Environment.variable("LIBISCSI_CHAP_USERNAME").orElse(""),
                Environment.variable("LIBISCSI_CHAP_PASSWORD").orElse(""));
    }

    private static String host() {
        try {
            String name = PlainFiles.text(HOST_NAME, StandardCharsets.UTF_8).strip()
                    .toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
            return name.isEmpty() ? "host" : name.substring(0, Math.min(LONGEST, name.length()));
        } catch (IOException e) {
            // a machine without a name is a host all the same
            return "host";
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
