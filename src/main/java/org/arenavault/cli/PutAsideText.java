package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    static void put(List<BackupResult.PutAside> discs, ObjectNode json) {
        ArrayNode aside = json.putArray("put_aside");
        discs.forEach(disc -> aside.addObject().put("disc", disc.disc()).put("reason", disc.reason())
                .put("fault", disc.fault()));
    }
}
