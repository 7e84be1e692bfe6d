package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** What a server prints once clients can connect. */
@JsonTypeName("arenavault.serve.2")
public record ServeReport(String served, String address, String pages, boolean writable, List<String> notes)
        implements Report {
}
