package io.anyfs.it.docs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsUrl;
import io.anyfs.spi.Backends;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the URLs of the documents are understood. Nothing is opened. */
class UrlExamplesTest {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
    private static final Pattern URL =
            Pattern.compile("(?:[a-z][a-z0-9-]*\\+)*(?:local|file|mem|s3|spec):.*", Pattern.DOTALL);
    private static final Pattern INLINE_CHAIN = Pattern.compile("`((?:[a-z]+\\+)+[a-z0-9]+:[^`…]+)`");

    @Test
    void every_url_of_a_command_line_is_understood() {
        List<String> urls = Example.of("sh")
                .flatMap(example -> example.text().lines())
                .map(String::strip)
                .filter(line -> line.startsWith("anyfs ") || line.startsWith("./anyfs "))
                .flatMap(line -> WORD.matcher(line).results())
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .filter(word -> URL.matcher(word).matches())
                .toList();
        assertTrue(urls.size() > 10, urls::toString);
        requireUnderstood(urls);
    }

    @Test
    void every_chain_in_a_sentence_is_understood() {
        List<String> urls = new ArrayList<>();
        for (var document : Example.documents()) {
            Stream<String> lines = Example.lines(document).stream();
            lines.flatMap(line -> INLINE_CHAIN.matcher(line).results())
                    .map(found -> found.group(1))
                    .forEach(urls::add);
        }
        assertTrue(!urls.isEmpty());
        requireUnderstood(urls);
    }

    private static void requireUnderstood(List<String> urls) {
        for (String url : urls) {
            String withoutVariables = Matcher.quoteReplacement("http://127.0.0.1:9000");
            String text = url.replaceAll("\\$\\w+", withoutVariables);
            assertDoesNotThrow(() -> Backends.locate(FsUrl.parse(text)), () -> text);
        }
    }
}
