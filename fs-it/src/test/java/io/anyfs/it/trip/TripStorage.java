package io.anyfs.it.trip;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.nio.backend.NioFileSystem;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.spec.Spec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What trees go from and to. A storage that is added here goes with each other one. */
enum TripStorage {
    MEMORY {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return FileSystems.open("mem:");
        }
    },
    LOCAL {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return FileSystems.open("local:" + Files.createDirectory(scratch.resolve("local")));
        }
    },
    BUCKET {
        @Override
        FileSystem open(Path scratch) throws IOException {
            S3Store store = S3Server.S3PROXY.shared();
            return S3FileSystem.open(S3Options.of(store.newBucket())
                    .withConnection(S3Connection.to(store.endpoint())
                            .withRegion(store.region())
                            .withCredentials(S3Credentials.of(store.accessKey(), store.secretKey()))));
        }

        @Override
        boolean goesWith(TripStorage other) {
            return other == MEMORY || Boolean.getBoolean("anyfs.thorough");
        }
    },
    ENCRYPTED {
        @Override
        FileSystem open(Path scratch) throws IOException {
            Path key = Files.writeString(scratch.resolve("key"), "000102030405060708090a0b0c0d0e0f".repeat(2));
            return FileSystems.open("crypt+mem:?crypt.key=file:" + key);
        }
    },
    COMPRESSED {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return FileSystems.open("compress+mem:");
        }
    },
    CASE_INSENSITIVE {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return FileSystems.open("case+mem:");
        }

        @Override
        boolean tellsCaseApart() {
            return false;
        }
    },
    NORMALIZING {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return FileSystems.open("names+mem:?names.collisions=nfc");
        }

        @Override
        boolean tellsAccentsApart() {
            return false;
        }
    },
    ESCAPING {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return FileSystems.open("names+mem:?names.escape=windows&names.collisions=case-nfc");
        }

        @Override
        boolean tellsCaseApart() {
            return false;
        }

        @Override
        boolean tellsAccentsApart() {
            return false;
        }
    },
    OBJECT_STORE {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return FileSystems.open("objectstore+mem:");
        }
    },
    MOUNTED {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return spec("mount: {/: mem:/, /tree: mem:/, /tree/deeper: mem:/}");
        }
    },
    UNION {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return spec("union: {write: mem:/, lower: [mem:/]}");
        }
    },
    JIMFS {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return NioFileSystem.owning(Jimfs.newFileSystem(Configuration.unix()));
        }
    },
    JIMFS_OF_MAC {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return NioFileSystem.owning(Jimfs.newFileSystem(Configuration.osX()));
        }

        @Override
        boolean tellsCaseApart() {
            return false;
        }

        @Override
        boolean tellsAccentsApart() {
            return false;
        }
    },
    JIMFS_OF_WINDOWS {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return NioFileSystem.owning(Jimfs.newFileSystem(Configuration.windows()));
        }

        @Override
        boolean refuses(String name) {
            return name.endsWith(" ") || name.chars().anyMatch(c -> c < ' ' || "<>:\"/\\|?*".indexOf(c) >= 0);
        }

        @Override
        boolean tellsCaseApart() {
            return false;
        }
    },
    ZIP {
        @Override
        FileSystem open(Path scratch) throws IOException {
            URI zip = URI.create("jar:" + scratch.resolve("a.zip").toUri());
            return NioFileSystem.owning(java.nio.file.FileSystems.newFileSystem(zip, Map.of("create", "true")));
        }

        @Override
        boolean refuses(String name) {
            return name.contains("\\");
        }
    },
    THROUGH_NIO {
        @Override
        FileSystem open(Path scratch) throws IOException {
            return NioFileSystem.owning(NioFileSystems.of(MemoryFileSystem.create()));
        }
    };

    /** Opens a new one; the directory is for those that need one. */
    abstract FileSystem open(Path scratch) throws IOException;

    /** Whether both are tried together: one to which requests take long is tried with few, unless the build is thorough. */
    boolean goesWith(TripStorage other) {
        return true;
    }

    /** Whether it cannot have a name. */
    boolean refuses(String name) {
        return false;
    }

    /** Whether names that differ in capital and small letters only are two to it. */
    boolean tellsCaseApart() {
        return true;
    }

    /** Whether a letter with its accent and the two of them are two names to it. */
    boolean tellsAccentsApart() {
        return true;
    }

    private static FileSystem spec(String root) throws IOException {
        return Spec.parse("anyfs: 1\nroot: {" + root + "}\n").open();
    }
}
