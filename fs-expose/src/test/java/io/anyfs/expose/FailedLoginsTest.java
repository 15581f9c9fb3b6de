package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private static final InetAddress HERE = address("192.0.2.7");
    private static final InetAddress THERE = address("192.0.2.8");

    private final SteppingClock clock = new SteppingClock();
    private final FailedLogins failed = new FailedLogins(
            LoginLimits.DEFAULT
                    .withBan(4, Duration.ofMinutes(10))
                    .withDelays(Duration.ofMillis(500), Duration.ofSeconds(2)),
            clock::nanos);

    @Test
    void each_failure_from_an_address_doubles_the_delay_up_to_the_longest() {
        assertEquals(Duration.ZERO, failed.delay(HERE, "a"));
        failed.failed(HERE, "a");
        assertEquals(Duration.ofMillis(500), failed.delay(HERE, "a"));
        failed.failed(HERE, "b");
        assertEquals(Duration.ofSeconds(1), failed.delay(HERE, "b"));
        failed.failed(HERE, "c");
        assertEquals(Duration.ofSeconds(2), failed.delay(HERE, "c"));
    }

    @Test
    void a_name_that_is_tried_from_many_addresses_is_answered_later_but_never_banned() {
        for (int i = 1; i <= 200; i++) {
            failed.failed(address("198.51.100." + i), "root");
        }
        assertEquals(Duration.ofSeconds(2), failed.delay(HERE, "root"));
        assertEquals(Duration.ZERO, failed.delay(HERE, "alice"));
        assertEquals(List.of(), failed.bans());
    }

    @Test
    void an_address_is_banned_after_its_failures_for_a_while() {
        for (int i = 0; i < 4; i++) {
            assertDoesNotThrow(() -> failed.requireNotBanned(HERE));
            failed.failed(HERE, "user" + i);
        }
        assertThrows(AddressBannedException.class, () -> failed.requireNotBanned(HERE));
        assertDoesNotThrow(() -> failed.requireNotBanned(THERE));
        assertEquals("192.0.2.7", failed.bans().get(0).addresses().toString());
        clock.passSeconds(600);
        assertDoesNotThrow(() -> failed.requireNotBanned(HERE));
        assertEquals(List.of(), failed.bans());
    }

    @Test
    void all_addresses_of_an_ipv6_network_count_as_one() {
        for (int i = 0; i < 4; i++) {
            failed.failed(address("2001:db8:1:2::" + i), "a");
        }
        assertThrows(AddressBannedException.class, () -> failed.requireNotBanned(address("2001:db8:1:2:ffff::1")));
        assertDoesNotThrow(() -> failed.requireNotBanned(address("2001:db8:1:3::1")));
        assertEquals("2001:db8:1:2:0:0:0:0/64", failed.bans().get(0).addresses().toString());
    }

    @Test
    void a_success_forgives_what_this_user_got_wrong_and_nothing_else() {
        failed.failed(HERE, "alice");
        failed.failed(HERE, "root");
        failed.failed(HERE, "admin");
        failed.succeeded(HERE, "alice");
        failed.failed(HERE, "guest");
        assertDoesNotThrow(() -> failed.requireNotBanned(HERE));
        failed.failed(HERE, "test");
        assertThrows(AddressBannedException.class, () -> failed.requireNotBanned(HERE));
    }

    @Test
    void failures_are_forgotten_in_time() {
        for (int i = 0; i < 10; i++) {
            failed.failed(HERE, "a");
            clock.passSeconds(601);
        }
        assertEquals(List.of(), failed.bans());
    }

    @Test
    void this_machine_is_exempt_unless_told_otherwise() {
        InetAddress loopback = address("127.0.0.1");
        for (int i = 0; i < 10; i++) {
            failed.failed(loopback, "a");
        }
        assertEquals(Duration.ZERO, failed.delay(loopback, "a"));
        assertDoesNotThrow(() -> failed.requireNotBanned(loopback));
    }

    @Test
    void a_ban_can_be_lifted_by_its_address_or_a_range_around_it() {
        for (int i = 0; i < 4; i++) {
            failed.failed(HERE, "a");
            failed.failed(THERE, "a");
        }
        assertEquals(1, failed.lift(AddressRange.parse("192.0.2.7")));
        assertEquals(0, failed.lift(AddressRange.parse("10.0.0.0/8")));
        assertEquals(1, failed.lift(AddressRange.parse("192.0.2.0/24")));
        assertDoesNotThrow(() -> failed.requireNotBanned(THERE));
    }

    @Test
    void what_is_remembered_is_bounded() {
        failed.failed(HERE, "a");
        for (int i = 0; i < FailedLogins.MAX_REMEMBERED; i++) {
            failed.failed(address("10.%d.%d.1".formatted(i / 250, i % 250)), "user" + i);
        }
        assertEquals(Duration.ZERO, failed.delay(HERE, "a"));
    }

    @Test
    void ranges_are_read_as_they_are_printed() {
        AddressRange range = AddressRange.parse("192.0.2.77/24");
        assertEquals("192.0.2.0/24", range.toString());
        assertEquals(range, AddressRange.parse(range.toString()));
        assertTrue(range.contains(HERE));
        assertFalse(range.contains(address("192.0.3.1")));
        assertFalse(AddressRange.parse("::/0").contains(HERE));
        for (String wrong : List.of("", "example.org", "192.0.2.0/33", "192.0.2.0/x", "1.2.3.4/-1", "fe80::1%lo")) {
            assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(wrong), wrong);
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
