package io.anyfs.junit;

import io.anyfs.mount.MountScript;
import io.anyfs.spec.content.Source;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Where a filesystem is described.
 *
 * @param kind how
 * @param owner the class of a method; {@code null} for all else
 * @param text the name of a method or a file, or the description itself
 */
record ScriptReference(Kind kind, @Nullable Class<?> owner, String text) {

    /** An empty storage in memory. */
    static final ScriptReference EMPTY = new ScriptReference(Kind.EMPTY, null, "");

    /** How something is described. */
    enum Kind {
        EMPTY,
        METHOD,
        SPEC,
        YAML
    }

    /**
     * What an annotation refers to.
     *
     * @param testClass whose methods are meant by names without a class
     */
    static ScriptReference of(MountedFs annotation, Class<?> testClass) {
        int given = (annotation.script().isEmpty() ? 0 : 1)
                + (annotation.spec().isEmpty() ? 0 : 1)
                + (annotation.yaml().isEmpty() ? 0 : 1);
        if (given > 1) {
            throw new ExtensionConfigurationException(
                    "@MountedFs has one of script, spec and yaml: " + testClass.getName());
        } else if (!annotation.script().isEmpty()) {
            return ofMethod(annotation.script(), testClass);
        } else if (!annotation.spec().isEmpty()) {
            return new ScriptReference(Kind.SPEC, null, annotation.spec());
        }
        return given == 0 ? EMPTY : new ScriptReference(Kind.YAML, null, annotation.yaml());
    }

    private static ScriptReference ofMethod(String name, Class<?> testClass) {
        int mark = name.indexOf('#');
        if (mark < 0) {
            return new ScriptReference(Kind.METHOD, owner(testClass, name), name);
        }
        String owner = name.substring(0, mark);
        Class<?> loaded = ReflectionSupport.tryToLoadClass(owner, testClass.getClassLoader())
                .getOrThrow(missing ->
                        new ExtensionConfigurationException("@MountedFs: there is no class " + owner, missing));
        return new ScriptReference(Kind.METHOD, loaded, name.substring(mark + 1));
    }

    /** The class that has a method of this name: the test class, one that it extends, or one that it is in. */
    private static Class<?> owner(Class<?> testClass, String name) {
        for (Class<?> outer = testClass; outer != null; outer = outer.getEnclosingClass()) {
            if (ReflectionSupport.findMethod(outer, name).isPresent()) {
                return outer;
            }
        }
        throw new ExtensionConfigurationException(
                "@MountedFs: " + testClass.getName() + " has no method " + name + "() without parameters");
    }

    MountScript read() throws IOException {
        return switch (kind) {
            case EMPTY -> MountScript.memory();
            case METHOD -> called();
            case YAML -> MountScript.yaml(text);
            case SPEC -> {
                Source source = new Source(text);
                yield source.isResource()
                        ? MountScript.yaml(new String(source.readBytes(), StandardCharsets.UTF_8))
                        : MountScript.read(source.path());
            }
        };
    }

    private MountScript called() {
        Method method = ReflectionSupport.findMethod(Objects.requireNonNull(owner), text)
                .orElseThrow(() -> new ExtensionConfigurationException("@MountedFs: there is no method " + this));
        if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() != MountScript.class) {
            throw new ExtensionConfigurationException(
                    "@MountedFs: " + this + " has to be static and to return a " + MountScript.class.getName());
        }
        try {
            method.setAccessible(true);
            MountScript script = (MountScript) method.invoke(null);
            if (script == null) {
                throw new ExtensionConfigurationException("@MountedFs: " + this + " returned null");
            }
            return script;
        } catch (InvocationTargetException failed) {
            Throwable cause = Objects.requireNonNull(failed.getCause());
            throw new ExtensionConfigurationException("@MountedFs: " + this + " failed: " + cause, cause);
        } catch (IllegalAccessException closed) {
            throw new ExtensionConfigurationException("@MountedFs: " + this + " cannot be called", closed);
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case EMPTY -> "an empty filesystem";
            case METHOD -> Objects.requireNonNull(owner).getName() + "#" + text + "()";
            case SPEC -> text;
            case YAML -> "the filesystem of @MountedFs";
        };
    }
}
