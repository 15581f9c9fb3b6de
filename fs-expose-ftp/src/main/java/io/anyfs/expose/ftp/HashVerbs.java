package io.anyfs.expose.ftp;

import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.expose.Download;
import io.anyfs.expose.ftp.Verb.Parameter;
import io.anyfs.tree.HashComputation;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's bytes add up to, so that a client can check what it sent without fetching it: HASH (draft-bryan-ftpext-hash-02)
 * for the range that RANG has set (draft-bryan-ftp-range-08), and XCRC, XMD5, XSHA, XSHA1, XSHA256 and XSHA512, which have the
 * range behind the path.
 */
final class HashVerbs {

    /** CuteFTP, who made XCRC up, puts the path into quotes; the end is that of the range, and one number alone is the end. */
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"((?:[ ,]+\\d{1,18}){0,2}) *");

    private static final Pattern PLAIN = Pattern.compile("(.+?)((?: +\\d{1,18}){1,2})", Pattern.DOTALL);

    private final HashSlots slots;

    HashVerbs(HashSlots slots) {
        this.slots = slots;
    }

    List<Verb> all() {
        List<Verb> all = new ArrayList<>();
        all.add(Verb.path("HASH", Parameter.REQUIRED, this::hash));
        for (FtpHash algorithm : FtpHash.values()) {
            for (String name : algorithm.verbs()) {
                all.add(Verb.user(
                        name,
                        Parameter.REQUIRED,
                        "path [[start] end]",
                        (client, argument) -> olderHash(client, name, algorithm, argument)));
            }
        }
        return all;
    }

    private FtpReply hash(Conversation client, FsPath path) throws IOException {
        ByteRange range = client.settings.takeRange();
        FtpHash algorithm = client.settings.hash;
        return compute(client, "HASH", algorithm, path, range, 213, (part, hex) -> {
            String said = algorithm.label() + " " + part.inclusive() + " " + hex + " " + path;
            return FtpReply.of(213, said);
        });
    }

    private FtpReply olderHash(Conversation client, String name, FtpHash algorithm, String argument)
            throws IOException {
        Matcher quoted = QUOTED.matcher(argument);
        if (quoted.matches()) {
            return olderHash(client, name, algorithm, quoted.group(1), quoted.group(2));
        }
        Matcher plain = PLAIN.matcher(argument);
        // A name may end in a number.
        if (plain.matches() && !exists(client, argument)) {
            return olderHash(client, name, algorithm, plain.group(1), plain.group(2));
        }
        return olderHash(client, name, algorithm, argument, "");
    }

    private FtpReply olderHash(Conversation client, String name, FtpHash algorithm, String path, String numbers)
            throws IOException {
        String[] words = numbers.replace(',', ' ').strip().split(" +", -1);
        long end = words[words.length - 1].isEmpty() ? Long.MAX_VALUE : Long.parseLong(words[words.length - 1]);
        long start = words.length == 2 ? Long.parseLong(words[0]) : 0;
        if (end < start) {
            return FtpReply.of(501, name + " needs a range that ends behind its start");
        }
        return compute(
                client,
                name,
                algorithm,
                client.path(path),
                new ByteRange(start, end),
                250,
                (part, hex) -> FtpReply.of(250, hex));
    }

    private static boolean exists(Conversation client, String argument) throws IOException {
        try {
            client.session().stat(client.path(argument));
            return true;
        } catch (FileSystemException missing) {
            return false;
        }
    }

    private interface Answer {
        FtpReply of(ByteRange part, String hex);
    }

    /** @param range {@code null} for the whole file */
    private FtpReply compute(
            Conversation client,
            String verb,
            FtpHash algorithm,
            FsPath path,
            @Nullable ByteRange range,
            int code,
            Answer answer)
            throws IOException {
        Transfer transfer = client.begin(verb + " " + path);
        // It is the server that works, and the client that waits.
        transfer.allCame();
        client.mayTakeLong(new SlowReply(code, "Computing " + algorithm.label()));
        try (Closeable slot = slots.take(transfer);
                Download download = client.session().download(path)) {
            transfer.uses(download);
            if (!download.info().isFile()) {
                throw new IsDirectoryException(path.toString(), "hash: not a file");
            }
            long size = download.info().size();
            ByteRange wanted = range == null ? ByteRange.whole(size) : range;
            if (wanted.start() > size) {
                return FtpReply.of(501, path + " has " + size + " bytes only");
            }
            ByteRange part = wanted.within(size);
            return answer.of(part, hex(download, part, algorithm.begin(), transfer));
        } catch (IOException failure) {
            String why = transfer.abortedBecause();
            if (why != null) {
                return FtpReply.of(FtpReply.CUT, "The hash was not computed: " + why);
            }
            throw failure;
        } finally {
            client.end(transfer);
        }
    }

    private static String hex(Download download, ByteRange part, HashComputation hash, Transfer transfer)
            throws IOException {
        TransferBuffers buffers = part.length() > 64 * 1024 ? TransferBuffers.LARGE : TransferBuffers.SMALL;
        ByteBuffer buffer = buffers.take();
        try {
            long position = part.start();
            while (position < part.end()) {
                buffer.clear();
                if (buffer.remaining() > part.end() - position) {
                    buffer.limit((int) (part.end() - position));
                }
                int read = download.read(buffer, position);
                if (read < 0) {
                    break;
                }
                hash.update(buffer.flip());
                position += read;
                transfer.moved(read);
                if (transfer.abortedBecause() != null) {
                    throw new IOException("aborted");
                }
            }
        } finally {
            buffers.giveBack(buffer);
        }
        return hash.hex();
    }
}
