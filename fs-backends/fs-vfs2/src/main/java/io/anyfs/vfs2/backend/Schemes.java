package io.anyfs.vfs2.backend;

import java.util.Map;
import org.apache.commons.vfs2.FileSystemManager;

/** What the providers of Commons VFS need, which it leaves to the program to have. */
final class Schemes {

    private static final String COMPRESS = "org.apache.commons:commons-compress";
    private static final String NET = "commons-net:commons-net";
    private static final String HTTP5 = "org.apache.httpcomponents.client5:httpclient5";
    private static final String WEBDAV = "org.apache.commons:commons-vfs2-jackrabbit2";
    private static final String HTTP4 = "org.apache.httpcomponents:httpclient";

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
                String library = LIBRARIES.get(scheme);
                throw new IllegalArgumentException(
                        library == null
                                ? "Commons VFS has no provider for '" + scheme + ":'"
                                : "'" + scheme + ":' needs " + library + " on the class path");
            }
            rest = rest.substring(colon + 1);
            colon = rest.startsWith("/") ? -1 : rest.indexOf(':');
        }
    }
}
