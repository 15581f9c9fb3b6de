package io.anyfs.expose.sftp;

import io.anyfs.PosixAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of owners and groups behind the numbers that a client has been shown. A storage tells names with its entries and
 * nowhere else, and a client asks for the names of what it has just listed. Bounded; for one thread.
 */
final class OwnerNames {

    private static final int MOST = 1_000;

    private final Map<Integer, String> owners = new Recent();
    private final Map<Integer, String> groups = new Recent();

    void learn(@Nullable PosixAttributes posix) {
        if (posix == null) {
            return;
        }
        if (posix.owner() != null) {
            owners.putIfAbsent(posix.uid(), posix.owner());
        }
        if (posix.group() != null) {
            groups.putIfAbsent(posix.gid(), posix.group());
        }
    }

    /** Empty if it is not known. */
    String owner(int uid) {
        return owners.getOrDefault(uid, "");
    }

    /** Empty if it is not known. */
    String group(int gid) {
        return groups.getOrDefault(gid, "");
    }

    private static final class Recent extends LinkedHashMap<Integer, String> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > MOST;
        }
    }
}
