package io.anyfs.tree;

import io.anyfs.AnyfsException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Goes through a tree before it is copied: measures it, and looks for what the target could not hold. */
final class CopyCheck implements TreeVisitor {

    /** So many failures are told at once, the others as suppressed by the first. */
    private static final int TOLD = 10;

    private final FsPath source;
    private final FsPath target;
    private final TargetNames names;
    private final Deque<TargetNames.Siblings> levels = new ArrayDeque<>();

    private @Nullable AnyfsException refusal;
    private int refused;
    private long files;
    private long bytes;

    CopyCheck(FsPath source, FsPath target, TargetNames names) {
        this.source = source;
        this.target = target;
        this.names = names;
    }

    @Override
    public Next enter(FileInfo entry) {
        FsPath copy = entry.path().from(source).under(target);
        if (!copy.isRoot()) {
            check(names.refusal(entry, copy));
        }
        TargetNames.Siblings siblings = levels.peek();
        if (siblings != null && names.fold()) {
            check(siblings.collision(entry, copy));
        }
        if (entry.isDirectory()) {
            levels.push(names.new Siblings());
        } else if (entry.isFile()) {
            files++;
            bytes += entry.size();
        }
        return refused < TOLD ? Next.CONTINUE : Next.STOP;
    }

    @Override
    public void leave(FileInfo directory) {
        levels.pop();
    }

    private void check(@Nullable AnyfsException failure) {
        if (failure != null) {
            refused++;
            if (refusal == null) {
                refusal = failure;
            } else {
                refusal.addSuppressed(failure);
            }
        }
    }

    void throwRefusal() throws IOException {
        if (refusal != null) {
            throw refusal;
        }
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }
}
