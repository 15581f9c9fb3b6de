package io.anyfs.it.crash;

import java.util.List;
import java.util.Random;

/**
 * One upload that is cut, all of it chosen by a seed.
 *
 * @param replaces whether the target exists
 * @param size how many bytes the client wants to send
 * @param sent how many bytes of that it sends before it is cut
 * @param midway whether the cut comes in the middle of sending, wherever that is on the wire, or when all of it was sent
 */
record Round(long seed, boolean replaces, String way, int size, int sent, boolean midway, Ending ending) {

    /**
     * How large files are.
     *
     * @param largest in bytes
     * @param edges sizes at which something is decided, tried more often than others
     */
    record Sizes(int largest, List<Integer> edges) {

        /** For storages that keep what comes as it comes. */
        static final Sizes SMALL =
                new Sizes(3_000_000, List.of(1, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 262_144));

        /** For those that send parts of 5 MiB. */
        static final Sizes IN_PARTS = new Sizes(
                13_000_000, List.of(1, 65_537, (5 << 20) - 1, 5 << 20, (5 << 20) + 1, 10 << 20, (10 << 20) + 32_768));
    }

    /** The round of a seed, by one of the ways in which a protocol can upload, ended by one of its endings. */
    static Round of(long seed, Sizes sizes, List<String> ways, List<Ending> endings) {
        Random random = new Random(seed);
        int size = random.nextInt(3) == 0 ? pick(sizes.edges(), random) : 1 + random.nextInt(sizes.largest());
        int sent = switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> size - 1;
            case 3 -> size;
            case 4 -> Math.min(size, pick(sizes.edges(), random));
            default -> random.nextInt(size);
        };
        return new Round(
                seed,
                random.nextBoolean(),
                pick(ways, random),
                size,
                sent,
                random.nextBoolean(),
                pick(endings, random));
    }

    /** The same to a file that does not exist. */
    Round ofNewFile() {
        return new Round(seed, false, way, size, sent, midway, ending);
    }

    String target() {
        return replaces ? "/old" : "/new";
    }

    /** What the client wants to send. */
    byte[] bytes() {
        byte[] bytes = new byte[size];
        new Random(~seed).nextBytes(bytes);
        return bytes;
    }

    boolean sendsAll() {
        return sent == size;
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + way + " " + target() + ", " + sent + " of " + size + " bytes, "
                + (midway ? "midway " : "") + ending;
    }
}
