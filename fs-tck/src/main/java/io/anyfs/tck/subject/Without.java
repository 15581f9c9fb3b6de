package io.anyfs.tck.subject;

import io.anyfs.Capability;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The capability whose refusal a case proves. Where it is declared the case is skipped. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Without {
    /** Not this one. */
    Capability value();
}
