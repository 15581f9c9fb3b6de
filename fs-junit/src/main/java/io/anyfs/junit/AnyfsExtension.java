package io.anyfs.junit;

import io.anyfs.FileSystem;
import io.anyfs.served.ServedAddress;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Gives tests filesystems, and fails the test that leaves anything open, at once and without waiting for the garbage
 * collector. {@link AnyfsTest} is short for it, and {@link MountedFs} and {@link ServedOver} bring it with them.
 *
 * <p><b>What is injected.</b> Parameters of type {@link FileSystem}, and fields of this type with {@link InjectFs} for the storage
 * of a URL, which has to be on the class path of the tests, or with {@link MountedFs} for one that is described. Parameters and, with one of the
 * annotations, fields of type {@link ServedAddress} where {@link ServedOver} says that the filesystem is served. Parameters of a test, of {@code @BeforeEach} and {@code @AfterEach}
 * methods and of the constructor, and instance fields, get a filesystem of this test: the same one for the same URL or description and
 * name, and a fresh one for each test, repetition or invocation with parameters. Static fields, parameters of
 * {@code @BeforeAll} and {@code @AfterAll} methods, and with {@code @TestInstance(PER_CLASS)} also the constructor's and the
 * instance fields, get one of the class.
 *
 * <p><b>What is a leak.</b> When a test and its {@code @AfterEach} methods are over, or the {@code @AfterAll} methods of a
 * class: whatever is open in the filesystems that were injected for it, whoever opened it; and whatever the thread of the
 * test has opened since it began, in whichever filesystem, and filesystems themselves. Then everything injected is closed.
 * What should outlive a test is opened in a {@code @BeforeAll} method. A test that fails itself keeps its failure, with the
 * leak as suppressed. Clients that are logged in to a server of the test are such leaks too.
 *
 * <p><b>What a failed test shows.</b> What was in its filesystems, as suppressed {@link TreeAtFailure}. With the configuration parameter
 * {@value #KEEP} the trees are also copied into a directory of this machine.
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

    /** The configuration parameter of JUnit, or system property, that names a directory where trees of failed tests are kept. */
    public static final String KEEP = "anyfs.keep";

    private static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(InjectFs.class, MountedFs.class, ServedOver.class);

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
        end(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        end(context);
    }

    private static void end(ExtensionContext context) throws IOException {
        FailureReport report = context.getExecutionException()
                .map(failure -> new FailureReport(failure, directoryToKeep(context)))
                .orElse(null);
        TestScope.rethrow(scope(context).end(context.getDisplayName(), report));
    }

    private static @Nullable Path directoryToKeep(ExtensionContext context) {
        return context.getConfigurationParameter(KEEP)
                .map(directory -> Path.of(directory)
                        .resolve(context.getRequiredTestClass().getName())
                        .resolve(fileName(context)))
                .orElse(null);
    }

    private static String fileName(ExtensionContext context) {
        String name = context.getTestMethod().map(Method::getName).orElse("class") + " " + context.getDisplayName();
        return name.replaceAll("[^\\p{Alnum}]+", "-").replaceAll("^-|-$", "");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        boolean injectable = Annotated.isInjectable(parameter.getParameter().getType());
        if (!injectable) {
            refuse(parameter.getParameter(), "parameters", "").ifPresent(message -> {
                throw new ParameterResolutionException(message);
            });
        }
        return injectable;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Parameter element = parameter.getParameter();
        Annotated annotated = new Annotated(
                element,
                element.getType(),
                List.of(parameter.getDeclaringExecutable().getParameters()),
                context);
        try {
            return resolve(annotated, context);
        } catch (IOException | IllegalArgumentException failure) {
            throw new ParameterResolutionException(
                    "cannot open " + annotated.wanted() + " for " + element + ": " + failure.getMessage(), failure);
        }
    }

    private static Object resolve(Annotated annotated, ExtensionContext context) throws IOException {
        TestScope scope = scope(context);
        return Annotated.isAddress(annotated.type())
                ? scope.address(annotated.wanted(), annotated.protocol())
                : scope.fileSystem(annotated.wanted());
    }

    /** Sets the static fields of a class, or the fields of an instance. */
    private static void inject(Class<?> type, @Nullable Object instance, ExtensionContext context) throws Exception {
        List<Field> fields = ReflectionSupport.findFields(
                type,
                field -> Modifier.isStatic(field.getModifiers()) == (instance == null) && isAnnotated(field),
                HierarchyTraversalMode.TOP_DOWN);
        for (Field field : fields) {
            field.setAccessible(true);
            if (Modifier.isFinal(field.getModifiers()) && instance != null && field.get(instance) != null) {
                // The constructor has set it: Kotlin annotates the field of a constructor's parameter too.
                continue;
            }
            if (!Annotated.isInjectable(field.getType()) || Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException(
                        refuse(field, "fields", " that are not final").orElseThrow());
            }
            field.set(instance, resolve(new Annotated(field, field.getType(), fields, context), context));
        }
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        return annotation(element).isPresent();
    }

    private static Optional<Class<? extends Annotation>> annotation(AnnotatedElement element) {
        return ANNOTATIONS.stream()
                .filter(annotation -> AnnotationSupport.isAnnotated(element, annotation))
                .findFirst();
    }

    /** What is wrong with an annotated element that cannot be injected. */
    private static Optional<String> refuse(AnnotatedElement element, String what, String which) {
        return annotation(element)
                .map(annotation -> "@" + annotation.getSimpleName() + " is for " + what + " of type "
                        + FileSystem.class.getName() + " or " + ServedAddress.class.getName() + which + ", not for "
                        + element);
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
}
