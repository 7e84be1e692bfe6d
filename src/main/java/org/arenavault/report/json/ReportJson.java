package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.arenavault.io.Plain;

/** The one place where reports become JSON. What could disturb a terminal is escaped. */
public final class ReportJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .withConfigOverride(String.class, texts -> texts.setInclude(ifNotEmpty()))
            .withConfigOverride(Optional.class, values -> values.setInclude(ifNotEmpty()))
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Path.class, ToStringSerializer.instance)
                    .addSerializer(new Present()).addSerializer(new Seconds()))
            .build();

    private ReportJson() {
    }

    private static JsonInclude.Value ifNotEmpty() {
        return JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS);
    }

    /** The report as several lines, without the end of the last. */
    public static String text(Report report) {
        return written(MAPPER.writerWithDefaultPrettyPrinter(), report);
    }

    /** The report as one line. */
    static String line(Report report) {
        return written(MAPPER.writer(), report);
    }

    /** What writes a report piece by piece; it leaves the target open. */
    static JsonGenerator generator(Writer target) throws IOException {
        return MAPPER.createGenerator(target).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter();
    }

    private static String written(ObjectWriter writer, Report report) {
        try {
            return Plain.json(writer.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that is no JSON", e);
        }
    }

    /** A duration as a number of seconds, to the millisecond. */
    private static final class Seconds extends StdSerializer<Duration> {

        private static final long serialVersionUID = 1L;
        private static final double MILLIS = 1000;

        Seconds() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(value.toMillis() / MILLIS);
        }
    }

    /** The value of an {@link Optional}; an empty one is left out. */
    private static final class Present extends StdSerializer<Optional<?>> {

        private static final long serialVersionUID = 1L;

        Present() {
            super(Optional.class, false);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Optional<?> value) {
            return value.isEmpty();
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(value.orElse(null), json);
        }
    }
}
