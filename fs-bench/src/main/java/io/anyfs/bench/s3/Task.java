package io.anyfs.bench.s3;

/**
 * What is to be done.
 *
 * @param upload whether files go to the bucket, or come from it
 * @param bytes the size of each file
 * @param files how many files each client transfers, one after the other
 * @param clients how many clients do so at once
 */
record Task(String name, boolean upload, long bytes, int files, int clients) {

    /** Where the files are that are read. */
    String source() {
        return "source-" + files + "x" + bytes;
    }

    long sum() {
        return bytes * files * clients;
    }

    /** The file that is the first of several, or the only one. */
    static String file(String place, int number) {
        return place + "/" + number;
    }
}
