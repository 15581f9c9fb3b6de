/** Reads YAML files that people write, and tells all that is wrong in them with its place. */
@NullMarked
package io.anyfs.yaml;

import org.jspecify.annotations.NullMarked;
