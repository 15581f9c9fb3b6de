package io.anyfs.expose.ftp;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of files (RFC 3659), and changing it. */
final class FactVerbs {

    private FactVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.path("SIZE", Parameter.REQUIRED, FactVerbs::size),
                Verb.path("MDTM", Parameter.REQUIRED, FactVerbs::modified),
                Verb.user("MFMT", Parameter.REQUIRED, "YYYYMMDDhhmmss path", FactVerbs::modify),
                Verb.path("MLST", Parameter.OPTIONAL, FactVerbs::facts),
                Verb.path(
                        "AVBL",
                        Parameter.OPTIONAL,
                        (client, path) -> FtpReply.of(
                                213, Long.toString(client.session().space(path).usable()))));
    }

    /** RFC 3659 section 4: the size is what would be transferred, which for text is not known without reading it all. */
    private static FtpReply size(Conversation client, FsPath path) throws IOException {
        if (client.settings.type == TransferType.ASCII) {
            return FtpReply.of(550, "SIZE is known in TYPE I only");
        }
        FileInfo info = client.session().stat(path);
        return info.isFile()
                ? FtpReply.of(213, Long.toString(info.size()))
                : FtpReply.of(550, path + ": not a plain file");
    }

    private static FtpReply modified(Conversation client, FsPath path) throws IOException {
        return FtpReply.of(213, time(client.session().stat(path).lastModified()));
    }

    private static FtpReply modify(Conversation client, String argument) throws IOException {
        int space = argument.indexOf(' ');
        Instant time = space < 0 ? null : MachineTime.parse(argument.substring(0, space));
        if (time == null || space == argument.length() - 1) {
            return FtpReply.of(501, "MFMT needs: YYYYMMDDhhmmss path");
        }
        FsPath path = client.path(argument.substring(space + 1));
        client.session().setAttributes(path, AttributeChanges.lastModified(time), Links.FOLLOW);
        return FtpReply.of(213, "Modify=" + time(time) + "; " + path);
    }

    private static @Nullable FtpReply facts(Conversation client, FsPath path) throws IOException {
        FileInfo info = client.session().stat(path);
        String line = MachineFact.line(info, client.session().capabilities(path), client.settings.facts);
        return FtpReply.of(250, "Facts", List.of(line + " " + path), "End");
    }

    private static String time(Instant instant) {
        return MachineFact.TIME.format(instant.atOffset(ZoneOffset.UTC));
    }
}
