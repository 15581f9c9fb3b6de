package io.anyfs;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;

/**
 * All the ways in which an operation can fail. Whatever speaks another language of errors (a protocol's reply codes, an
 * operating system's errno, a program's exit code) maps from here, in one table.
 */
public enum ErrorKind {
    /** Nothing is there. */
    NOT_FOUND,
    /** Something is there that must not be. */
    ALREADY_EXISTS,
    /** A directory was needed. */
    NOT_A_DIRECTORY,
    /** A file was needed. */
    IS_A_DIRECTORY,
    /** The directory holds something. */
    NOT_EMPTY,
    /** A symbolic link was needed. */
    NOT_A_LINK,
    /** Links lead in a circle. */
    LINK_LOOP,
    /** The caller may not do this. */
    ACCESS_DENIED,
    /** Nobody may change anything here. */
    READ_ONLY,
    /** The storage cannot do this. */
    UNSUPPORTED,
    /** No storage, or not this one, can have such a name. */
    INVALID_NAME,
    /** A directory was to go into itself, or the root to be removed. */
    INVALID_TARGET,
    /** An allowance is used up. */
    QUOTA_EXCEEDED,
    /** The storage has no room. */
    NO_SPACE,
    /** The file is no longer the version that was meant. */
    CHANGED,
    /** What is stored is damaged, was tampered with, or is not readable with the key that was given. */
    CORRUPT,
    /** The entry is in use. */
    BUSY,
    /** Not now; the same call may work later. */
    TRANSIENT,
    /** The filesystem or the handle is closed. */
    CLOSED,
    /** The calling thread was interrupted. */
    INTERRUPTED,
    /** The file ended too early. */
    END_OF_FILE,
    /** An argument made no sense. */
    INVALID_ARGUMENT,
    /** Any other failure of a storage. */
    IO;

    /** The kind of a failure that a filesystem threw. */
    public static ErrorKind of(Throwable failure) {
        return failure instanceof AnyfsException own ? ofOwn(own) : ofJdk(failure);
    }

    private static ErrorKind ofOwn(AnyfsException failure) {
        if (failure instanceof UnsupportedCapabilityException unsupported) {
            return unsupported.capability() == Capability.WRITE ? READ_ONLY : UNSUPPORTED;
        } else if (failure instanceof IsDirectoryException) {
            return IS_A_DIRECTORY;
        } else if (failure instanceof FileChangedException) {
            return CHANGED;
        } else if (failure instanceof CorruptDataException) {
            return CORRUPT;
        } else if (failure instanceof QuotaExceededException) {
            return QUOTA_EXCEEDED;
        } else if (failure instanceof StorageFullException) {
            return NO_SPACE;
        } else if (failure instanceof InvalidNameException) {
            return INVALID_NAME;
        } else if (failure instanceof SubtreeException || failure instanceof RootException) {
            return INVALID_TARGET;
        } else if (failure instanceof BusyException) {
            return BUSY;
        } else if (failure instanceof TransientStorageException) {
            return TRANSIENT;
        }
        return IO;
    }

    private static ErrorKind ofJdk(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return NOT_FOUND;
        } else if (failure instanceof FileAlreadyExistsException) {
            return ALREADY_EXISTS;
        } else if (failure instanceof NotDirectoryException) {
            return NOT_A_DIRECTORY;
        } else if (failure instanceof DirectoryNotEmptyException) {
            return NOT_EMPTY;
        } else if (failure instanceof NotLinkException) {
            return NOT_A_LINK;
        } else if (failure instanceof FileSystemLoopException) {
            return LINK_LOOP;
        } else if (failure instanceof AccessDeniedException) {
            return ACCESS_DENIED;
        } else if (failure instanceof ReadOnlyFileSystemException) {
            return READ_ONLY;
        } else if (failure instanceof UnsupportedOperationException) {
            return UNSUPPORTED;
        } else if (failure instanceof InvalidPathException) {
            return INVALID_NAME;
        } else if (failure instanceof ClosedByInterruptException || failure instanceof InterruptedIOException) {
            return INTERRUPTED;
        } else if (failure instanceof ClosedChannelException || failure instanceof ClosedFileSystemException) {
            return CLOSED;
        } else if (failure instanceof EOFException) {
            return END_OF_FILE;
        } else if (failure instanceof IllegalArgumentException) {
            return INVALID_ARGUMENT;
        }
        return IO;
    }
}
