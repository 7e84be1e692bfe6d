package org.arenavault.scsi.emulator;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.arenavault.scsi.CachingPage;
import org.arenavault.scsi.ErrorRecoveryPage;
import org.arenavault.scsi.ModePage;
import org.arenavault.scsi.WriteParametersPage;

/** What hosts have set in a drive: mode pages and speeds. */
final class DriveSettings {

    private static final int RETRIES = 8;
    private static final int POWER_PAGE = 40;
    private static final int TIMEOUT_PAGE = 12;

    private final Map<Integer, ModePage> pages = new TreeMap<>();
    private long readSpeed;
    private long writeSpeed;

    DriveSettings() {
        reset();
    }

    /** As after switching on. */
    void reset() {
        pages.clear();
        pages.putAll(defaults());
        readSpeed = 0;
        writeSpeed = 0;
    }

    /** Write parameters do not outlive the medium they were set for. */
    void mediumChanged() {
        pages.put(ModePage.WRITE_PARAMETERS, defaults().get(ModePage.WRITE_PARAMETERS));
    }

    /** The pages that can be set, as they are after switching on. */
    static Map<Integer, ModePage> defaults() {
        Map<Integer, ModePage> defaults = new TreeMap<>();
        for (ModePage page : new ModePage[] {
                new ErrorRecoveryPage(ErrorRecoveryPage.AWRE | ErrorRecoveryPage.ARRE, RETRIES, 0, RETRIES).encode(),
                new WriteParametersPage(true, false, 0, 0, new WriteParametersPage.TrackForm(false, 0, 0, 0),
                        WriteParametersPage.Packets.NONE, 0).encode(),
                new CachingPage(true, false).encode(), plain(ModePage.POWER_CONDITION, POWER_PAGE),
                plain(ModePage.TIMEOUT, TIMEOUT_PAGE)}) {
            defaults.put(page.code(), page);
        }
        return defaults;
    }

    private static ModePage plain(int code, int size) {
        byte[] bytes = new byte[size];
        bytes[0] = (byte) code;
        bytes[1] = (byte) (size - 2);
        return new ModePage(bytes);
    }

    Map<Integer, ModePage> pages() {
        return pages;
    }

    /** What holds of the parameters of writing. */
    ModePage writeParameters() {
        return Objects.requireNonNull(pages.get(ModePage.WRITE_PARAMETERS), "one of the defaults");
    }

    void set(ModePage page) {
        pages.put(page.code(), page);
    }

    /** kB/s a host chose, 0 for the drive's choice. */
    long readSpeed() {
        return readSpeed;
    }

    /** kB/s a host chose, 0 for the drive's choice. */
    long writeSpeed() {
        return writeSpeed;
    }

    void setSpeeds(long newReadSpeed, long newWriteSpeed) {
        readSpeed = newReadSpeed;
        writeSpeed = newWriteSpeed;
    }
}
