/** The contract, kept by storages behind views and servers. */
package io.anyfs.it.contract;
