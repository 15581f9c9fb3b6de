package io.anyfs.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Describes the filesystem that a test gets, with what is in it and how it behaves:
 *
 * <pre>{@code
 * class LibraryTest {
 *     static MountScript library() {
 *         return MountScript.memory().file("/books/1.txt", "first").failingAt(3, Operation.READ);
 *     }
 *
 *     @Test
 *     void reads_on_after_a_failure(@MountedFs(script = "library") FileSystem fs) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>On a parameter or a field of type {@link io.anyfs.FileSystem} it describes that one; on a method or a class those that say nothing
 * themselves. At most one of {@link #script}, {@link #spec} and {@link #yaml} is given; without any it is what method or class say, or an
 * empty storage in memory. {@link AnyfsExtension}, which comes with it, says which elements get the same filesystem, and for how
 * long.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
@ExtendWith(AnyfsExtension.class)
public @interface MountedFs {

    /**
     * The name of a static method without parameters that returns a {@link io.anyfs.mount.MountScript}: of the test class or one that it is
     * in or extends, or of another class as {@code shop.Fixtures#library}.
     */
    String script() default "";

    /** A file with a spec, from the working directory, or {@code resource:NAME} of the class path. */
    String spec() default "";

    /** A spec as text. */
    String yaml() default "";

    /** Tells filesystems of one description from each other: within a test, the same description and name are the same filesystem. */
    String name() default "";
}
