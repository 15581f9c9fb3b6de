package io.anyfs.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests filesystems, and fails the test that leaves anything open.
 *
 * <pre>{@code
 * @AnyfsTest
 * class ReportTest {
 *     @Test
 *     void writes_a_report(FileSystem fs) throws IOException { // fresh and empty, in memory
 *         new Report(fs).write("/out");
 *         assertEquals("a;b;c\n", fs.readString("/out/report.csv"));
 *     } // fails here if Report left a handle open
 * }
 * }</pre>
 *
 * <p>Short for {@code @ExtendWith(AnyfsExtension.class)}, see {@link AnyfsExtension}; holds for subclasses and nested classes
 * too.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(AnyfsExtension.class)
public @interface AnyfsTest {}
