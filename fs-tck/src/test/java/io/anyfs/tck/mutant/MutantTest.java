package io.anyfs.tck.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.spi.Backend;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract notices what storages are known to get wrong: each mutant is killed by the case that is there for it. */
class MutantTest {

    static Stream<Mutant> mutants() {
        return Stream.of(WriteMutant.values(), TreeMutant.values(), ReadMutant.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_mutant_is_killed(Mutant mutant) {
        TestExecutionSummary run = run(Set.of(mutant.killer()), mutant::of);
        Set<String> killers = run.getFailures().stream()
                .map(failure -> method(failure.getTestIdentifier().getSource().orElseThrow()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(mutant.killer()), killers, () -> mutant + " survives");
    }

    @Test
    void the_storage_they_were_made_of_lives() {
        Set<String> killers = mutants().map(Mutant::killer).collect(Collectors.toSet());
        TestExecutionSummary run = run(killers, UnaryOperator.identity());
        assertEquals(0, run.getTestsFailedCount());
        assertTrue(run.getTestsFoundCount() >= killers.size(), () -> "of " + killers + " some do not exist");
    }

    private static TestExecutionSummary run(Set<String> methods, UnaryOperator<Backend> mutation) {
        MutantContract.mutation = mutation;
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(MutantContract.class))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(isOneOf(test, methods)))
                .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static boolean isOneOf(TestDescriptor test, Set<String> methods) {
        return test.getSource()
                .filter(source -> source instanceof org.junit.platform.engine.support.descriptor.MethodSource)
                .map(source -> methods.contains(method(source)))
                .orElse(true);
    }

    private static String method(org.junit.platform.engine.TestSource source) {
        return ((org.junit.platform.engine.support.descriptor.MethodSource) source).getMethodName();
    }
}
