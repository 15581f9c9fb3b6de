package io.anyfs.spec;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes maps, collections, texts, whole numbers and flags as JSON (RFC 8259), indented for people. */
final class Json {

    private Json() {}

    static String pretty(Object value) {
        StringBuilder json = new StringBuilder();
        write(value, "", json);
        return json.append('\n').toString();
    }

    private static void write(Object value, String indent, StringBuilder json) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map, indent, json);
        } else if (value instanceof Collection<?> list) {
            writeList(list, indent, json);
        } else if (value instanceof Boolean || value instanceof Integer) {
            json.append(value);
        } else {
            writeText(value.toString(), json);
        }
    }

    private static void writeMap(Map<?, ?> map, String indent, StringBuilder json) {
        String deeper = indent + "  ";
        json.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            json.append('\n').append(deeper);
            writeText(entry.getKey().toString(), json);
            json.append(": ");
            write(entry.getValue(), deeper, json);
            json.append(entries.hasNext() ? "," : "\n" + indent);
        }
        json.append('}');
    }

    private static void writeList(Collection<?> list, String indent, StringBuilder json) {
        String deeper = indent + "  ";
        json.append('[');
        Iterator<?> members = list.iterator();
        while (members.hasNext()) {
            json.append('\n').append(deeper);
            write(members.next(), deeper, json);
            json.append(members.hasNext() ? "," : "\n" + indent);
        }
        json.append(']');
    }

    private static void writeText(String text, StringBuilder json) {
        json.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        json.append('"');
    }
}
