package org.arenavault.restore.placing;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.arenavault.venti.format.ArenaNames;

/**
 * Names for empty arenas that go on where those of a partition end: the formatter's, a prefix and a number from 0
 * without leading zeros (venti-format 2.3).
 */
final class SpareNames {

    private static final int LONGEST_PREFIX = 50;
    private static final String FALLBACK = "arenas";

    private final Set<String> taken;

    /**
     * Names beside others.
     *
     * @param taken names of all arenas of the store, and of those that are missing; grows with every name given
     */
    SpareNames(Set<String> taken) {
        this.taken = taken;
    }

    /**
     * The next name behind those of a partition.
     *
     * @param names of its arenas, by offset
     * @param fileName of the partition, which is the prefix where it has no arenas yet
     */
    String next(List<String> names, String fileName) {
        String prefix = cut(names.isEmpty() ? fileName : prefix(names));
        BigInteger number = names.stream().filter(name -> isNumbered(name, prefix))
                .map(name -> new BigInteger(name.substring(prefix.length())).add(BigInteger.ONE))
                .max(BigInteger::compareTo).orElse(BigInteger.ZERO);
        while (!taken.add(prefix + number)) {
            number = number.add(BigInteger.ONE);
        }
        return prefix + number;
    }

    private static String cut(String prefix) {
        String short50 = prefix.substring(0, Math.min(prefix.length(), LONGEST_PREFIX));
        return ArenaNames.isPortable(short50) ? short50 : FALLBACK;
    }

    /** Of the prefixes that the last name may have, the longest of those that most names have. */
    private static String prefix(List<String> names) {
        String last = names.get(names.size() - 1);
        String best = last;
        long most = 0;
        for (int length = last.length() - 1; length > 0 && isDigit(last.charAt(length)); length--) {
            String prefix = last.substring(0, length);
            long count = names.stream().filter(name -> isNumbered(name, prefix)).count();
            if (count > most) {
                most = count;
                best = prefix;
            }
        }
        return best;
    }

    private static boolean isNumbered(String name, String prefix) {
        String number = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return !number.isEmpty() && number.chars().allMatch(c -> isDigit((char) c))
                && (number.length() == 1 || number.charAt(0) != '0');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
