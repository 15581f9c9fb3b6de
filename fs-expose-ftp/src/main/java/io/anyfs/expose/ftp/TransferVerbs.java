package io.anyfs.expose.ftp;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.expose.Download;
import io.anyfs.expose.Upload;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Files, there and back. Whatever happens, what was agreed on for the data connection is used up. */
final class TransferVerbs {

    private static final int UNIQUE_NAME_TRIES = 100;

    private TransferVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.path("RETR", Parameter.REQUIRED, usingUp(TransferVerbs::retrieve)),
                Verb.path("STOR", Parameter.REQUIRED, usingUp(TransferVerbs::store)),
                Verb.path("APPE", Parameter.REQUIRED, usingUp(TransferVerbs::append)),
                Verb.path("STOU", Parameter.OPTIONAL, usingUp(TransferVerbs::storeUnique)));
    }

    private static Verb.PathAction usingUp(Verb.PathAction transfer) {
        return (client, path) -> {
            try {
                return client.data().isAgreed() ? transfer.run(client, path) : DataTransfer.nothingAgreed();
            } finally {
                client.data().forget();
                client.settings.takeRestart();
                client.settings.takeRange();
                client.settings.takeAllocated();
            }
        };
    }

    private static FtpReply retrieve(Conversation client, FsPath path) throws IOException {
        Settings settings = client.settings;
        ByteRange range = settings.takeRange();
        long offset = range == null ? settings.takeRestart() : range.start();
        if ((offset > 0 || range != null) && settings.type == TransferType.ASCII) {
            return FtpReply.of(504, "REST and RANG work in TYPE I only");
        }
        try (Download download = client.session().download(path)) {
            long size = download.info().size();
            if (offset > size) {
                return FtpReply.of(554, path + " has " + size + " bytes only");
            }
            ByteRange part = range == null ? new ByteRange(offset, size) : range.within(size);
            String opening = "Sending " + path + " (" + part.length() + " bytes)";
            FtpReply reply =
                    DataTransfer.run(client, "RETR " + path, opening, new DownloadBody(download, settings, part));
            if (!reply.isPositive()) {
                download.notDelivered();
            }
            return reply;
        }
    }

    private static FtpReply store(Conversation client, FsPath path) throws IOException {
        if (client.settings.takeRange() != null) {
            return noRange();
        }
        long offset = client.settings.takeRestart();
        if (offset > 0) {
            return resume(client, path, offset);
        }
        return receive(client, "STOR", path, WriteOptions.replace(), 0);
    }

    /** What is there stays up to the offset; what is behind it goes. */
    private static FtpReply resume(Conversation client, FsPath path, long offset) throws IOException {
        if (client.settings.type == TransferType.ASCII) {
            return FtpReply.of(504, "REST works in TYPE I only");
        }
        FileInfo there = client.session().stat(path);
        if (offset > there.size()) {
            return FtpReply.of(554, path + " has " + there.size() + " bytes only");
        }
        Capabilities can = client.session().capabilities(path);
        if (offset == there.size() && can.has(Capability.APPEND)) {
            return receive(client, "STOR", path, WriteOptions.append().mustExistAlready(), 0);
        }
        return receive(client, "STOR", path, WriteOptions.update().mustExistAlready(), offset);
    }

    private static FtpReply noRange() {
        return FtpReply.of(504, "RANG is for RETR and HASH only, REST says where an upload goes on");
    }

    private static FtpReply append(Conversation client, FsPath path) throws IOException {
        if (client.settings.takeRange() != null) {
            return noRange();
        }
        client.settings.takeRestart();
        return receive(client, "APPE", path, WriteOptions.append(), 0);
    }

    /** RFC 959 section 4.1.3; the name is in the first reply (RFC 1123 section 4.1.2.9). */
    private static FtpReply storeUnique(Conversation client, FsPath path) throws IOException {
        boolean named = !path.equals(client.settings.directory);
        FsPath directory = named ? path.parentOrRoot() : path;
        String base = named ? path.name() : "upload";
        for (int i = 0; ; i++) {
            String name = i == 0 && named
                    ? base
                    : base + "." + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
            try {
                FsPath unique = directory.resolve("./" + name);
                FtpReply reply = receive(client, "STOU", unique, WriteOptions.createNew(), 0);
                // Some clients show their user the last reply only.
                return reply.isPositive() ? reply.and("FILE: " + unique) : reply;
            } catch (FileAlreadyExistsException taken) {
                if (i == UNIQUE_NAME_TRIES) {
                    throw taken;
                }
            }
        }
    }

    /** @param offset where an update begins; 0 for all others */
    private static FtpReply receive(Conversation client, String verb, FsPath path, WriteOptions options, long offset)
            throws IOException {
        long announced = client.settings.takeAllocated();
        WriteOptions expecting = announced == Settings.NONE ? options : options.expecting(announced);
        TransferType type = client.settings.type;
        Upload upload = client.session().upload(path, expecting);
        FtpReply reply;
        try (upload) {
            long position = Settings.NONE;
            if (offset > 0) {
                upload.truncate(offset);
                position = offset;
            }
            String opening = verb.equals("STOU") ? "FILE: " + path : "Send the bytes for " + path;
            UploadBody body = new UploadBody(client, upload, type, announced, position);
            reply = DataTransfer.run(client, verb + " " + path, opening, body);
        }
        return reply.code() == FtpReply.CUT ? reply.and(left(upload)) : reply;
    }

    /** What there is of an upload that was cut. */
    private static String left(Upload upload) {
        FileInfo kept = upload.published();
        return kept == null ? "nothing was stored" : kept.size() + " bytes are stored, go on from there";
    }
}
