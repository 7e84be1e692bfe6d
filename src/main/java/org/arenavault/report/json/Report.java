package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a command prints with {@code --json}: one object, whose {@code schema} is the type's name. The number behind the
 * name rises when the shape changes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "schema")
public interface Report {
}
