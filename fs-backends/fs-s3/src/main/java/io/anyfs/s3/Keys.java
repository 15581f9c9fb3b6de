package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.s3.OddKey.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/**
 * Paths and the keys of objects, both ways. A key is the names of its path with slashes between them, so that other tools
 * see what they expect. Keys that no path can have (an empty name as in {@code a//b}, {@code .} and {@code ..}, NUL) have
 * names that begin with {@link #ESCAPE} instead; so has a directory beside which there is an object of the same name.
 *
 * <table>
 * <caption>Escapes</caption>
 * <tr><th>name</th><th>part of a key</th></tr>
 * <tr><td>{@code .anyfs~empty}</td><td>nothing; as a file: the marker of its directory</td></tr>
 * <tr><td>{@code .anyfs~dot}, {@code .anyfs~dotdot}</td><td>{@code .} and {@code ..}</td></tr>
 * <tr><td>{@code .anyfs~dir=x}</td><td>{@code x}, as a directory, beside an object {@code x}; {@code x} may be any of these
 *     names</td></tr>
 * <tr><td>{@code .anyfs~hex=6100}</td><td>any bytes of UTF-8, for what holds a NUL</td></tr>
 * <tr><td>{@code .anyfs~=x}</td><td>{@code .anyfs~x}</td></tr>
 * </table>
 *
 * <p>{@code .anyfs-moves} in the root is kept for the journals of moves: no path leads there, and no listing shows it.
 */
final class Keys {

    /** What an escaped name begins with. */
    static final String ESCAPE = ".anyfs~";

    private static final String EMPTY = ESCAPE + "empty";
    private static final String DOT = ESCAPE + "dot";
    private static final String DOT_DOT = ESCAPE + "dotdot";
    private static final String DIRECTORY = ESCAPE + "dir=";
    private static final String HEX = ESCAPE + "hex=";
    private static final String LITERAL = ESCAPE + "=";

    private static final String MOVES = ".anyfs-moves";
    /** What a name there begins with that is no journal. */
    private static final String PROBE = "probe-";

    /** S3: 1,024 bytes of UTF-8. */
    static final int MAX_KEY_BYTES = 1024;

    private final String base;

    /** Keys that begin with a prefix, given without a slash at its ends; empty for none. */
    Keys(String prefix) {
        this.base = prefix.isEmpty() ? "" : prefix + "/";
    }

    /** How many bytes of UTF-8 a path may have, with its slashes, so that it fits with a marker's slash. */
    int maxPathBytes() {
        return MAX_KEY_BYTES - base.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What the keys of the journals of moves begin with. */
    String moves() {
        return base + MOVES + "/";
    }

    /** A key to try something with, in the place of the journals. */
    String probe(String id) {
        return moves() + PROBE + id;
    }

    /** Whether a key below {@link #moves} is the one of a journal. */
    boolean isJournal(String key) {
        return key.length() > moves().length() && !key.startsWith(PROBE, moves().length());
    }

    /** Whether all keys of a prefix are kept for the journals of moves in the whole bucket. */
    static boolean isReservedPrefix(String prefix) {
        return new Keys("").isReserved(prefix);
    }

    /** Whether a key is kept for the journals of moves. */
    boolean isReserved(String key) {
        int end = base.length() + MOVES.length();
        return key.startsWith(MOVES, base.length()) && (key.length() == end || key.charAt(end) == '/');
    }

    /**
     * The key of a file.
     *
     * @throws InvalidNameException if there is no such key, or if it is reserved
     */
    String file(FsPath path) throws InvalidNameException {
        StringBuilder key = new StringBuilder(base);
        String separator = "";
        for (String name : path) {
            key.append(separator);
            append(key, name, path);
            separator = "/";
        }
        String whole = key.toString();
        if (isReserved(whole)) {
            throw new InvalidNameException(
                    path.toString(), MOVES + " in the root is kept for the journals of moves of directories");
        }
        return whole;
    }

    /** What the keys below a directory begin with, which is also the key of its marker; empty for the root of a bucket. */
    String directory(FsPath path) throws InvalidNameException {
        return path.isRoot() ? base : file(path) + "/";
    }

    /** Whether the path can only be a directory, because its name says so. */
    static boolean isDirectoryOnly(FsPath path) {
        return path.name().startsWith(DIRECTORY);
    }

    /** The path of a key, for the messages of failures: as if there was no other object of the same name. */
    FsPath path(String key) {
        FsPath path = FsPath.ROOT;
        int end = key.endsWith("/") ? key.length() - 1 : key.length();
        if (end > base.length()) {
            for (String part : key.substring(base.length(), end).split("/", -1)) {
                path = path.child(name(part));
            }
        }
        return path;
    }

    /** The name of a part of a key. */
    static String name(String part) {
        if (part.isEmpty()) {
            return EMPTY;
        } else if (part.indexOf('\0') >= 0) {
            return HEX + HexFormat.of().formatHex(part.getBytes(StandardCharsets.UTF_8));
        } else if (part.charAt(0) == '.') {
            if (part.equals(".")) {
                return DOT;
            } else if (part.equals("..")) {
                return DOT_DOT;
            } else if (part.startsWith(ESCAPE)) {
                return LITERAL + part.substring(ESCAPE.length());
            }
        }
        return part;
    }

    /** The name of a directory beside which there is an object of the same name. */
    static String nameBesideObject(String part) {
        return DIRECTORY + name(part);
    }

    /** Why a name is another than its part of a key. */
    static void addReasons(String name, Set<Reason> reasons) {
        if (name.startsWith(DIRECTORY)) {
            reasons.add(Reason.BESIDE_OBJECT);
            addReasons(name.substring(DIRECTORY.length()), reasons);
        } else if (name.equals(EMPTY)) {
            reasons.add(Reason.EMPTY_NAME);
        } else if (name.equals(DOT) || name.equals(DOT_DOT)) {
            reasons.add(Reason.DOT_NAME);
        } else if (name.startsWith(HEX)) {
            reasons.add(Reason.NUL);
        } else if (name.startsWith(LITERAL)) {
            reasons.add(Reason.ESCAPE);
        }
    }

    private static void append(StringBuilder key, String name, FsPath path) throws InvalidNameException {
        if (name.startsWith(ESCAPE)) {
            appendEscaped(key, name, path);
        } else {
            key.append(name);
        }
    }

    private static void appendEscaped(StringBuilder key, String name, FsPath path) throws InvalidNameException {
        switch (name) {
            case EMPTY -> {}
            case DOT -> key.append('.');
            case DOT_DOT -> key.append("..");
            default -> {
                if (name.startsWith(LITERAL)) {
                    key.append(ESCAPE).append(name, LITERAL.length(), name.length());
                } else if (name.startsWith(DIRECTORY) && name.length() > DIRECTORY.length()) {
                    append(key, name.substring(DIRECTORY.length()), path);
                } else if (name.startsWith(HEX)) {
                    key.append(hex(name.substring(HEX.length()), path));
                } else {
                    throw reserved(path);
                }
            }
        }
    }

    private static String hex(String digits, FsPath path) throws InvalidNameException {
        try {
            return new String(HexFormat.of().parseHex(digits), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException invalid) {
            throw reserved(path);
        }
    }

    private static InvalidNameException reserved(FsPath path) {
        return new InvalidNameException(
                path.toString(), "names that begin with " + ESCAPE + " stand for keys that no path can have");
    }
}
