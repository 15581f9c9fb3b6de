package io.anyfs.cli.file;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.TransferProgress;
import io.anyfs.tree.CopyResult;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeCopy;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code cp}, {@code put} and {@code get} have in common: how they copy, and to where. */
final class CopyOptions {

    static final int MAX_JOBS = 256;

    @Option(
            names = {"-r", "--recursive"},
            description = "Directories with all that they hold.")
    boolean recursive;

    @Option(
            names = "--if-exists",
            paramLabel = "CHOICE",
            defaultValue = "fail",
            description = "When a file exists: fail (if not given), skip, replace, or older to replace what is older.")
    IfExistsChoice ifExists = IfExistsChoice.FAIL;

    @Option(
            names = {"-p", "--parents"},
            description = "Create missing parent directories of the target.")
    boolean parents;

    @Option(
            names = {"-T", "--no-target-directory"},
            description = "The target is the new name, even if a directory is there.")
    boolean exactTarget;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "4",
            description = "Copy so many files at a time; 4 if not given.")
    int jobs = 4;

    void check() {
        if (jobs < 1 || jobs > MAX_JOBS) {
            throw new UsageException("--jobs must be 1 to " + MAX_JOBS + ": " + jobs);
        }
    }

    /** Where this one of so many sources goes. */
    Place targetOf(Place source, Place target, List<?> sources) throws IOException {
        return (exactTarget ? Targets.EXACT : Targets.INTO_DIRECTORIES).of(source, target, sources.size());
    }

    /** Copies, telling of what fails on the way. */
    CopyResult copy(Place source, Place target, TransferProgress progress, OnFailure onFailure) throws IOException {
        FileSystem from = source.fileSystem();
        FileInfo info = from.stat(source.path());
        if (info.isDirectory() && !recursive) {
            throw new IsDirectoryException(source.text(), "is a directory");
        }
        FsPath parent = target.path().parentOrRoot();
        if (parents) {
            target.fileSystem().createDirectories(parent);
        }
        return TreeCopy.of(from, source.path(), target.fileSystem(), target.path())
                .ifExists(ifExists.policy())
                .parallelism(info.isDirectory() ? jobs : 1)
                .progress(progress)
                .onFailure(onFailure)
                .run();
    }
}
