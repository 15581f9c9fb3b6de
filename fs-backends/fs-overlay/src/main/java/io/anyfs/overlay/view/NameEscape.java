package io.anyfs.overlay.view;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How names are stored that a storage cannot have, and shown again. Every name has exactly one stored name, and every stored
 * name exactly one that is shown.
 *
 * <p>A character that the storage cannot have is stored as {@code %} and two hexadecimal capitals for each of its bytes in
 * UTF-8; of a reserved device name the first character; of a dot or space at the end the last. A {@code %} that would read as
 * such an escape is stored as {@code %25}; any other stays as it is, so that {@code 100%} is stored as {@code 100%}.
 *
 * <p>A stored name that no name is stored as, such as {@code a%3a} or one with a character that the storage should not have,
 * is shown with {@code %!} before it, and reached so.
 *
 * @param windows whether names have to be legal on Windows: without {@code < > : " | ? * \} and control characters, no dot or
 *     space at the end, no device such as {@code CON} or {@code nul.txt}
 * @param characters further ones that the storage cannot have; no ASCII letter or digit, no {@code %} and no slash
 */
public record NameEscape(boolean windows, String characters) {

    private static final String UNWRITTEN = "%!";
    private static final String NOT_ON_WINDOWS = "<>:\"|?*\\";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9%/\\x00]");

    /** What Windows opens a device for, whatever the ending; the superscripts are those of Latin-1. */
    private static final Pattern DEVICE = Pattern.compile(
            "(?i)(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?", Pattern.DOTALL);

    /** Nothing is stored differently. */
    public static final NameEscape NONE = new NameEscape(false, "");

    /** What Windows has no names for. */
    public static final NameEscape WINDOWS = new NameEscape(true, "");

    /** Checks the characters. */
    public NameEscape {
        if (PLAIN.matcher(characters).find()) {
            throw new IllegalArgumentException(
                    "letters, digits, % and / cannot be escaped: leave them out of " + characters);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(characters)) {
            throw new IllegalArgumentException("half a character cannot be escaped");
        }
    }

    /** These and further characters that the storage cannot have. */
    public NameEscape withCharacters(String further) {
        return new NameEscape(windows, characters + further);
    }

    /** Whether nothing is stored differently. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** The name under which a name is stored. */
    public String stored(String name) {
        return isShownAsIs(name) ? name.substring(UNWRITTEN.length()) : escaped(name);
    }

    /** The name as which a stored one is shown. */
    public String shown(String stored) {
        String name = unescaped(stored);
        return name == null ? UNWRITTEN + stored : name;
    }

    /** Whether the storage can have a stored name. What is shown is always stored by one that it can have, but for what begins with {@code %!}. */
    boolean canHave(String stored) {
        return (!windows || (!DEVICE.matcher(stored).matches() && !endsInDotOrSpace(stored)))
                && stored.codePoints().noneMatch(this::isEscaped);
    }

    /** Whether a name is that of a stored one that nothing is stored as. */
    private boolean isShownAsIs(String name) {
        if (isNone() || !name.startsWith(UNWRITTEN)) {
            return false;
        }
        String stored = name.substring(UNWRITTEN.length());
        return isName(stored) && unescaped(stored) == null;
    }

    /** What is stored as this name; {@code null} if nothing is. */
    private @Nullable String unescaped(String stored) {
        if (isNone()) {
            return stored;
        }
        String name = decoded(stored);
        boolean written = name != null && isName(name) && escaped(name).equals(stored) && !isShownAsIs(name);
        return written ? name : null;
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && !text.equals(".")
                && !text.equals("..")
                && text.indexOf('/') < 0
                && text.indexOf('\0') < 0;
    }

    private String escaped(String name) {
        if (isNone()) {
            return name;
        }
        StringBuilder stored = new StringBuilder(name.length() + 8);
        int device = windows && DEVICE.matcher(name).matches() ? 0 : -1;
        int end = windows && endsInDotOrSpace(name) ? name.length() - 1 : -1;
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int character = name.codePointAt(i);
            if (i == device || i == end || isEscaped(character) || (character == '%' && isEscape(name, i))) {
                escape(character, stored);
            } else {
                stored.appendCodePoint(character);
            }
        }
        return stored.toString();
    }

    /** All escapes taken for what they stand for, also those that nothing is stored as; {@code null} if one stands for nothing. */
    private static @Nullable String decoded(String stored) {
        if (stored.indexOf('%') < 0) {
            return stored;
        }
        StringBuilder name = new StringBuilder(stored.length());
        ByteBuffer bytes = ByteBuffer.allocate(stored.length());
        int i = 0;
        try {
            while (i < stored.length()) {
                if (isEscape(stored, i)) {
                    bytes.put((byte) Integer.parseInt(stored.substring(i + 1, i + 3), 16));
                    i += 3;
                } else {
                    drain(bytes, name);
                    name.append(stored.charAt(i++));
                }
            }
            drain(bytes, name);
        } catch (CharacterCodingException noText) {
            return null;
        }
        return name.toString();
    }

    private static void drain(ByteBuffer bytes, StringBuilder name) throws CharacterCodingException {
        if (bytes.position() == 0) {
            return;
        }
        name.append(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()));
        bytes.clear();
    }

    private static void escape(int character, StringBuilder stored) {
        for (byte part : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            stored.append(String.format("%%%02X", part & 0xff));
        }
    }

    private boolean isEscaped(int character) {
        return (windows && (character < 0x20 || NOT_ON_WINDOWS.indexOf(character) >= 0))
                || characters.indexOf(character) >= 0;
    }

    private static boolean isEscape(String name, int at) {
        return name.charAt(at) == '%'
                && at + 2 < name.length()
                && isHexadecimal(name.charAt(at + 1))
                && isHexadecimal(name.charAt(at + 2));
    }

    private static boolean isHexadecimal(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    }

    private static boolean endsInDotOrSpace(String name) {
        return name.endsWith(".") || name.endsWith(" ");
    }
}
