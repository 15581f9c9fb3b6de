/** {@code anyfs user}: looks after files of users. */
@NullMarked
package io.anyfs.cli.user;

import org.jspecify.annotations.NullMarked;
