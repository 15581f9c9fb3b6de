/** Any filesystem over SFTP. */
@NullMarked
package io.anyfs.expose.sftp;

import org.jspecify.annotations.NullMarked;
