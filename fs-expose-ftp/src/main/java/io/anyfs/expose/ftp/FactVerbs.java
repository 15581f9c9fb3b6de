package io.anyfs.expose.ftp;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of files (RFC 3659), and changing it (draft-somers-ftp-mfxx-04). */
final class FactVerbs {

    private static final Pattern TIME_AND_PATH = Pattern.compile("(\\d{14}(?:\\.\\d{1,9})?) (.+)", Pattern.DOTALL);

    private FactVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.path("SIZE", Parameter.REQUIRED, FactVerbs::size),
                Verb.user("MDTM", Parameter.REQUIRED, "[YYYYMMDDhhmmss] path", FactVerbs::modified),
                Verb.user("MFMT", Parameter.REQUIRED, "YYYYMMDDhhmmss path", FactVerbs::modify),
                Verb.user("MFF", Parameter.REQUIRED, "fact=value;... path", FactVerbs::change),
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

    /** Asks for a time, or sets one, as clients older than MFMT do. A file whose name begins like a time goes before. */
    private static FtpReply modified(Conversation client, String argument) throws IOException {
        Matcher set = TIME_AND_PATH.matcher(argument);
        try {
            FileInfo info = client.session().stat(client.path(argument));
            return FtpReply.of(213, MachineTime.text(info.lastModified()));
        } catch (NoSuchFileException missing) {
            if (set.matches()) {
                return modify(client, argument);
            }
            throw missing;
        }
    }

    private static FtpReply modify(Conversation client, String argument) throws IOException {
        Matcher parts = TIME_AND_PATH.matcher(argument);
        Instant time = parts.matches() ? MachineTime.parse(parts.group(1)) : null;
        if (time == null) {
            return FtpReply.of(501, "MFMT needs: YYYYMMDDhhmmss path");
        }
        FsPath path = client.path(parts.group(2));
        client.session().setAttributes(path, AttributeChanges.lastModified(time), Links.FOLLOW);
        return FtpReply.of(213, "Modify=" + MachineTime.text(time) + "; " + path);
    }

    private static FtpReply change(Conversation client, String argument) throws IOException {
        int space = argument.indexOf("; ");
        FactChanges changes = space < 0 ? null : FactChanges.parse(argument.substring(0, space));
        if (changes == null || space + 2 == argument.length()) {
            return FtpReply.of(501, "MFF needs: fact=value;... path");
        }
        if (!changes.unknown().isEmpty()) {
            return FtpReply.of(504, "These facts cannot be changed: " + String.join(", ", changes.unknown()));
        }
        FsPath path = client.path(argument.substring(space + 2));
        client.session().setAttributes(path, changes.attributes(), Links.FOLLOW);
        return FtpReply.of(213, argument.substring(0, space) + "; " + path);
    }

    private static @Nullable FtpReply facts(Conversation client, FsPath path) throws IOException {
        FileInfo info = client.session().stat(path);
        FactLine format = new FactLine(client.session(), path.parentOrRoot(), client.settings.facts);
        StringBuilder line = new StringBuilder();
        format.append(line, info, path.toString());
        return FtpReply.of(250, "Facts", List.of(line.toString()), "End");
    }
}
