package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassiveAddressesTest {

    private static final Inet4Address REACHED = (Inet4Address) address("192.168.1.5");

    @RegisterExtension
    final Served served =
            new Served(settings -> settings.passiveAddress("203.0.113.7").passiveOnly());

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, 203.0.113.7",
        "10.1.2.3, 10.0.0.1",
        "10.200.2.3, 10.200.0.1",
        "192.168.1.77, 192.168.1.5",
        "127.0.0.1, 192.168.1.5"
    })
    void the_rule_for_the_smallest_network_of_a_client_counts(String client, String told) {
        PassiveAddresses addresses = PassiveAddresses.AS_REACHED
                .and(Network.parse("10.200.0.0/16"), "10.200.0.1")
                .and(Network.parse("10.0.0.0/8"), "10.0.0.1")
                .and(Network.parse("192.168.0.0/16"), null)
                .and(Network.ALL, "203.0.113.7");
        assertEquals(address(told), addresses.tell(address(client), REACHED));
    }

    @Test
    void without_rules_and_with_a_name_that_leads_nowhere_clients_are_told_what_they_have_reached() {
        assertEquals(REACHED, PassiveAddresses.AS_REACHED.tell(address("198.51.100.1"), REACHED));
        PassiveAddresses broken = PassiveAddresses.AS_REACHED.and(Network.ALL, "no-such-host.invalid");
        assertEquals(REACHED, broken.tell(address("198.51.100.1"), REACHED));
    }

    @Test
    void a_name_is_looked_up() {
        PassiveAddresses named = PassiveAddresses.AS_REACHED.and(Network.ALL, "localhost");
        assertEquals(address("127.0.0.1"), named.tell(address("198.51.100.1"), REACHED));
    }

    @Test
    void networks_end_at_any_bit() {
        Network network = Network.parse("172.16.0.0/12");
        assertTrue(network.contains(address("172.31.255.255")));
        assertFalse(network.contains(address("172.32.0.0")));
        assertFalse(network.contains(address("::1")));
        assertTrue(Network.parse("fd00::/8").contains(address("fdff::1")));
        assertTrue(Network.ALL.contains(address("8.8.8.8")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "localhost/8", "::/129", "300.0.0.0/8", "/8"})
    void what_is_no_network_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
    }

    @Test
    void a_client_on_this_machine_is_told_what_it_has_reached_and_active_mode_can_be_off() throws IOException {
        try (WireClient client = served.login()) {
            assertTrue(client.say("PASV", 227).contains("(127,0,0,1,"));
            client.say("PORT 127,0,0,1,200,1", 504);
            client.say("EPRT |1|127.0.0.1|51201|", 504);
        }
    }
}
