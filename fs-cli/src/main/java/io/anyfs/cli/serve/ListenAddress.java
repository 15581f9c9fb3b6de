package io.anyfs.cli.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where to listen.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535; 0 for any that is free
 */
record ListenAddress(String host, int port) {

    static final String THIS_MACHINE = "127.0.0.1";

    private static final Pattern SYNTAX = Pattern.compile("(?:(\\[[0-9a-fA-F:.%\\w]+]|[^\\[\\]:]+):)?(\\d{1,5})");

    /** Reads {@code 2222}, {@code 0.0.0.0:22}, {@code example.org:0} or {@code [::1]:2121}. */
    static final class Converter implements ITypeConverter<ListenAddress> {
        @Override
        public ListenAddress convert(String text) {
            Matcher address = SYNTAX.matcher(text);
            if (!address.matches() || Integer.parseInt(address.group(2)) > 65_535) {
                throw new TypeConversionException(
                        "'" + text + "' is no address; write a port, or HOST:PORT such as 0.0.0.0:2222 or [::1]:2222");
            }
            String host = address.group(1);
            if (host == null) {
                host = THIS_MACHINE;
            } else if (host.startsWith("[")) {
                host = host.substring(1, host.length() - 1);
            }
            return new ListenAddress(host, Integer.parseInt(address.group(2)));
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
