package org.arenavault.mirror;

import java.util.ArrayList;
import java.util.List;

/** What happened to the blocks of one target in one run. Belongs to the target's thread. */
final class MirrorTally {

    private static final int KEPT = 1000;

    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long sent;
    private long sentBytes;
    private long present;
    private long repaired;

    void sent(int bytes) {
        sent++;
        sentBytes += bytes;
    }

    void present() {
        present++;
    }

    void repaired() {
        repaired++;
    }

    void problem(String text) {
        if (problems.size() < KEPT && !problems.contains(text)) {
            problems.add(text);
        }
    }

    void note(String text) {
        notes.add(text);
    }

    List<String> notes() {
        return notes;
    }

    long sent() {
        return sent;
    }

    long sentBytes() {
        return sentBytes;
    }

    long presentCount() {
        return present;
    }

    long repairedCount() {
        return repaired;
    }

    List<String> problems() {
        return problems;
    }
}
