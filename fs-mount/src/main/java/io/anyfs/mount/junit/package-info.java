/** The JUnit extension that injects filesystems and fails the test that leaked. */
@NullMarked
package io.anyfs.mount.junit;

import org.jspecify.annotations.NullMarked;
