package io.anyfs.s3mock;

import com.adobe.testing.s3mock.S3MockApplication;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs S3Mock at a free port of 127.0.0.1 until its standard input ends, which it also does when the process at the
 * other end dies. Says the number of the port in the first line of standard output. Its only argument is a directory of
 * its own, for objects and a log, which it deletes at its end.
 */
final class S3MockMain {

    private static final String HOST = "127.0.0.1";
    private static final String KEEP_ALIVE = "3s";

    private S3MockMain() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        S3MockApplication.class, LoopbackConnector.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of(
                        "com.adobe.testing.s3mock.store.root",
                                directory.resolve("objects").toString(),
                        "logging.file.name", directory.resolve("log").toString(),
                        "logging.level.root", "WARN",
                        // Whatever is logged must not be mistaken for the port.
                        "logging.threshold.console", "OFF",
                        "server.address", HOST,
                        "server.port", "0",
                        "server.ssl.enabled", "false",
                        // In a race it announces more bytes than it sends, and then waits; so does who reads them.
                        "server.tomcat.keep-alive-timeout", KEEP_ALIVE,
                        "http.port", "0"))
                .run()) {
            announce(context.getEnvironment().getRequiredProperty("local.server.port"));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        delete(directory);
        Runtime.getRuntime().exit(0);
    }

    private static void announce(String port) throws IOException {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((port + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** S3Mock leaves its directory behind, and what is in it if its cleaner was not needed for anything else. */
    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** S3Mock has a second connector that listens on all interfaces whatever {@code server.address} says. */
    static final class LoopbackConnector implements BeanPostProcessor {

        @Override
        public Object postProcessBeforeInitialization(Object bean, String name) {
            if (bean instanceof Connector connector) {
                connector.setProperty("address", HOST);
            }
            return bean;
        }
    }
}
