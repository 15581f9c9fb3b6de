/**
 * The users of servers in a file.
 *
 * <p>{@link io.anyfs.expose.users.UsersFile} is what is in it, and {@link io.anyfs.expose.users.UsersFileAuthenticator} lets them in.
 */
@NullMarked
package io.anyfs.expose.users;

import org.jspecify.annotations.NullMarked;
