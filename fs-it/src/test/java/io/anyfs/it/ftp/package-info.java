/** Real clients of the FTP server. */
@NullMarked
package io.anyfs.it.ftp;

import org.jspecify.annotations.NullMarked;
