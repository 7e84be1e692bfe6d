package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.report.json.Report;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/json.md} shows every report, with every field that it can have; and nothing else is printed. */
class JsonDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/json.md");
    private static final Path OUTPUTS = Path.of("src/test/resources/golden/outputs");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```json\n(.*?)^```");
    private static final Pattern PRINTED = Pattern.compile("(?ms)^\\{\n.*?^}");
    private static final Pattern SECTION = Pattern.compile("(?m)^### (.*)$");
    private static final Pattern NAMED = Pattern.compile("`([a-z0-9 -]+)`");

    private static final String SILENT = "## Commands without a report";

    private static Map<String, Class<?>> reports() {
        Map<String, Class<?>> reports = new TreeMap<>();
        new ClassFileImporter().importPackages("org.arenavault.report.json").stream()
                .filter(type -> type.isAssignableTo(Report.class) && !type.isInterface())
                .map(type -> type.reflect())
                .forEach(type -> assertThat(reports.put(type.getAnnotation(JsonTypeName.class).value(), type))
                        .as("another report of the schema of %s", type).isNull());
        return reports;
    }

    private static Map<String, JsonNode> examples() throws IOException {
        Map<String, JsonNode> examples = new TreeMap<>();
        for (MatchResult match : EXAMPLE.matcher(Files.readString(DOCUMENT)).results().toList()) {
            JsonNode example = new ObjectMapper().readTree(match.group(1));
            assertThat(examples.put(example.path("schema").asText(), example)).as("another example of %s",
                    example.path("schema")).isNull();
        }
        return examples;
    }

    @Test
    void everyReportIsShown() throws IOException {
        assertThat(examples().keySet()).isEqualTo(reports().keySet());
    }

    @Test
    void anExampleHasEveryFieldOfItsReport() throws IOException {
        Map<String, JsonNode> examples = examples();
        for (Map.Entry<String, Class<?>> report : reports().entrySet()) {
            JsonNode example = examples.get(report.getKey());
            requireFields(report.getValue(), example, report.getKey(), Set.of("schema"));
        }
    }

    private static void requireFields(Class<?> type, JsonNode example, String where, Set<String> before) {
        Set<String> names = new TreeSet<>(before);
        fields(type, names, example, where);
        Set<String> shown = new TreeSet<>();
        example.fieldNames().forEachRemaining(shown::add);
        assertThat(shown).as("the fields of %s", where).isEqualTo(names);
    }

    private static void fields(Class<?> type, Set<String> names, JsonNode example, String where) {
        for (RecordComponent component : type.getRecordComponents()) {
            // the compiler puts the annotation of a component on the field, where Jackson reads it
            if (Arrays.stream(type.getDeclaredFields()).anyMatch(field -> field.getName().equals(component.getName())
                    && field.isAnnotationPresent(JsonUnwrapped.class))) {
                fields(component.getType(), names, example, where);
            } else {
                String name = name(type, component.getName());
                names.add(name);
                requireKind(component.getGenericType(), example.path(name), where + " " + name);
            }
        }
    }

    private static String name(Class<?> type, String component) {
        return Arrays.stream(type.getDeclaredFields()).filter(field -> field.getName().equals(component))
                .flatMap(field -> Stream.of(field.getAnnotationsByType(JsonProperty.class)))
                .map(JsonProperty::value).findFirst()
                .orElseGet(() -> PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component));
    }

    private static void requireKind(Type type, JsonNode value, String where) {
        if (type instanceof ParameterizedType of) {
            Class<?> raw = (Class<?>) of.getRawType();
            Type last = of.getActualTypeArguments()[of.getActualTypeArguments().length - 1];
            if (raw == Optional.class) {
                requireKind(last, value, where);
            } else if (Collection.class.isAssignableFrom(raw)) {
                assertThat(value.isArray() && !value.isEmpty()).as("%s is a list of something", where).isTrue();
                requireKind(last, value.get(0), where);
            } else {
                assertThat(raw).as(where).isEqualTo(Map.class);
                assertThat(value.isObject() && !value.isEmpty()).as("%s names something", where).isTrue();
                requireKind(last, value.elements().next(), where);
            }
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            assertThat(value.isObject()).as("%s is an object", where).isTrue();
            requireFields(plain, value, where, Set.of());
        } else if (plain == boolean.class) {
            assertThat(value.isBoolean()).as("%s is true or false", where).isTrue();
        } else if (plain == int.class || plain == long.class || plain == Integer.class || plain == Long.class) {
            assertThat(value.isIntegralNumber()).as("%s is a whole number", where).isTrue();
        } else if (plain == double.class || plain == Double.class || plain == Duration.class) {
            assertThat(value.isNumber()).as("%s is a number", where).isTrue();
        } else {
            assertThat(value.isTextual() && !value.asText().isEmpty()).as("%s is text", where).isTrue();
            if (plain == Instant.class) {
                assertThat(Instant.parse(value.asText()).toString()).as(where).isEqualTo(value.asText());
            } else if (plain.isEnum()) {
                assertThat(Arrays.stream(plain.getEnumConstants())
                        .map(each -> ((Enum<?>) each).name().toLowerCase(Locale.ROOT))).as(where)
                        .contains(value.asText());
            }
        }
    }

    @Test
    void whatIsPrintedIsWhatIsShown() throws IOException {
        Map<String, JsonNode> examples = examples();
        Set<String> printed = new TreeSet<>();
        for (JsonNode report : printed()) {
            String schema = report.path("schema").asText();
            assertThat(examples).containsKey(schema);
            requireShown(report, examples.get(schema), schema);
            printed.add(schema);
        }
        assertThat(printed).hasSizeGreaterThan(4);
    }

    private static List<JsonNode> printed() throws IOException {
        try (Stream<Path> files = Files.list(OUTPUTS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("json"))
                    .flatMap(JsonDocumentTest::printed).toList();
        }
    }

    private static Stream<JsonNode> printed(Path file) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            Stream.Builder<JsonNode> all = Stream.builder();
            for (MatchResult match : PRINTED.matcher(Files.readString(file)).results().toList()) {
                all.add(mapper.readTree(match.group()));
            }
            return all.build();
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static void requireShown(JsonNode value, JsonNode example, String where) {
        assertThat(value.getNodeType()).as(where).isEqualTo(example.getNodeType());
        if (value.getNodeType() == JsonNodeType.ARRAY) {
            value.forEach(element -> requireShown(element, example.path(0), where));
        } else {
            value.properties().forEach(field -> requireShown(field.getValue(), example.path(field.getKey()),
                    where + " " + field.getKey()));
        }
    }

    @Test
    void everyCommandIsNamed() throws IOException {
        String text = Files.readString(DOCUMENT);
        Set<String> named = new TreeSet<>();
        SECTION.matcher(text).results().forEach(section ->
                NAMED.matcher(section.group(1)).results().forEach(name -> named.add(name.group(1))));
        String silent = text.substring(text.indexOf(SILENT) + SILENT.length());
        NAMED.matcher(silent.substring(silent.indexOf(':'))).results().forEach(name ->
                assertThat(named.add(name.group(1))).as("%s has a report", name.group(1)).isTrue());
        Set<String> all = new TreeSet<>();
        collect(ManPages.commandLine(), all);
        assertThat(named).isEqualTo(all);
    }

    private static void collect(CommandLine command, Set<String> names) {
        if (command.getSubcommands().isEmpty()) {
            names.add(command.getCommandSpec().qualifiedName().replaceFirst("^arenavault ", ""));
        }
        command.getSubcommands().values().forEach(below -> collect(below, names));
    }
}
