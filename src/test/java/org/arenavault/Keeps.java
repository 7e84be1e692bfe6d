package org.arenavault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a contract's test which implementation it holds to the contract. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Keeps {

    /** Name of the class, as the JVM has it, without {@code org.arenavault.}; it may be nobody else's to name. */
    String value();
}
