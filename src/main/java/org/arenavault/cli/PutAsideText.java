package org.arenavault.cli;

import java.io.PrintStream;
import java.util.List;
import org.arenavault.backup.BackupResult;

/** How a report tells of discs that take no more. */
final class PutAsideText {

    private PutAsideText() {
    }

    static void print(List<BackupResult.PutAside> discs, PrintStream out) {
        discs.forEach(disc -> out.printf("Takes no more: %s (%s)%n", disc.disc(), disc.reason()));
    }
}
