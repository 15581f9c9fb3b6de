package io.anyfs.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says which filesystem a field or a parameter of type {@link io.anyfs.FileSystem} gets from {@link AnyfsExtension}, which comes with
 * it. In a class with {@link AnyfsTest}, parameters without it get that of the default URL.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@ExtendWith(AnyfsExtension.class)
public @interface InjectFs {

    /** A fresh and empty storage in memory. */
    String DEFAULT_URL = "mem:";

    /** In a URL, stands for a fresh directory on the local machine, which is deleted after the filesystem was closed. */
    String TEMP = "{temp}";

    /** The URL, such as {@code mem:?quota=1MiB} or {@code local:{temp}}. */
    String value() default DEFAULT_URL;

    /** Tells filesystems of one URL from each other: within a test, the same URL and name are the same filesystem. */
    String name() default "";
}
