/** The contract, case by case: one interface per topic, combined by {@link io.anyfs.tck.FileSystemContract}. */
@NullMarked
package io.anyfs.tck.cases;

import org.jspecify.annotations.NullMarked;
