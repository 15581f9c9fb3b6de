package io.anyfs.served;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the addresses of all servers with a login say. */
final class Variables {

    private Variables() {}

    static Map<String, String> of(ServedAddress address) {
        String prefix = "ANYFS_" + address.protocol() + "_";
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(prefix + "URL", address.url().toString());
        variables.put(prefix + "HOST", address.host());
        variables.put(prefix + "PORT", Integer.toString(address.port()));
        variables.put(prefix + "USER", address.user());
        variables.put(prefix + "PASSWORD", address.password());
        return variables;
    }

    static URI url(String scheme, ServedAddress address) {
        return URI.create(scheme + "://" + address.user() + "@" + address.host() + ":" + address.port() + "/");
    }
}
