/** The JUnit extension that injects filesystems and fails the test that leaked. */
@NullMarked
package io.anyfs.junit;

import org.jspecify.annotations.NullMarked;
