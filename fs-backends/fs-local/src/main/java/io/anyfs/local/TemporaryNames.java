package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of unfinished files: {@code .anyfs-<pid>-<run><number>.part}. The run tells processes apart that had the same
 * number, as all first processes of containers have.
 */
final class TemporaryNames {

    private static final int RUN_LENGTH = 8;
    private static final String RUN = run();
    private static final AtomicLong NEXT = new AtomicLong();
    private static final String SUFFIX = ".part";

    private final String prefix;
    private final String inPath;
    private final Pattern syntax;

    TemporaryNames(String prefix) {
        this.prefix = prefix;
        this.inPath = "/" + prefix;
        this.syntax = Pattern.compile(
                Pattern.quote(prefix) + "(\\d{1,18})-([0-9a-z]{" + RUN_LENGTH + "})[0-9a-z]+" + Pattern.quote(SUFFIX));
    }

    /** A name that nobody else has. */
    String next() {
        return prefix + ProcessHandle.current().pid() + '-' + RUN + Long.toString(NEXT.getAndIncrement(), 36) + SUFFIX;
    }

    /** Whether no user's file can have this name. */
    boolean isReserved(String name) {
        return name.startsWith(prefix);
    }

    /** Refuses paths that would reach unfinished files. */
    void requireFree(FsPath path) throws InvalidNameException {
        if (path.toString().contains(inPath)) {
            throw new InvalidNameException(
                    path.toString(), "names that begin with '" + prefix + "' are kept for unfinished files");
        }
    }

    /** Whether the name is one of ours and its process has ended. */
    boolean isAbandoned(String name) {
        Matcher ours = syntax.matcher(name);
        if (!ours.matches()) {
            return false;
        }
        long pid = Long.parseLong(ours.group(1));
        if (pid == ProcessHandle.current().pid()) {
            return !ours.group(2).equals(RUN);
        }
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static String run() {
        SecureRandom random = new SecureRandom();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < RUN_LENGTH; i++) {
            run.append(Character.forDigit(random.nextInt(36), 36));
        }
        return run.toString();
    }
}
