package io.anyfs.cli.mount;

import io.anyfs.mount.os.PageCache;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How {@code --page-cache} is written. */
final class PageCacheChoice implements ITypeConverter<PageCache>, Iterable<String> {

    @Override
    public PageCache convert(String text) {
        return Arrays.stream(PageCache.values())
                .filter(choice -> text(choice).equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("must be " + String.join(", ", this) + ", and is " + text));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(PageCache.values()).map(PageCacheChoice::text).iterator();
    }

    private static String text(PageCache choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
