package org.arenavault.drivers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Expressions and answers of any characters: what is let in ends, and soon. */
public final class ReplyPatternFuzz {

    private static final long LONGEST_NANOS = 3_000_000_000L;

    private ReplyPatternFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, ISO_8859_1);
        int cut = Math.min(text.length(), ReplyPattern.LONGEST);
        List<String> problems = new ArrayList<>();
        ReplyPattern pattern = ReplyPattern.parse(text.substring(0, cut), problems);
        long begun = System.nanoTime();
        pattern.fits(text.substring(cut));
        pattern.fits(pattern.sample());
        if (System.nanoTime() - begun > LONGEST_NANOS) {
            throw new IllegalStateException("a match took too long: " + pattern);
        }
    }
}
