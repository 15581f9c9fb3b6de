/** {@code anyfs serve}: servers, where their keys and passwords are kept, and the orderly end. */
@NullMarked
package io.anyfs.cli.serve;

import org.jspecify.annotations.NullMarked;
