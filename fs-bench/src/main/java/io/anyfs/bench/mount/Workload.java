package io.anyfs.bench.mount;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * What a program does with files. What it reads was put beside the mounts, under a name that no kernel has seen through them.
 *
 * @param name as it is called in results
 * @param unit what is counted
 * @param amount how many
 * @param work does it
 */
record Workload(String name, String unit, int amount, Work work) {

    private static final int MEBIBYTE = 1 << 20;
    private static final int PAGE = 4096;

    /** Does it. */
    @FunctionalInterface
    interface Work {
        /**
         * Prepares, calls the clock, and works.
         *
         * @param files the directory beside the mounts
         * @param mounted the same directory in a mount
         */
        void run(Path files, Path mounted, Runnable clock) throws IOException, InterruptedException;
    }

    static Workload write(int mebibytes) {
        return new Workload("write", "MiB", mebibytes, (files, mounted, clock) -> {
            clock.run();
            fill(mounted.resolve("large"), mebibytes);
        });
    }

    /** Writes over what is there, so that nobody has to find new memory for it but who copies. */
    static Workload rewrite(int mebibytes) {
        return new Workload("rewrite", "MiB", mebibytes, (files, mounted, clock) -> {
            fill(files.resolve("large"), mebibytes);
            clock.run();
            write(mounted.resolve("large"), mebibytes, StandardOpenOption.WRITE);
        });
    }

    static Workload read(int mebibytes) {
        return new Workload("read", "MiB", mebibytes, (files, mounted, clock) -> {
            fill(files.resolve("large"), mebibytes);
            clock.run();
            ByteBuffer buffer = ByteBuffer.allocateDirect(MEBIBYTE);
            try (FileChannel channel = FileChannel.open(mounted.resolve("large"))) {
                long bytes = 0;
                for (int read = 0; read >= 0; read = channel.read(buffer.clear())) {
                    bytes += read;
                }
                if (bytes != (long) mebibytes * MEBIBYTE) {
                    throw new IOException(bytes + " bytes were read");
                }
            }
        });
    }

    static Workload readPages(int count, int mebibytes) {
        return new Workload("read 4 KiB at random", "reads", count, (files, mounted, clock) -> {
            fill(files.resolve("large"), mebibytes);
            Random places = new Random(1);
            ByteBuffer buffer = ByteBuffer.allocateDirect(PAGE);
            clock.run();
            try (FileChannel channel = FileChannel.open(mounted.resolve("large"))) {
                for (int i = 0; i < count; i++) {
                    channel.read(buffer.clear(), (long) places.nextInt(mebibytes * (MEBIBYTE / PAGE)) * PAGE);
                }
            }
        });
    }

    static Workload create(int count) {
        return new Workload("create", "files", count, (files, mounted, clock) -> {
            clock.run();
            for (int i = 0; i < count; i++) {
                Files.write(mounted.resolve("f" + i), new byte[1]);
            }
        });
    }

    static Workload stat(int count) {
        return new Workload("stat", "files", count, (files, mounted, clock) -> {
            small(files, count);
            clock.run();
            for (int i = 0; i < count; i++) {
                Files.getLastModifiedTime(mounted.resolve("f" + i));
            }
        });
    }

    static Workload unlink(int count) {
        return new Workload("unlink", "files", count, (files, mounted, clock) -> {
            small(files, count);
            clock.run();
            for (int i = 0; i < count; i++) {
                Files.delete(mounted.resolve("f" + i));
            }
        });
    }

    static Workload find(int count) {
        return new Workload("find", "files", count, (files, mounted, clock) -> {
            for (int directory = 0; directory < 100; directory++) {
                small(Files.createDirectory(files.resolve("d" + directory)), count / 100);
            }
            clock.run();
            Process find = Mount.start("find", mounted.toString(), "-type", "f", "-size", "+0");
            if (find.waitFor() != 0) {
                throw new IOException("find ended with " + find.exitValue());
            }
        });
    }

    private static void fill(Path file, int mebibytes) throws IOException {
        write(file, mebibytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void write(Path file, int mebibytes, OpenOption... options) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MEBIBYTE);
        try (FileChannel channel = FileChannel.open(file, options)) {
            for (int i = 0; i < mebibytes; i++) {
                channel.write(buffer.clear());
            }
        }
    }

    private static void small(Path directory, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.write(directory.resolve("f" + i), new byte[1]);
        }
    }
}
