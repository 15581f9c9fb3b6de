package io.anyfs.tck;

import io.anyfs.Capability;
import io.anyfs.tck.subject.Without;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Writes down how a storage has kept the contract: one file for each subclass, in the directory that the system property
 * {@code anyfs.tck.report} names, and none without it.
 *
 * <p>The file has the class's name, ends in {@code .txt} and holds lines {@code KEY VALUE}:
 *
 * <table>
 * <caption>Lines</caption>
 * <tr><td>{@code class}</td><td>the subclass</td></tr>
 * <tr><td>{@code whole}</td><td>{@code true} if all cases were asked for, and {@code false} if some were filtered away</td></tr>
 * <tr><td>{@code thorough}</td><td>whether {@link InBrief} was left aside</td></tr>
 * <tr><td>{@code passed}, {@code failed}</td><td>how many cases have; one with many parameters counts once</td></tr>
 * <tr><td>{@code undeclared}</td><td>how many cases need what the storage does not declare</td></tr>
 * <tr><td>{@code untried}</td><td>how many cases were left out for another reason, such as {@link InBrief}</td></tr>
 * <tr><td>{@code capabilities}</td><td>what the storage declares at its root, with commas</td></tr>
 * <tr><td>{@code deviation}</td><td>the topic of a case that is overridden, a dash, what it states, a colon, and the reason that {@link Deviation}
 * gives</td></tr>
 * </table>
 *
 * <p>Cases that prove the refusal of what the storage does declare have nothing to say of it, and are not counted.
 */
public final class ContractReport implements BeforeTestExecutionCallback, TestWatcher, AfterAllCallback {

    /** Of the runs of a case with parameters the last of these counts. */
    private enum Outcome {
        NOTHING_TO_REFUSE,
        UNTRIED,
        UNDECLARED,
        PASSED,
        FAILED
    }

    private static final Map<String, Method> CASES = cases(FileSystemContract.class);

    private final Map<Class<?>, Map<String, Outcome>> outcomes = new ConcurrentHashMap<>();
    private final Map<Class<?>, Set<Capability>> declared = new ConcurrentHashMap<>();
    private final @Nullable Path directory;

    /** Made by JUnit. */
    public ContractReport() {
        String named = System.getProperty("anyfs.tck.report", "");
        directory = named.isBlank() ? null : Path.of(named);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        if (directory != null && context.getRequiredTestInstance() instanceof FileSystemContract contract) {
            declared.putIfAbsent(
                    context.getRequiredTestClass(), contract.fs().capabilities().asSet());
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, Outcome.PASSED);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        record(context, Outcome.FAILED);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        if (cause instanceof UndeclaredException) {
            record(context, Outcome.UNDECLARED);
        } else if (context.getRequiredTestMethod().isAnnotationPresent(Without.class)) {
            record(context, Outcome.NOTHING_TO_REFUSE);
        } else {
            record(context, Outcome.UNTRIED);
        }
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        record(context, Outcome.UNTRIED);
    }

    private void record(ExtensionContext context, Outcome outcome) {
        if (directory != null) {
            outcomes.computeIfAbsent(context.getRequiredTestClass(), type -> new ConcurrentHashMap<>())
                    .merge(
                            context.getRequiredTestMethod().getName(),
                            outcome,
                            (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Class<?> type = context.getRequiredTestClass();
        Map<String, Outcome> cases = outcomes.remove(type);
        if (directory != null && cases != null) {
            Files.createDirectories(directory);
            Files.write(directory.resolve(type.getName() + ".txt"), lines(type, cases));
        }
    }

    private List<String> lines(Class<?> type, Map<String, Outcome> outcomesOfAll) {
        Map<String, Outcome> tried = new TreeMap<>(outcomesOfAll);
        tried.keySet().retainAll(CASES.keySet());
        List<String> lines = new ArrayList<>();
        lines.add("class " + type.getName());
        lines.add("whole " + tried.keySet().equals(CASES.keySet()));
        lines.add("thorough " + Boolean.getBoolean("anyfs.thorough"));
        for (Outcome outcome : List.of(Outcome.PASSED, Outcome.FAILED, Outcome.UNDECLARED, Outcome.UNTRIED)) {
            lines.add(outcome.name().toLowerCase(Locale.ROOT) + " "
                    + tried.values().stream().filter(outcome::equals).count());
        }
        lines.add("capabilities "
                + new TreeSet<>(declared.getOrDefault(type, Set.of()))
                        .stream().map(Capability::name).collect(Collectors.joining(",")));
        for (Method override : cases(type).values()) {
            Method original = CASES.get(override.getName());
            if (original != null && !original.equals(override)) {
                lines.add("deviation " + deviation(original, override));
            }
        }
        return lines;
    }

    private static String deviation(Method original, Method override) {
        Deviation reason = override.getAnnotation(Deviation.class);
        return new CaseNames()
                        .generateDisplayNameForMethod(List.of(), FileSystemContract.class, original)
                        .replace(": ", " – ")
                + ": " + (reason == null ? "no reason is given" : reason.value());
    }

    /** By their names, which are unique. */
    private static Map<String, Method> cases(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .collect(Collectors.toMap(Method::getName, method -> method, (one, other) -> one, TreeMap::new));
    }
}
