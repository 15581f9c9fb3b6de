package io.anyfs.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tries some topics of the contract only, for a storage that takes long and that another subclass has tried in another
 * setting. With the system property {@code anyfs.thorough=true} it tries them all.
 *
 * <p>What the subclass overrides or adds is always tried.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(TopicsInBrief.class)
public @interface InBrief {
    /** Topics of {@code io.anyfs.tck.cases} that are always tried. */
    Class<?>[] value();
}
