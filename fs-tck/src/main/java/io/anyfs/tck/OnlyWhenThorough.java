package io.anyfs.tck;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips what takes long, unless the system property {@code anyfs.thorough} is true. */
public final class OnlyWhenThorough implements SkipExecutionHook {

    /** Made by jqwik. */
    public OnlyWhenThorough() {}

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Boolean.getBoolean("anyfs.thorough")
                ? SkipResult.doNotSkip()
                : SkipResult.skip("set -Danyfs.thorough=true to run it");
    }
}
