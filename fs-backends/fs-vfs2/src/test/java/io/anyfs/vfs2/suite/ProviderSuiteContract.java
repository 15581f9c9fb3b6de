package io.anyfs.vfs2.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.vfs2.AnyfsFileProvider;
import io.anyfs.vfs2.VfsFileSystems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import junit.framework.AssertionFailedError;
import junit.framework.Test;
import junit.framework.TestListener;
import junit.framework.TestResult;
import org.apache.commons.vfs2.AbstractProviderTestConfig;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemManager;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.PermissionsTests;
import org.apache.commons.vfs2.ProviderTestSuite;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Commons VFS's own tests of a provider, each of which is reported by its name. */
public abstract class ProviderSuiteContract {

    /** An empty storage, which is closed after the tests. */
    protected abstract FileSystem open() throws IOException;

    /** The root folder of the storage in a manager, of which there is more than one. */
    protected FileObject root(FileSystemManager manager, FileSystem storage) throws IOException {
        return VfsFileSystems.of(
                manager,
                storage.borrow("Commons VFS"),
                new FileSystemOptions(),
                "suite" + System.identityHashCode(manager));
    }

    /** Commons VFS's tests, as many as its own suite has. */
    @TestFactory
    public List<DynamicTest> commons_vfs_tests_of_a_provider() throws Exception {
        SuiteData.onDisk();
        try (FileSystem storage = open()) {
            SuiteData.into(storage);
            Outcomes outcomes = new Outcomes();
            TestResult result = new TestResult();
            result.addListener(outcomes);
            boolean keepsModes = storage.capabilities().has(Capability.SET_MODE);
            new Suite(new Config(storage), keepsModes).run(result);
            assertTrue(outcomes.ran.size() > 90, () -> "only " + outcomes.ran.size() + " tests");
            assertEquals(List.of(), storage.openResources());
            return outcomes.asTests();
        }
    }

    /** What the tests run on: each manager has the same storage. */
    private final class Config extends AbstractProviderTestConfig {
        private final FileSystem storage;
        private final List<DefaultFileSystemManager> managers = new ArrayList<>();

        Config(FileSystem storage) {
            this.storage = storage;
        }

        @Override
        public DefaultFileSystemManager getDefaultFileSystemManager() {
            DefaultFileSystemManager manager = new DefaultFileSystemManager();
            managers.add(manager);
            return manager;
        }

        @Override
        public void prepare(DefaultFileSystemManager manager) throws Exception {
            manager.addProvider("anyfs", new AnyfsFileProvider());
        }

        @Override
        public FileObject getBaseTestFolder(FileSystemManager manager) throws Exception {
            return root(manager, storage);
        }

        void close() {
            for (DefaultFileSystemManager manager : managers) {
                manager.freeUnusedResources();
                manager.close();
            }
        }
    }

    private static final class Suite extends ProviderTestSuite {
        private final Config config;

        Suite(Config config, boolean keepsModes) throws Exception {
            super(config, true);
            this.config = config;
            if (keepsModes) {
                addTests(PermissionsTests.class);
            }
        }

        /** Without the four seconds for which Commons VFS waits for a garbage collection. */
        @Override
        protected void tearDown() {
            config.close();
        }
    }

    private static final class Outcomes implements TestListener {
        private final List<Test> ran = new ArrayList<>();
        private final Map<Test, Throwable> failed = new LinkedHashMap<>();

        @Override
        public void startTest(Test test) {
            ran.add(test);
        }

        @Override
        public void endTest(Test test) {
            // What failed has been told.
        }

        @Override
        public void addError(Test test, Throwable failure) {
            failed.put(test, failure);
        }

        @Override
        public void addFailure(Test test, AssertionFailedError failure) {
            failed.put(test, failure);
        }

        List<DynamicTest> asTests() {
            List<DynamicTest> tests = new ArrayList<>();
            for (Test test : ran) {
                tests.add(told(test.getClass().getSimpleName() + "." + name(test), failed.remove(test)));
            }
            failed.forEach((test, failure) -> tests.add(told("suite", failure)));
            return tests;
        }

        private static String name(Test test) {
            return test instanceof junit.framework.TestCase testCase ? testCase.getName() : test.toString();
        }

        private static DynamicTest told(String name, Throwable failure) {
            return DynamicTest.dynamicTest(name, () -> {
                Optional<Throwable> thrown = Optional.ofNullable(failure);
                if (thrown.isPresent()) {
                    throw thrown.get();
                }
            });
        }
    }
}
