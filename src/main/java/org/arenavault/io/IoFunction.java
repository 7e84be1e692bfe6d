package org.arenavault.io;

import java.io.IOException;

/**
 * What one thing comes to, which may have to be read. The methods called {@code match} of sealed types take one for
 * each case, so that a new case does not compile until everybody has said what it means.
 *
 * @param <T> the thing
 * @param <R> what it comes to
 */
@FunctionalInterface
public interface IoFunction<T, R> {

    /** Answers. */
    R apply(T it) throws IOException;
}
