package io.anyfs.lifecycle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes a dump, line by line. The totals stand at the head of the file and are known at the end: they are patched in. */
final class DumpWriter {

    static final String FORMAT = "#anyfs-resource-dump";
    static final int VERSION = 1;
    static final String COLUMNS = "#id\tparent\tkind\tlabel\towner\topened\tage-ms\tstate\tthread\tstack";

    static final String OPEN = "open";
    static final String CLOSING = "closing";

    private static final String RUN = HexFormat.of().formatHex(random(8));
    private static final int BUFFER = 64 * 1024;
    private static final int MAX_FRAMES = 100;

    private final FileChannel file;
    private final StringBuilder pending = new StringBuilder(BUFFER);
    private final Map<ResourceKind, Long> totals = new EnumMap<>(ResourceKind.class);
    private long totalsAt;

    private DumpWriter(FileChannel file) {
        this.file = file;
    }

    static long write(ResourceNode top, Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(target + " is a root, not a file to write a dump to");
        }
        Path temporary = directory.resolve(".anyfs-dump-" + HexFormat.of().formatHex(random(8)) + ".tmp");
        try {
            long written;
            try (FileChannel channel = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(directory))) {
                written = new DumpWriter(channel).writeAll(top);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private long writeAll(ResourceNode top) throws IOException {
        for (ResourceKind kind : ResourceKind.values()) {
            totals.put(kind, 0L);
        }
        header();
        long written = 0;
        try (TreeWalk walk = new TreeWalk(top)) {
            for (ResourceNode node = walk.next(); node != null; node = walk.next()) {
                OpenResource open = node.describe();
                line(open);
                totals.merge(open.kind(), 1L, Long::sum);
                written++;
            }
        }
        pending.append("#end\t").append(written).append('\n');
        flush();
        ByteBuffer known = bytes(totals());
        long at = totalsAt;
        while (known.hasRemaining()) {
            at += file.write(known, at);
        }
        return written;
    }

    private void header() throws IOException {
        pending.append(FORMAT).append('\t').append(VERSION).append('\n');
        field("pid", Long.toString(ProcessHandle.current().pid()));
        field("run", RUN);
        field("written", Instant.now().toString());
        field("jvm", System.getProperty("java.vm.name", "?") + " " + Runtime.version());
        field("level", LeakDetection.current().name().toLowerCase(Locale.ROOT));
        field("leaks", Long.toString(Leaks.count()));
        flush();
        totalsAt = file.position();
        pending.append(totals());
        pending.append(COLUMNS).append('\n');
    }

    private void field(String name, String value) {
        pending.append('#').append(name).append('\t');
        DumpText.escape(value, pending);
        pending.append('\n');
    }

    /** Of the same length whatever the numbers. */
    private String totals() {
        StringBuilder lines = new StringBuilder();
        totals.forEach((kind, count) -> lines.append(String.format(Locale.ROOT, "#open\t%s\t%-19d%n", kind, count)));
        return lines.toString().replace(System.lineSeparator(), "\n");
    }

    private void line(OpenResource open) throws IOException {
        pending.append(open.id()).append('\t').append(open.parentId()).append('\t');
        pending.append(open.kind()).append('\t');
        DumpText.escape(open.label(), pending);
        pending.append('\t');
        DumpText.escape(open.owner(), pending);
        pending.append('\t').append(open.openedAt()).append('\t');
        pending.append(open.age().toMillis()).append('\t');
        pending.append(open.closing() ? CLOSING : OPEN).append('\t');
        OpeningPlace place = open.openedBy();
        if (place != null) {
            DumpText.escape(place.threadName(), pending);
        }
        pending.append('\t');
        if (place != null) {
            StackTraceElement[] frames = place.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
                pending.append(i == 0 ? "" : "\\n");
                DumpText.escape(frames[i].toString(), pending);
            }
        }
        pending.append('\n');
        if (pending.length() >= BUFFER) {
            flush();
        }
    }

    private void flush() throws IOException {
        ByteBuffer bytes = bytes(pending);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        pending.setLength(0);
    }

    private static ByteBuffer bytes(CharSequence text) {
        return StandardCharsets.UTF_8.encode(text.toString());
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        if (!store.supportsFileAttributeView(PosixFileAttributeView.class)) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
