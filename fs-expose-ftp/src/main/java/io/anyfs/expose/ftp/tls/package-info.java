/** How the FTP server protects connections by TLS: certificates, and what is asked of clients. */
@NullMarked
package io.anyfs.expose.ftp.tls;

import org.jspecify.annotations.NullMarked;
