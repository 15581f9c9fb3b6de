package io.anyfs.expose.ftp;

import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.util.List;

/** Where the client is, and what is there. */
final class DirectoryVerbs {

    private DirectoryVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.user(
                        "PWD",
                        Parameter.NONE,
                        "",
                        (client, argument) ->
                                FtpReply.of(257, quoted(client.settings.directory) + " is the working directory")),
                Verb.path("CWD", Parameter.OPTIONAL, DirectoryVerbs::change),
                Verb.user(
                        "CDUP",
                        Parameter.NONE,
                        "",
                        (client, argument) -> change(client, client.settings.directory.parentOrRoot())),
                Verb.path("MKD", Parameter.REQUIRED, (client, path) -> {
                    client.session().createDirectory(path);
                    return FtpReply.of(257, quoted(path) + " was created");
                }),
                Verb.path("RMD", Parameter.REQUIRED, (client, path) -> {
                    client.session().deleteDirectory(path);
                    return FtpReply.of(250, "The directory was deleted");
                }),
                Verb.path("DELE", Parameter.REQUIRED, (client, path) -> {
                    client.session().deleteFile(path);
                    return FtpReply.of(250, "The file was deleted");
                }),
                Verb.path("RNFR", Parameter.REQUIRED, (client, path) -> {
                    client.session().lstat(path);
                    client.settings.renameFrom = path;
                    return FtpReply.of(350, "And the new name, with RNTO");
                }),
                Verb.path("RNTO", Parameter.REQUIRED, DirectoryVerbs::rename));
    }

    private static FtpReply change(Conversation client, FsPath path) throws IOException {
        if (!client.session().stat(path).isDirectory()) {
            return FtpReply.of(550, path + ": not a directory");
        }
        client.settings.directory = path;
        return FtpReply.of(250, "The working directory is " + quoted(path));
    }

    /** A file in the way is replaced, as rename does on POSIX systems: clients that upload under another name rely on it. */
    private static FtpReply rename(Conversation client, FsPath target) throws IOException {
        FsPath source = client.settings.renameFrom;
        client.settings.renameFrom = null;
        if (source == null) {
            return FtpReply.of(503, "RNFR first");
        }
        client.session().move(source, target, IfExists.REPLACE);
        return FtpReply.of(250, "Renamed");
    }

    /** RFC 959 appendix II: quotes within are doubled. */
    static String quoted(FsPath path) {
        return '"' + path.toString().replace("\"", "\"\"") + '"';
    }
}
