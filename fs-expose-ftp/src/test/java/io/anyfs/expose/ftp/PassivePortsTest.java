package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassivePortsTest {

    private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    private static int port(ServerSocketChannel listener) {
        return listener.socket().getLocalPort();
    }

    @Test
    void without_a_range_the_ports_are_those_that_belong_to_nobody_and_no_one_can_guess_the_next() throws IOException {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            try (ServerSocketChannel listener = PassivePorts.ANY.listen(LOCAL)) {
                ports.add(port(listener));
            }
        }
        assertTrue(ports.stream().allMatch(port -> port >= 49_152), ports::toString);
        assertTrue(ports.size() > 50, ports::toString);
    }

    @Test
    void a_range_that_is_all_in_use_is_told_and_used_again_when_it_is_free() throws IOException {
        try (ServerSocketChannel first = PassivePorts.ANY.listen(LOCAL)) {
            int used = port(first);
            PassivePorts one = PassivePorts.range(used, used);
            assertThrows(BindException.class, () -> one.listen(LOCAL));
            first.close();
            try (ServerSocketChannel again = one.listen(LOCAL)) {
                assertEquals(used, port(again));
            }
        }
    }
}
