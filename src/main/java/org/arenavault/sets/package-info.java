/**
 * Backup sets and their ledgers: what each set is, and what lies on each of its discs, as a chain of lines that
 * is only ever appended to. Knows nothing of drives and commands.
 *
 * <p>A set lives in {@code sets/NAME/} of the vault: {@code set.toml} says what it is, {@code ledger.jsonl} what
 * happened. Every state is a fold over the ledger's lines ({@link org.arenavault.sets.SetState}).
 */
@NullMarked
package org.arenavault.sets;

import org.jspecify.annotations.NullMarked;
