package io.anyfs.expose.users;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What users can be called, and names in the places that are made of them. */
public final class UserName {

    /** Where a home has this, it has the user's name. */
    public static final String PLACEHOLDER = "{user}";

    private static final Pattern SYNTAX = Pattern.compile("[^\\p{Cntrl}\\s:@,/\\\\{}]{1,255}");

    private UserName() {}

    /**
     * Whether somebody can be called so: clients can say the name on their command lines, and it is one name in a path that leads
     * nowhere else.
     */
    public static boolean isValid(String name) {
        return SYNTAX.matcher(name).matches() && !name.equals(".") && !name.equals("..") && !name.startsWith("-");
    }

    /** A path with a user's name in it. */
    static String inPath(String template, String name) {
        return template.replace(PLACEHOLDER, name);
    }

    /** A URL with a user's name in it. */
    static String inUrl(String template, String name) {
        return template.replace(
                PLACEHOLDER, URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
