package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * What a command prints that failed before it had a report.
 *
 * @param error the line that stands on standard error as well
 * @param exitCode what the command ends with
 * @param hint the command to type next; empty where there is none
 */
@JsonTypeName("arenavault.error.1")
public record ErrorReport(String error, int exitCode, String hint) implements Report {
}
