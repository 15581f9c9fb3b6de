package io.anyfs.junit;

import io.anyfs.FileSystem;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Gives tests filesystems, and fails the test that leaves anything open, at once and without waiting for the garbage
 * collector. {@link AnyfsTest} is short for it.
 *
 * <p><b>What is injected.</b> Parameters of type {@link FileSystem}, and fields of this type with {@link InjectFs}. The storage
 * of the URL has to be on the class path of the tests. Parameters of a test, of {@code @BeforeEach} and {@code @AfterEach}
 * methods and of the constructor, and instance fields, get a filesystem of this test: the same one for the same URL and
 * name, and a fresh one for each test, repetition or invocation with parameters. Static fields, parameters of
 * {@code @BeforeAll} and {@code @AfterAll} methods, and with {@code @TestInstance(PER_CLASS)} also the constructor's and the
 * instance fields, get one of the class.
 *
 * <p><b>What is a leak.</b> When a test and its {@code @AfterEach} methods are over, or the {@code @AfterAll} methods of a
 * class: whatever is open in the filesystems that were injected for it, whoever opened it; and whatever the thread of the
 * test has opened since it began, in whichever filesystem, and filesystems themselves. Then everything injected is closed.
 * What should outlive a test is opened in a {@code @BeforeAll} method. A test that fails itself keeps its failure, with the
 * leak as suppressed.
 *
 * <p>Meanwhile {@link io.anyfs.lifecycle.LeakDetection#STRICT} is the level of the process, so that every leak tells where it
 * was opened. Works with nested classes, tests with parameters, and tests in parallel.
 */
public final class AnyfsExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                TestInstancePostProcessor,
                ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(AnyfsExtension.class);

    /** For JUnit. */
    public AnyfsExtension() {}

    /** Constructors belong to the test that they are called for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        scope(context);
        inject(context.getRequiredTestClass(), null, context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        scope(context);
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) throws Exception {
        inject(instance.getClass(), instance, context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        TestScope.rethrow(scope(context).end(context.getDisplayName()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        TestScope.rethrow(scope(context).end(context.getDisplayName()));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        boolean fileSystem = parameter.getParameter().getType() == FileSystem.class;
        if (!fileSystem && parameter.isAnnotated(InjectFs.class)) {
            throw new ParameterResolutionException("@InjectFs is for parameters of type " + FileSystem.class.getName()
                    + ", not for " + parameter.getParameter());
        }
        return fileSystem;
    }

    @Override
    public FileSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Wanted wanted = parameter.findAnnotation(InjectFs.class).map(Wanted::by).orElse(Wanted.DEFAULT);
        try {
            return scope(context).fileSystem(wanted);
        } catch (IOException | IllegalArgumentException failure) {
            throw new ParameterResolutionException(
                    "cannot open '" + wanted.url() + "' for " + parameter.getParameter() + ": " + failure.getMessage(),
                    failure);
        }
    }

    /** Sets the static fields of a class, or the fields of an instance. */
    private static void inject(Class<?> type, @Nullable Object instance, ExtensionContext context) throws Exception {
        List<Field> fields = AnnotationSupport.findAnnotatedFields(
                type,
                InjectFs.class,
                field -> Modifier.isStatic(field.getModifiers()) == (instance == null),
                HierarchyTraversalMode.TOP_DOWN);
        for (Field field : fields) {
            if (field.getType() != FileSystem.class || Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException("@InjectFs is for fields of type "
                        + FileSystem.class.getName() + " that are not final, not for " + field);
            }
            field.setAccessible(true);
            field.set(instance, scope(context).fileSystem(Wanted.by(field.getAnnotation(InjectFs.class))));
        }
    }

    /** The scope of this very context: a store also finds what its parents hold, so the key says whose it is. */
    private static TestScope scope(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        new Key(context.getUniqueId()), key -> new TestScope(around(context)), TestScope.class);
    }

    private static @Nullable TestScope around(ExtensionContext context) {
        for (var outer = context.getParent();
                outer.isPresent();
                outer = outer.get().getParent()) {
            TestScope scope =
                    outer.get().getStore(NAMESPACE).get(new Key(outer.get().getUniqueId()), TestScope.class);
            if (scope != null) {
                return scope;
            }
        }
        return null;
    }

    private record Key(String uniqueId) {}

    /** Which filesystem of a test: the same is the same filesystem. */
    record Wanted(String url, String name) {
        static final Wanted DEFAULT = new Wanted(InjectFs.DEFAULT_URL, "");

        static Wanted by(InjectFs annotation) {
            return new Wanted(annotation.value(), annotation.name());
        }
    }
}
