package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.arenavault.report.Finding;

/**
 * {@code doctor}.
 *
 * @param findings what was looked at
 * @param well whether nothing is wrong
 */
@JsonTypeName("arenavault.doctor.1")
public record DoctorReport(List<Finding> findings, boolean well) implements Report {
}
