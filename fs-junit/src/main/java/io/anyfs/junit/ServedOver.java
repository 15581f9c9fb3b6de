package io.anyfs.junit;

import io.anyfs.served.ServedProtocol;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Serves the filesystem of a test on a free port of 127.0.0.1, for as long as the filesystem is there:
 *
 * <pre>{@code
 * @Test
 * @MountedFs(script = "library")
 * @ServedOver(ServedProtocol.SFTP)
 * void downloads(FileSystem fs, ServedAddress.Sftp sftp) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Parameters and fields of type {@link io.anyfs.served.ServedAddress}, or of that of one protocol, get the address with user, password
 * and keys. On one of them the annotation is for the filesystem that {@link MountedFs} there describes; on a method or a class for all that say
 * nothing themselves. With {@link ServedProtocol#S3} the filesystem is that of a bucket into which the description was copied.
 *
 * <p>A client that is still logged in when its test is over is a leak.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
@ExtendWith(AnyfsExtension.class)
public @interface ServedOver {

    /** The protocols, one server for each. */
    ServedProtocol[] value();
}
