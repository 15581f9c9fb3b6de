package io.anyfs.tck;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Asks the contract of a storage how much it wants to try: an annotation cannot. */
final class TriesOfStorage implements AroundPropertyHook {

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property)
            throws Throwable {
        RandomSequencesContract contract = (RandomSequencesContract) context.testInstance();
        PropertyAttributes attributes = context.attributes();
        attributes.tries().ifPresent(usual -> attributes.setTries(contract.tries(usual)));
        return property.execute();
    }
}
