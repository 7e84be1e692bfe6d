package org.arenavault.cli.devicecopy;

import org.arenavault.io.UsageException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes as people write and read them: 512m, 1g; 1024-based. */
public final class Sizes implements ITypeConverter<Long> {

    private static final String SUFFIXES = "kmgt";

    @Override
    public Long convert(String text) {
        try {
            return parse(text);
        } catch (UsageException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    static long parse(String text) throws UsageException {
        String digits = text;
        int shift = 0;
        int suffix = text.isEmpty() ? -1 : SUFFIXES.indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
        if (suffix >= 0) {
            shift = 10 * (suffix + 1);
            digits = text.substring(0, text.length() - 1);
        }
        if (!digits.matches("[0-9]{1,18}") || Long.parseLong(digits) > Long.MAX_VALUE >> shift) {
            throw new UsageException("'" + text + "' is no size; write it like 8192, 64k, 512m or 1g");
        }
        return Long.parseLong(digits) << shift;
    }
}
