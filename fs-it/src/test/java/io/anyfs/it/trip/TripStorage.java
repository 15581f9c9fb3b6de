package io.anyfs.it.trip;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.anyfs.FileSystem;
import io.anyfs.it.contract.SpecText;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.nio.backend.NioFileSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What trees go from and to. A storage that is added here goes with the others. */
// Openings hold nothing, and the set is never changed.
@SuppressWarnings("ImmutableEnumChecker")
enum TripStorage {
    MEMORY("mem:/"),
    LOCAL("local:@files"),
    BUCKET("'@bucket'"),
    JIMFS((own, servers) -> NioFileSystem.owning(Jimfs.newFileSystem(Configuration.unix()))),
    JIMFS_OF_MAC(
            (own, servers) -> NioFileSystem.owning(Jimfs.newFileSystem(Configuration.osX())),
            Trait.FOLDS_CASE,
            Trait.FOLDS_ACCENTS),
    JIMFS_OF_WINDOWS(
            (own, servers) -> NioFileSystem.owning(Jimfs.newFileSystem(Configuration.windows())), Trait.FOLDS_CASE) {
        @Override
        boolean refuses(String name) {
            return name.endsWith(" ") || name.chars().anyMatch(c -> c < ' ' || "<>:\"/\\|?*".indexOf(c) >= 0);
        }
    },
    ZIP(
            (own, servers) -> NioFileSystem.owning(java.nio.file.FileSystems.newFileSystem(
                    URI.create("jar:" + own.resolve("a.zip").toUri()), Map.of("create", "true"))),
            Trait.NO_BACKSLASH),
    VFS_FILES("vfs+file:@files", Trait.NO_BACKSLASH),
    VFS_RAM("vfs+ram:/", Trait.NO_BACKSLASH),

    THROUGH_NIO((own, servers) -> NioFileSystem.owning(NioFileSystems.of(MemoryFileSystem.create()))),
    THROUGH_VFS(TripServers::vfs, Trait.NO_BACKSLASH),
    THROUGH_THE_KERNEL(TripServers::mount),
    THROUGH_SFTP(TripServers::sftp),
    THROUGH_FTP(TripServers::ftp, Trait.NO_LINE_BREAK),
    VFS_SFTP(TripServers::vfsSftp, Trait.NO_BACKSLASH, Trait.NO_WILDCARD),
    VFS_FTP(TripServers::vfsFtp, Trait.NO_BACKSLASH, Trait.NO_LINE_BREAK),
    VFS_WEBDAV(TripServers::vfsWebdav, Trait.NO_BACKSLASH),

    MOUNTED("mount: {/: mem:/, /names/directories: mem:/, /twins: local:@twins}"),
    UNION("union: {write: mem:/, lower: [local:@lower, mem:/]}"),

    ENCRYPTED("{url: mem:/, wrap: [{crypt: {key: 'value:" + TripStorage.KEY + "'}}]}"),
    ENCRYPTED_CONTENTS("{url: mem:/, wrap: [{crypt: {names: plain, key: 'value:" + TripStorage.KEY + "'}}]}"),
    COMPRESSED("compress+mem:/"),
    CACHED("{url: mem:/, wrap: [{cache: {directory: '@cache'}}]}"),
    FACTS_CACHED("statcache+mem:/"),
    WRITTEN_BACK("{url: mem:/, wrap: [{writeback: {directory: '@staging'}}]}"),
    STAGED("{url: mem:/, wrap: [{writeback: {directory: '@staging', acknowledge: staged}}]}"),
    FILTERED("{url: mem:/, wrap: [{filter: {hide: ['/.out-of-sight']}}]}"),
    CASE_INSENSITIVE("case+mem:/", Trait.FOLDS_CASE),
    UNIQUE_CASE("{url: mem:/, wrap: [{case: {policy: unique}}]}", Trait.FOLDS_CASE),
    NORMALIZING("{url: mem:/, wrap: [{names: {collisions: nfc}}]}", Trait.FOLDS_ACCENTS),
    ESCAPING(
            "{url: mem:/, wrap: [{names: {escape: windows, collisions: case-nfc}}]}",
            Trait.FOLDS_CASE,
            Trait.FOLDS_ACCENTS),
    OBJECT_STORE("objectstore+mem:/"),
    SUBDIRECTORY("{url: mem:/, wrap: [{subdir: {path: /}}]}"),
    LIMITED("{url: mem:/, wrap: [{quota: {maxBytes: 4TiB}}, {throttle: {read: 100GB}}, concurrency, timeout]}"),
    WATCHED("{url: mem:/, wrap: [{audit: {file: '@log/audit.jsonl'}}, metrics]}"),
    RETRIED("""
            url: mem:/
            wrap:
              - retry: {attempts: 10, firstDelay: 1ms, ratio: 1, burst: 100000}
              - fault: {seed: 7, rules: ["stat%0.05=transient", "open-read%0.05=transient", "read%0.05=transient"]}
            """),
    CACHED_ENCRYPTED_BUCKET("{url: '@bucket', wrap: [{cache: {directory: '@cache'}}, {crypt: {key: 'value:"
            + TripStorage.KEY + "'}}]}"),
    UNION_OVER_BUCKET("union: {write: mem:/, lower: '@bucket'}");

    private static final boolean THOROUGH = Boolean.getBoolean("anyfs.thorough");
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    /** How it treats names. */
    enum Trait {
        FOLDS_CASE(""),
        FOLDS_ACCENTS(""),
        NO_BACKSLASH("\\"),
        NO_WILDCARD("*?"),
        NO_LINE_BREAK("\r\n");

        private final String refused;

        Trait(String refused) {
            this.refused = refused;
        }
    }

    /** Opens a new one: with a directory of its own, and what has to be closed after it. */
    @FunctionalInterface
    interface Opening {
        FileSystem open(Path own, TripServers servers) throws IOException;
    }

    private final Opening opening;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    /** By the text of {@link SpecText}. */
    TripStorage(String text, Trait... traits) {
        this((own, servers) -> SpecText.open(text, own), traits);
    }

    TripStorage(Opening opening, Trait... traits) {
        this.opening = opening;
        this.traits.addAll(Set.of(traits));
    }

    FileSystem open(Path scratch, TripServers servers) throws IOException {
        return opening.open(Files.createDirectory(scratch.resolve(name())), servers);
    }

    /** Whether this machine has what it needs, and the build the time. */
    boolean isHere() {
        return switch (this) {
            case THROUGH_FTP, VFS_FTP, CACHED_ENCRYPTED_BUCKET, UNION_OVER_BUCKET -> THOROUGH;
            case VFS_WEBDAV -> THOROUGH && TripServers.hasApache();
            case THROUGH_THE_KERNEL -> TripServers.mounts();
            default -> true;
        };
    }

    /** Whether it cannot have a name. */
    boolean refuses(String name) {
        return traits.stream()
                .anyMatch(trait -> trait.refused.chars().anyMatch(character -> name.indexOf(character) >= 0));
    }

    /** Whether names that differ in capital and small letters only are two to it. */
    boolean tellsCaseApart() {
        return !traits.contains(Trait.FOLDS_CASE);
    }

    /** Whether a letter with its accent and the two of them are two names to it. */
    boolean tellsAccentsApart() {
        return !traits.contains(Trait.FOLDS_ACCENTS);
    }
}
