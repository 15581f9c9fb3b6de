package io.anyfs.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A case that a subclass of the contract overrides because its storage behaves in another way, which the override asserts. The
 * {@linkplain ContractReport report} tells it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Deviation {
    /** Why, and what is so instead: a sentence or two. */
    String value();
}
