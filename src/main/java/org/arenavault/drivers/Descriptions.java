package org.arenavault.drivers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Environment;
import org.arenavault.io.JsonWords;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.PlainToml;
import org.arenavault.io.Reason;
import org.arenavault.io.UsageException;

/**
 * Finds descriptions by kind and name: first in the user's folder, then in the jar. The working directory is
 * never looked at, so that nobody changes how discs are written by leaving a file somewhere.
 */
public final class Descriptions {

    private static final String ROOT = "/media-drivers/";
    private static final String SUFFIX = ".toml";
    private static final long MAX_SIZE = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,63}");

    private final Path userFolder;

    /** Descriptions with those of {@code userFolder} in front, which need not exist. */
    public Descriptions(Path userFolder) {
        this.userFolder = userFolder;
    }

    /** With the user's own in {@code arenavault/media-drivers} under {@code $XDG_CONFIG_HOME} or {@code ~/.config}. */
    public static Descriptions ofUser() {
        return new Descriptions(Environment.xdgFolder("XDG_CONFIG_HOME", ".config")
                .resolve("arenavault/media-drivers"));
    }

    /**
     * Reads the description {@code kind/name}.
     *
     * @throws UsageException if there is none; what is known is listed
     * @throws CorruptException if it is not well-formed
     * @throws org.arenavault.io.RefusedException if the user's own is no regular file
     */
    <T> T read(String kind, String name, Class<T> type) throws IOException {
        return read(kind, name, (text, where) -> any(text, where, type));
    }

    /**
     * The same of descriptions that are plain for the most part.
     *
     * @param plain makes one of a plain file
     */
    <T> T read(String kind, String name, Class<T> type, Function<PlainToml, T> plain) throws IOException {
        return read(kind, name, (text, where) -> {
            Optional<T> read = PlainToml.read(text, plain);
            return read.isPresent() ? read.get() : any(text, where, type);
        });
    }

    /** Makes a description of a file. */
    @FunctionalInterface
    private interface Form<T> {
        T of(byte[] text, String where) throws IOException;
    }

    private <T> T read(String kind, String name, Form<T> form) throws IOException {
        if (NAME.matcher(name).matches()) {
            Path own = userFolder.resolve(kind).resolve(name + SUFFIX);
            if (PlainFiles.exists(own, LinkOption.NOFOLLOW_LINKS)) {
                PlainFiles.require(own);
                if (Files.size(own) > MAX_SIZE) {
                    throw new CorruptException(("%s: has %d bytes, and a description has %d at the most; correct the "
                            + "file, or remove it").formatted(own, Files.size(own), MAX_SIZE));
                }
                try (InputStream in = PlainFiles.read(own)) {
                    return form.of(PlainToml.withoutMark(in.readAllBytes()), own.toString());
                }
            }
            String resource = ROOT + kind + "/" + name + SUFFIX;
            try (InputStream in = Descriptions.class.getResourceAsStream(resource)) {
                if (in != null) {
                    return form.of(in.readAllBytes(), resource);
                }
            }
        }
        throw new UsageException("no description '%s' in media-drivers/%s; there are: %s"
                .formatted(name, kind, String.join(", ", names(kind))));
    }

    /** What a file says in whatever form of TOML. */
    static <T> T any(byte[] text, String where, Class<T> type) throws CorruptException {
        try {
            return Toml.MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new CorruptException("%s; correct the file, or remove it".formatted(
                    JsonWords.of(e, text, where)), e);
        } catch (IOException e) {
            throw new CorruptException("%s: is no text: %s; correct the file, or remove it".formatted(where,
                    Reason.of(e)), e);
        }
    }

    /** The names of all descriptions of one kind, sorted. */
    SortedSet<String> names(String kind) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (InputStream in = Descriptions.class.getResourceAsStream(ROOT + "index")) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
                    .filter(line -> line.startsWith(kind + "/") && line.endsWith(SUFFIX))
                    .forEach(line -> names.add(line.substring(kind.length() + 1, line.length() - SUFFIX.length())));
        }
        Path own = userFolder.resolve(kind);
        if (PlainFiles.isFolder(own)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(own, "*" + SUFFIX)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    names.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            }
        }
        return names;
    }

    /** Made when a description is not plain: most are, and all commands would wait for it. */
    private static final class Toml {

        static final TomlMapper MAPPER = TomlMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }
}
