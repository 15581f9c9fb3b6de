/** Tests of mounts by real programs. */
package io.anyfs.mount.fuse;
