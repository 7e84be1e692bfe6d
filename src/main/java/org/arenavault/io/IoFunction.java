package org.arenavault.io;

import java.io.IOException;

/**
 * What one case of several comes to. The methods called {@code match} of sealed types take one for each case, so that
 * a new case does not compile until everybody has said what it means.
 *
 * @param <T> the case
 * @param <R> what it comes to
 */
@FunctionalInterface
public interface IoFunction<T, R> {

    /** Answers. */
    R apply(T it) throws IOException;
}
