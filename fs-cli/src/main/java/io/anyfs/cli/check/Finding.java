package io.anyfs.cli.check;

/**
 * What an examination found.
 *
 * @param verdict how bad it is
 * @param subject what was looked at, a word or two
 * @param text what was found, and what to do about it
 */
record Finding(Verdict verdict, String subject, String text) {

    /** How bad. */
    enum Verdict {
        /** As it should be. */
        OK,
        /** Works, but not as well as it could, or not in every case. */
        WARN,
        /** Something does not work. */
        FAIL
    }

    static Finding ok(String subject, String text) {
        return new Finding(Verdict.OK, subject, text);
    }

    static Finding warn(String subject, String text) {
        return new Finding(Verdict.WARN, subject, text);
    }

    static Finding fail(String subject, String text) {
        return new Finding(Verdict.FAIL, subject, text);
    }
}
