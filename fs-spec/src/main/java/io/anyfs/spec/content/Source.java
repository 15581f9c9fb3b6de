package io.anyfs.spec.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where content is taken from: a file or a directory of this machine, by its path, or {@code resource:NAME} of the class path.
 * A resource is looked for by the class loader of the thread that asks, or else by that of anyfs. Immutable.
 *
 * @param place the path, from the working directory if it is relative, or {@code resource:} and a name without a leading slash
 */
public record Source(String place) {

    private static final String RESOURCE = "resource:";

    /** Checks that something is named. */
    public Source {
        if (place.isBlank() || place.equals(RESOURCE)) {
            throw new IllegalArgumentException("write a path, or resource: and the name of a resource");
        }
    }

    /** A file or a directory of this machine. */
    public static Source file(Path path) {
        return new Source(path.toString());
    }

    /** A file or a directory of the class path, by its name without a leading slash. */
    public static Source resource(String name) {
        return new Source(RESOURCE + (name.startsWith("/") ? name.substring(1) : name));
    }

    /** Whether it is of the class path. */
    public boolean isResource() {
        return place.startsWith(RESOURCE);
    }

    /** The path of this machine; only where it is no resource. */
    public Path path() {
        if (isResource()) {
            throw new IllegalStateException("a resource has no path: " + place);
        }
        return Path.of(place);
    }

    /** Opens a file. */
    InputStream open() throws IOException {
        return isResource() ? url().openStream() : Files.newInputStream(path());
    }

    /**
     * All bytes of a file.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    public byte[] readBytes() throws IOException {
        try (InputStream in = open()) {
            return in.readAllBytes();
        }
    }

    /** The name of the resource, without a slash at its end. */
    String resourceName() {
        String name = place.substring(RESOURCE.length());
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    /** Where the resource is. */
    URL url() throws NoSuchFileException {
        String name = resourceName();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        URL url = context == null ? null : context.getResource(name);
        if (url == null) {
            url = Source.class.getClassLoader().getResource(name);
        }
        if (url == null) {
            throw new NoSuchFileException(place, null, "no such resource on the class path");
        }
        return url;
    }

    @Override
    public String toString() {
        return place;
    }
}
