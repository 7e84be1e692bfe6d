package org.arenavault.cli.common;

import org.arenavault.io.Bytes;
import org.arenavault.io.UsageException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes on the command line: 512m, 1g; 1024-based. */
public final class Sizes implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        try {
            return Bytes.parse(text);
        } catch (UsageException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** The same in the convention of plans: 100k, 1.5G; 1000-based. */
    public static final class Decimal implements ITypeConverter<Double> {

        @Override
        public Double convert(String text) {
            try {
                return Bytes.parseDecimal(text);
            } catch (UsageException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
