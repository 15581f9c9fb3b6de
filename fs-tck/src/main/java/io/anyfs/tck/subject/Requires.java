package io.anyfs.tck.subject;

import io.anyfs.Capability;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The capabilities that a case proves or needs. Where one is not declared the case is skipped, and
 * {@code io.anyfs.tck.cases.Refusals} proves that what needs it is refused. On an interface it holds for all its cases.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
    /** All of these. */
    Capability[] value();
}
