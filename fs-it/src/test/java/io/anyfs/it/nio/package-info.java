/** The JDK's interface to files over storages that have servers. */
package io.anyfs.it.nio;
