package org.arenavault.restore.sending;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arenavault.restore.OtherCopies;
import org.arenavault.restore.RestoreReport;
import org.arenavault.sets.Vault;

/** What did not come off the discs, and what is worth knowing. */
final class SendAccount {

    private final Map<String, Set<String>> failures = new LinkedHashMap<>();
    private final Map<String, SentContent> contents = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** Something is worth knowing. */
    void note(String text) {
        notes.add(text);
    }

    /** Something that was on a disc cannot be sent, or not all of it. */
    void failed(String name, String reason) {
        failures.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(reason);
    }

    /** The same of what other discs may have. */
    void failed(SentContent content, String reason) {
        contents.put(content.name(), content);
        failed(content.name(), reason);
    }

    /** Something that had failed is sent after all. */
    void settled(String name, String where) {
        failures.remove(name);
        failures.remove(wordsFor(where));
        contents.remove(name);
    }

    /** What nobody knows the name of, on a track. */
    static String wordsFor(String where) {
        return "what was on " + where;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** What did not come, with the discs that have it as well. */
    List<RestoreReport.Missing> missing(Vault vault) throws IOException {
        List<RestoreReport.Missing> missing = new ArrayList<>();
        if (!failures.isEmpty()) {
            OtherCopies copies = OtherCopies.of(vault);
            copies.unreadable().forEach(this::note);
            failures.forEach((name, reasons) -> {
                SentContent content = contents.get(name);
                missing.add(new RestoreReport.Missing(name, List.copyOf(reasons), content == null ? List.of()
                        : copies.of(name, content.digest(), content.tried())));
            });
        }
        return missing;
    }
}
