package org.arenavault.parity;

/**
 * Consecutive units of a member in a column.
 *
 * @param member its number
 * @param from the first unit
 * @param units how many
 */
public record ParityPiece(int member, int from, int units) { }
