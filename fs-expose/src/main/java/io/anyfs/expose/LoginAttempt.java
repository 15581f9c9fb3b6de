package io.anyfs.expose;

import java.net.InetSocketAddress;

/**
 * Somebody wants to log in.
 *
 * @param user the name given, unchecked
 * @param credential what was shown
 * @param protocol what the client speaks
 * @param from where the client is
 */
public record LoginAttempt(String user, Credential credential, Protocol protocol, InetSocketAddress from) {}
