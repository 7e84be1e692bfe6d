package org.arenavault.io;

import java.util.List;

/** Finds the word that somebody meant. */
public final class Spelling {

    /** More slips than this make another word. */
    private static final int SLIPS = 3;

    private Spelling() {
    }

    /** Which of these words is the most like one; empty if none is. */
    public static String nearest(String word, List<String> words) {
        String nearest = "";
        int least = Math.min(SLIPS, word.length() / 2) + 1;
        for (String each : words) {
            int slips = slips(word, each);
            if (slips < least) {
                nearest = each;
                least = slips;
            }
        }
        return nearest;
    }

    /** Letters that are missing, too many, wrong, or in the wrong order (optimal string alignment). */
    private static int slips(String one, String other) {
        int[][] d = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[one.length()][other.length()];
    }
}
