package io.anyfs.tck;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names cases after their topic and what they state: {@code Moving: onto itself changes nothing}. */
public final class CaseNames extends DisplayNameGenerator.Standard {

    /** Made by JUnit. */
    public CaseNames() {}

    @Override
    public String generateDisplayNameForMethod(
            List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
        String statement = testMethod.getName().replace('_', ' ');
        Class<?> topic = Topics.of(testMethod);
        return topic.isInterface() ? topic.getSimpleName() + ": " + statement : statement;
    }
}
