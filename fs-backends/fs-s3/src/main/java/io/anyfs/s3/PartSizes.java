package io.anyfs.s3;

/**
 * How large the parts of an upload are: they double every 500 parts, so that 10,000 of them, all that S3 allows, hold large
 * objects, and small ones need little memory.
 *
 * @param first bytes of the first parts
 * @param largest bytes of the largest
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">the limits of S3</a>
 */
record PartSizes(long first, long largest) {

    static final int MAX_PARTS = 10_000;
    static final long MAX_OBJECT = 5L << 40;
    static final long MAX_COPIED_PART = 5L << 30;

    /** A store copies a few hundred MiB a second: several such parts at once are faster than one, and none times out. */
    private static final long COPIED_PART = 512L << 20;

    private static final int STEP = 500;
    /** So many at most, roughly: the limit is far, and what follows a copy needs parts, too. */
    private static final int COPIED_PARTS = 1000;

    /** For an object of a known size parts that suffice from the first on; -1 for an unknown size. */
    static PartSizes of(long first, long largest, long expectedSize) {
        PartSizes sizes = new PartSizes(Math.min(first, largest), largest);
        while (sizes.maxObject() < expectedSize && sizes.first < largest) {
            sizes = new PartSizes(Math.min(sizes.first * 2, largest), largest);
        }
        return sizes;
    }

    /** Bytes of the next part that the store copies, of so many that are left: parts of nearly the same size, none too small. */
    static long copied(long left) {
        long most = Math.min(MAX_COPIED_PART, Math.max(COPIED_PART, left / COPIED_PARTS));
        long parts = (left + most - 1) / most;
        return (left + parts - 1) / parts;
    }

    /** Bytes of a part, whose number is 1 or more. */
    long of(int number) {
        int doublings = (number - 1) / STEP;
        return doublings >= Long.numberOfLeadingZeros(first) - 1 ? largest : Math.min(first << doublings, largest);
    }

    /** The largest object that all parts together can be. */
    long maxObject() {
        long sum = 0;
        for (int number = 1; number <= MAX_PARTS; number += STEP) {
            sum += of(number) * STEP;
        }
        return Math.min(sum, MAX_OBJECT);
    }
}
