package io.anyfs.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.tck.cases.Paths;
import io.anyfs.tck.model.ModelBackend;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class InBriefTest {

    private static final MethodSelector LEFT_OUT =
            DiscoverySelectors.selectMethod(Brief.class, "an_empty_directory_lists_nothing");

    /** Not found by name: run by the test. */
    @InBrief(Paths.class)
    static class Brief extends FileSystemContract {

        @Override
        protected FileSystem open() {
            return FileSystem.over(new ModelBackend());
        }

        @Test
        @Override
        public void the_root_is_never_deleted() {}

        @Test
        void something_of_its_own() {}
    }

    @Test
    void the_topics_and_what_the_subclass_has_itself_are_tried_and_all_when_thorough() {
        Set<String> expected = Stream.of(Paths.class.getDeclaredMethods())
                .filter(Method::isDefault)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(expected.size() > 2);
        expected.add("the_root_is_never_deleted");
        expected.add("something_of_its_own");
        String before = System.getProperty("anyfs.thorough", "false");
        try {
            System.setProperty("anyfs.thorough", "false");
            assertEquals(expected, tried(DiscoverySelectors.selectClass(Brief.class)));
            assertEquals(Set.of(), tried(LEFT_OUT));
            System.setProperty("anyfs.thorough", "true");
            assertEquals(Set.of(LEFT_OUT.getMethodName()), tried(LEFT_OUT));
        } finally {
            System.setProperty("anyfs.thorough", before);
        }
    }

    private static Set<String> tried(DiscoverySelector which) {
        Set<String> tried = new TreeSet<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(which)
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getMethodName())
                        .ifPresent(tried::add);
            }
        });
        return tried;
    }
}
