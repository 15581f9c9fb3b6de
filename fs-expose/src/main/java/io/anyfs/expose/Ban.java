package io.anyfs.expose;

import java.time.Instant;

/**
 * Addresses that nobody may connect from for a while, because too many logins from there failed.
 *
 * @param addresses one IPv4 address, or a network of IPv6
 * @param until when it ends
 */
public record Ban(AddressRange addresses, Instant until) {}
