package io.anyfs.vfs2.backend;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.vfs2.FileSystemManager;

/** The providers of Commons VFS: what their URLs are about, and which libraries they need that it leaves to the program to have. */
final class Schemes {

    static final Set<String> ARCHIVES =
            Set.of("zip", "jar", "war", "ear", "sar", "par", "ejb3", "tar", "tgz", "tbz2", "gz", "bz2");
    static final Set<String> SERVERS = Set.of(
            "sftp",
            "ftp",
            "ftps",
            "webdav",
            "webdavs",
            "webdav4",
            "webdav4s",
            "http",
            "https",
            "http4",
            "http4s",
            "http5",
            "http5s",
            "hdfs");
    /** Whose files come and go with the storage. */
    static final Set<String> FLEETING = Set.of("ram", "tmp");

    static final Set<String> OF_MACHINE = Set.of("file", "res");

    private static final String COMPRESS = "org.apache.commons:commons-compress";
    private static final String NET = "commons-net:commons-net";
    private static final String HTTP5 = "org.apache.httpcomponents.client5:httpclient5";
    private static final String HTTP4 = "org.apache.httpcomponents:httpclient";
    private static final String WEBDAV = "org.apache.commons:commons-vfs2-jackrabbit2";

    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("tar", COMPRESS),
            Map.entry("tgz", COMPRESS),
            Map.entry("tbz2", COMPRESS),
            Map.entry("bz2", COMPRESS),
            Map.entry("ftp", NET),
            Map.entry("ftps", NET),
            Map.entry("http", HTTP5),
            Map.entry("https", HTTP5),
            Map.entry("http4", HTTP4),
            Map.entry("http4s", HTTP4),
            Map.entry("http5", HTTP5),
            Map.entry("http5s", HTTP5),
            Map.entry("sftp", "com.github.mwiede:jsch"),
            Map.entry("webdav4", WEBDAV),
            Map.entry("webdav4s", WEBDAV),
            Map.entry("hdfs", "org.apache.commons:commons-vfs2-hdfs and org.apache.hadoop:hadoop-client"));

    private Schemes() {}

    /** All that have a name of their own in URLs, such as {@code zip} in {@code vfs+zip:}. */
    static Set<String> all() {
        Set<String> all = new TreeSet<>(ARCHIVES);
        all.addAll(SERVERS);
        all.addAll(FLEETING);
        all.addAll(OF_MACHINE);
        return all;
    }

    /** What Commons VFS calls it. */
    static String provider(String scheme) {
        return switch (scheme) {
            // Those of this name are for a client that has seen no release since 2007.
            case "webdav" -> "webdav4";
            case "webdavs" -> "webdav4s";
            default -> scheme;
        };
    }

    /**
     * Refuses a URI whose providers are not there.
     *
     * @throws IllegalArgumentException which names the library to add
     */
    static void requireProviders(FileSystemManager manager, String uri) {
        String rest = uri;
        int colon = rest.indexOf(':');
        while (colon > 0 && rest.substring(0, colon).matches("[a-z][a-z0-9.+-]*")) {
            String scheme = rest.substring(0, colon);
            if (!manager.hasProvider(scheme)) {
                throw new IllegalArgumentException(
                        LIBRARIES.containsKey(scheme)
                                ? "'" + scheme + ":' needs " + LIBRARIES.get(scheme) + " on the class path"
                                : "Commons VFS has no provider for '" + scheme + ":'");
            }
            rest = rest.substring(colon + 1);
            colon = rest.startsWith("/") ? -1 : rest.indexOf(':');
        }
    }
}
