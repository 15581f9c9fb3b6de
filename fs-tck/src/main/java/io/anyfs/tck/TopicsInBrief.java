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
        Class<?> topic = Topics.of(method);
        boolean isLeftOut = brief != null
                && Topics.has(topic)
                && !Arrays.asList(brief.value()).contains(topic);
        return isLeftOut
                ? ConditionEvaluationResult.disabled("set -Danyfs.thorough=true to run it")
                : ConditionEvaluationResult.enabled("tried in brief, too");
    }
}
