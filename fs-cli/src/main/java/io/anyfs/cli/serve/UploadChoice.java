package io.anyfs.cli.serve;

import io.anyfs.expose.UploadPolicy;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --upload} can be. */
final class UploadChoice implements ITypeConverter<UploadPolicy>, Iterable<String> {

    @Override
    public UploadPolicy convert(String name) {
        return Stream.of(UploadPolicy.values())
                .filter(policy -> name(policy).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("'" + name + "' is no policy; write " + String.join(" or ", this)));
    }

    /** For those who complete command lines. */
    @Override
    public Iterator<String> iterator() {
        return Stream.of(UploadPolicy.values()).map(UploadChoice::name).iterator();
    }

    private static String name(UploadPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
