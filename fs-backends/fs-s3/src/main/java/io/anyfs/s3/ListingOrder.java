package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of directories in the order in which they were listed: who asked for a few of them in this order is likely to go on
 * with those that follow. Safe for use by many threads.
 */
final class ListingOrder {

    /** At most so many files are expected at once. */
    static final int MOST_EXPECTED = 16;

    /** About 1 MB for each directory. */
    private static final int MOST_FILES = 10_000;

    private static final int MOST_DIRECTORIES = 4;
    /** So many questions in the order of a listing are no accident. */
    private static final int WALK = 3;
    /** Several questions at once come a little out of order, and who walks leaves some out. */
    private static final int NEAR = 8;
    /** How many questions later somebody else may have asked for all the others. */
    private static final int RECENT = 32;

    /** Those who ask for facts and those who open files walk apart. */
    enum Question {
        FACTS,
        BYTES
    }

    /** A file as it was listed. */
    record Listed(FsPath path, long size) {}

    // Guarded by this object's lock.
    private final Map<FsPath, Order> directories = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FsPath, Order> eldest) {
            return size() > MOST_DIRECTORIES;
        }
    };

    /** A listing that has begun. */
    final class Recording {
        private final Order order = new Order();

        private Recording() {}

        /** Notes the next entry. */
        void listed(FileInfo entry) {
            synchronized (ListingOrder.this) {
                if (!entry.isDirectory() && order.files.size() < MOST_FILES) {
                    order.numbers.put(entry.path().name(), order.files.size());
                    order.files.add(new Listed(entry.path(), entry.size()));
                }
            }
        }
    }

    /** Begins to note what a listing of a directory gives, in place of what an earlier one gave. */
    synchronized Recording record(FsPath directory) {
        Recording recording = new Recording();
        directories.put(directory, recording.order);
        return recording;
    }

    /** Notes that somebody asks for a file, and returns which files are likely to be asked for next. */
    synchronized List<Listed> asked(Question question, FsPath file) {
        Order order = file.isRoot() ? null : directories.get(file.parentOrRoot());
        Integer number = order == null ? null : order.numbers.get(file.name());
        if (order == null || number == null) {
            return List.of();
        }
        int walked = order.walks(question).asked(number);
        int expected = walked < WALK ? 0 : Math.min(MOST_EXPECTED, 2 << Math.min(walked - WALK, MOST_EXPECTED));
        int from = number + 1;
        return List.copyOf(order.files.subList(from, Math.min(from + expected, order.files.size())));
    }

    /** A directory. */
    private static final class Order {
        private final List<Listed> files = new ArrayList<>();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Walks facts = new Walks();
        private final Walks bytes = new Walks();

        Walks walks(Question question) {
            return question == Question.FACTS ? facts : bytes;
        }
    }

    /** The last questions of one kind in a directory, by the numbers of the files. */
    private static final class Walks {
        private final int[] numbers = new int[RECENT];
        private final int[] lengths = new int[RECENT];
        private int questions;

        /** Notes a question, and returns how many there were on the way to it, with this one. */
        int asked(int number) {
            int longest = 0;
            for (int i = 0; i < Math.min(questions, RECENT); i++) {
                int before = number - numbers[i];
                // Who asks twice goes neither on nor back.
                if (before >= 0 && before <= NEAR) {
                    longest = Math.max(longest, before == 0 ? lengths[i] - 1 : lengths[i]);
                }
            }
            numbers[questions % RECENT] = number;
            lengths[questions % RECENT] = longest + 1;
            questions = questions == 2 * RECENT - 1 ? RECENT : questions + 1;
            return longest + 1;
        }
    }
}
