package org.arenavault.cli.common;

import java.nio.file.Path;
import org.arenavault.io.UsageException;
import org.arenavault.ninep.NinePath;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a file on a command line: of this machine, or of a file server. */
public final class PathArgument implements ITypeConverter<Path> {

    @Override
    public Path convert(String text) {
        try {
            return NinePath.pathOf(text);
        } catch (UsageException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
