/** Storages that are clients of a server, so that the contract runs over the wire. */
package io.anyfs.it.wire;
