package io.anyfs.s3;

import java.util.Comparator;

/** The order in which S3 lists keys: by their bytes in UTF-8, which is the order of their code points. */
final class KeyOrder {

    static final Comparator<String> UTF_8 = KeyOrder::compare;

    private KeyOrder() {}

    private static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char mine = left.charAt(i);
            char theirs = right.charAt(i);
            if (mine != theirs) {
                // Surrogates stand for code points above all others, but sort below some as UTF-16.
                boolean high = Character.isSurrogate(mine);
                return high == Character.isSurrogate(theirs) ? Character.compare(mine, theirs) : high ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
