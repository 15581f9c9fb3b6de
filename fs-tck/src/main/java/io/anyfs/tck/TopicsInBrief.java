package io.anyfs.tck;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides which cases {@link InBrief} leaves out. */
public final class TopicsInBrief implements ExecutionCondition {

    /** Made by JUnit. */
    public TopicsInBrief() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Method method = context.getTestMethod().orElse(null);
        if (method == null || Boolean.getBoolean("anyfs.thorough")) {
            return ConditionEvaluationResult.enabled("all of it");
        }
        InBrief brief = context.getRequiredTestClass().getAnnotation(InBrief.class);
        boolean isTried = brief == null || anyDeclares(brief.value(), method) || !isCase(method);
        return isTried
                ? ConditionEvaluationResult.enabled("tried in brief, too")
                : ConditionEvaluationResult.disabled("set -Danyfs.thorough=true to run it");
    }

    private static boolean isCase(Method method) {
        return anyDeclares(FileSystemContract.class.getInterfaces(), method);
    }

    private static boolean anyDeclares(Class<?>[] topics, Method method) {
        return Arrays.stream(topics).anyMatch(topic -> declares(topic, method));
    }

    private static boolean declares(Class<?> topic, Method method) {
        return Arrays.stream(topic.getDeclaredMethods())
                .anyMatch(declared -> declared.getName().equals(method.getName())
                        && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes()));
    }
}
