/** Real clients of the SFTP server. */
@NullMarked
package io.anyfs.it.sftp;

import org.jspecify.annotations.NullMarked;
