package io.anyfs.tree;

import java.util.List;

/** Which characters a place in a pattern takes. */
sealed interface GlobCharacter {

    boolean matches(int c);

    /** One character. */
    record Literal(int character) implements GlobCharacter {
        @Override
        public boolean matches(int c) {
            return c == character;
        }
    }

    /** One character, capital or small. */
    record CaseInsensitive(int folded) implements GlobCharacter {
        @Override
        public boolean matches(int c) {
            return fold(c) == folded;
        }
    }

    /** Any character but the slash. */
    record OfName() implements GlobCharacter {
        @Override
        public boolean matches(int c) {
            return c != '/';
        }
    }

    /** Any character. */
    record Any() implements GlobCharacter {
        @Override
        public boolean matches(int c) {
            return true;
        }
    }

    /** A character in some ranges, or in none of them; never the slash. */
    record Ranges(List<Range> ranges, boolean negated, boolean ignoresCase) implements GlobCharacter {
        @Override
        public boolean matches(int c) {
            return c != '/' && negated != isIn(c);
        }

        private boolean isIn(int c) {
            for (Range range : ranges) {
                if (range.holds(c)
                        || (ignoresCase && (range.holds(fold(c)) || range.holds(Character.toUpperCase(c))))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** All characters from one to the other. */
    record Range(int first, int last) {
        boolean holds(int c) {
            return first <= c && c <= last;
        }
    }

    /** Both steps, because some letters have more than one small form and others more than one capital. */
    static int fold(int c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
