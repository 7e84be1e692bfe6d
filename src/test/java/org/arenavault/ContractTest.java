package org.arenavault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * What all contract suites have in common. A suite is an abstract class; each implementation, fakes included, has a
 * test that extends it and names it by {@link Keeps}. {@code ContractsTest} finds implementations that none names.
 */
public abstract class ContractTest {

    /** One of the objects that the suite tries. */
    protected abstract Object implementation() throws IOException;

    @Test
    void whatIsTriedIsTheImplementationThatIsNamed() throws IOException {
        assertThat(implementation().getClass().getName())
                .isEqualTo("org.arenavault." + getClass().getAnnotation(Keeps.class).value());
    }
}
