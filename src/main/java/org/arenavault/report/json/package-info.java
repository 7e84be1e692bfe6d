/**
 * What {@code --json} prints: records, and the one mapper that writes them. {@code docs/json.md} is the contract.
 * Component names become snake_case; a unit stands in the name; a time is an {@link java.time.Instant}; an empty text
 * and an empty {@link java.util.Optional} are absent.
 */
@NullMarked
package org.arenavault.report.json;

import org.jspecify.annotations.NullMarked;
