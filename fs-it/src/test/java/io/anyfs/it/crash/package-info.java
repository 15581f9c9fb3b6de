/** Clients that are cut in the middle. */
package io.anyfs.it.crash;
