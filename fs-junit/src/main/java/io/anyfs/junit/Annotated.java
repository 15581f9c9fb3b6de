package io.anyfs.junit;

import io.anyfs.FileSystem;
import io.anyfs.served.ServedAddress;
import io.anyfs.served.ServedProtocol;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A parameter or a field that is injected, and what annotations say of it: its own, those of the test method, and those of the test class or
 * the class that it is in.
 *
 * @param element the parameter or field
 * @param type its type
 * @param siblings the parameters of the same method, or the fields of the same class
 */
record Annotated(
        AnnotatedElement element, Class<?> type, List<? extends AnnotatedElement> siblings, ExtensionContext context) {

    /** Whether this type is injected at all. */
    static boolean isInjectable(Class<?> type) {
        return type == FileSystem.class || isAddress(type);
    }

    static boolean isAddress(Class<?> type) {
        return ServedAddress.class.isAssignableFrom(type);
    }

    /** Which filesystem it is, or is about. */
    Wanted wanted() {
        Optional<InjectFs> byUrl = AnnotationSupport.findAnnotation(element, InjectFs.class);
        if (byUrl.isPresent()) {
            return new Wanted.ByUrl(byUrl.get().value(), byUrl.get().name());
        }
        ScriptReference reference = reference(description(element));
        boolean bucket = protocols().contains(ServedProtocol.S3);
        return reference.equals(ScriptReference.EMPTY) && !bucket
                ? new Wanted.ByUrl(InjectFs.DEFAULT_URL, name(element))
                : new Wanted.ByScript(reference, name(element), bucket);
    }

    /** Over which protocol the address is that is wanted. */
    ServedProtocol protocol() {
        List<ServedProtocol> possible = protocols().stream()
                .filter(protocol -> type == ServedAddress.class || type == typeOf(protocol))
                .toList();
        if (possible.size() != 1) {
            throw new ExtensionConfigurationException("say by @ServedOver over which one protocol " + element
                    + " is the address; it is served over " + protocols());
        }
        return possible.get(0);
    }

    private static Class<? extends ServedAddress> typeOf(ServedProtocol protocol) {
        return switch (protocol) {
            case SFTP -> ServedAddress.Sftp.class;
            case FTP -> ServedAddress.Ftp.class;
            case FTPS -> ServedAddress.Ftps.class;
            case S3 -> ServedAddress.S3.class;
        };
    }

    /** What it is served over, as itself says or its siblings that are about the same filesystem, or else method or class. */
    private Set<ServedProtocol> protocols() {
        Set<ServedProtocol> protocols = EnumSet.noneOf(ServedProtocol.class);
        ServedOver around = around(ServedOver.class);
        Stream<ServedOver> own = Stream.concat(
                        Stream.of(element), siblings.stream().filter(this::isAboutTheSame))
                .flatMap(annotated -> AnnotationSupport.findAnnotation(annotated, ServedOver.class).stream());
        Stream.concat(own, Stream.ofNullable(around))
                .forEach(served -> protocols.addAll(Arrays.asList(served.value())));
        return protocols;
    }

    private boolean isAboutTheSame(AnnotatedElement sibling) {
        return AnnotationSupport.findAnnotation(sibling, InjectFs.class).isEmpty()
                && reference(description(sibling)).equals(reference(description(element)))
                && name(sibling).equals(name(element));
    }

    /** What describes the filesystem of an element; {@code null} if nothing does. */
    private @Nullable MountedFs description(AnnotatedElement annotated) {
        MountedFs own =
                AnnotationSupport.findAnnotation(annotated, MountedFs.class).orElse(null);
        boolean saysNothing = own == null
                || (own.script().isEmpty() && own.spec().isEmpty() && own.yaml().isEmpty());
        MountedFs around = saysNothing ? around(MountedFs.class) : null;
        return around == null ? own : around;
    }

    private ScriptReference reference(@Nullable MountedFs description) {
        return description == null
                ? ScriptReference.EMPTY
                : ScriptReference.of(description, context.getRequiredTestClass());
    }

    private static String name(AnnotatedElement annotated) {
        return AnnotationSupport.findAnnotation(annotated, MountedFs.class)
                .map(MountedFs::name)
                .orElse("");
    }

    /** The annotation of the test method, or else of the test class or the nearest that it is in. */
    private <A extends Annotation> @Nullable A around(Class<A> annotation) {
        Optional<A> found = context.getTestMethod().flatMap(test -> AnnotationSupport.findAnnotation(test, annotation));
        for (Class<?> outer = context.getRequiredTestClass();
                found.isEmpty() && outer != null;
                outer = outer.getEnclosingClass()) {
            found = AnnotationSupport.findAnnotation(outer, annotation);
        }
        return found.orElse(null);
    }
}
