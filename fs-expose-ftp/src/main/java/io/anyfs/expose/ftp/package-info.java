/** Any filesystem over FTP. */
@NullMarked
package io.anyfs.expose.ftp;

import org.jspecify.annotations.NullMarked;
