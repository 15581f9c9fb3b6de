package io.anyfs.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.StorageFullException;
import io.anyfs.TransientStorageException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backends;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultWrapperTest {

    private static final byte[] BYTES = Content.bytes(1000);

    @Test
    void it_is_found_by_its_name() {
        WrapperProvider wrapper = Backends.wrapper("fault");
        assertSame(FaultWrapper.class, wrapper.getClass());
        assertEquals(2, wrapper.settings().size());
    }

    @Test
    void one_call_fails_by_its_number() throws IOException {
        try (FileSystem fs = wrapped("stat@2=fail")) {
            fs.stat("/");
            IOException failure = assertThrows(IOException.class, () -> fs.stat("/"));
            assertTrue(String.valueOf(failure.getMessage()).contains("call 2 of stat, seed 1"), failure::toString);
            fs.stat("/");
        }
    }

    @Test
    void every_call_goes_wrong_where_nothing_says_when() throws IOException {
        try (FileSystem fs = wrapped("create-directory=denied")) {
            for (int call = 0; call < 3; call++) {
                assertThrows(AccessDeniedException.class, () -> fs.createDirectory("/d"));
            }
            assertEquals(List.of(), fs.entries("/"));
        }
    }

    @Test
    void calls_go_wrong_by_chance_and_again_so_with_the_same_seed() throws IOException {
        List<Integer> failed = failed("7", "stat%0.3=transient");
        assertTrue(failed.size() > 10 && failed.size() < 60, failed::toString);
        assertEquals(failed, failed("7", "stat%0.3=transient"));
        assertFalse(failed.equals(failed("8", "stat%0.3=transient")));
        assertEquals(List.of(), failed("7", "stat%0=fail"));
        assertEquals(100, failed("7", "stat%1=fail").size());
    }

    @Test
    void a_write_fails_at_a_byte() throws IOException {
        try (FileSystem fs = wrapped("write#1.5k=full");
                WriteHandle out = fs.openWrite("/f", WriteOptions.replace())) {
            out.write(BYTES);
            assertThrows(StorageFullException.class, () -> out.write(BYTES));
            assertEquals(1500, out.size());
        }
    }

    @Test
    void reads_are_short_writes_partial_and_acknowledgements_lost() throws IOException {
        try (FileSystem fs = wrapped("read@1=short:3", "write@2=partial:10", "delete@1=lost")) {
            fs.write("/f", BYTES);
            try (ReadHandle in = fs.openRead("/f")) {
                assertEquals(3, in.read(ByteBuffer.allocate(10), 0));
            }
            try (WriteHandle out = fs.openWrite("/g", WriteOptions.replace())) {
                assertThrows(IOException.class, () -> out.write(BYTES));
                assertEquals(10, out.size());
            }
            assertThrows(IOException.class, () -> fs.delete("/f"));
            assertFalse(fs.exists("/f"));
        }
    }

    @Test
    void the_first_of_several_rules_counts() throws IOException {
        try (FileSystem fs = wrapped("stat@1=transient", "stat=denied")) {
            assertThrows(TransientStorageException.class, () -> fs.stat("/"));
            assertThrows(AccessDeniedException.class, () -> fs.stat("/"));
        }
    }

    @Test
    void a_delayed_call_does_what_it_should() throws IOException {
        try (FileSystem fs = wrapped("read=delay:1ms", "commit=delay:0s")) {
            fs.write("/f", BYTES);
            assertArrayEquals(BYTES, fs.readBytes("/f"));
        }
    }

    @Test
    void a_close_ends_a_delay() throws Exception {
        FaultPlan plan = new FaultPlan(1);
        FaultRule.parse("read=delay:7d").addTo(plan);
        try (FileSystem fs = FileSystem.over(new FaultBackend(new ModelBackend(), plan))) {
            fs.write("/f", BYTES);
            ReadHandle in = fs.openRead("/f");
            var outcomes = Race.run(List.of(() -> in.read(ByteBuffer.allocate(10), 0), () -> {
                Eventually.holds(() -> !plan.fired().isEmpty(), () -> "no read came");
                in.close();
                return 0;
            }));
            assertEquals(ErrorKind.CLOSED, ErrorKind.of(outcomes.get(0).failure()));
        }
    }

    @Test
    void an_interrupt_ends_a_delay_and_stays() throws Exception {
        AtomicReference<Thread> delayed = new AtomicReference<>();
        try (FileSystem fs = wrapped("stat=delay:106751d")) {
            var outcomes = Race.run(List.of(
                    () -> {
                        delayed.set(Thread.currentThread());
                        IOException failure = assertThrows(IOException.class, () -> fs.stat("/"));
                        assertTrue(Thread.interrupted());
                        return ErrorKind.of(failure);
                    },
                    () -> {
                        Eventually.holds(() -> delayed.get() != null, () -> "no call came");
                        delayed.get().interrupt();
                        return ErrorKind.INTERRUPTED;
                    }));
            Race.assertAllSucceeded(outcomes);
            assertEquals(ErrorKind.INTERRUPTED, outcomes.get(0).value());
        }
    }

    @Test
    void a_plan_that_is_at_work_for_long_tells_the_latest_faults() throws IOException {
        FaultPlan plan = new FaultPlan(1);
        FaultRule.parse("stat=fail").addTo(plan);
        try (FileSystem fs = FileSystem.over(new FaultBackend(new ModelBackend(), plan))) {
            for (int call = 0; call < 10_005; call++) {
                assertThrows(IOException.class, () -> fs.stat("/"));
            }
        }
        assertEquals(10_000, plan.fired().size());
        assertEquals(6, plan.fired().get(0).call());
    }

    @ParameterizedTest
    @CsvSource({
        "write, write an operation",
        "'', write an operation",
        "write@3, write an operation",
        "Write@3=fail, write an operation",
        "wrte@3=fail, did you mean write?",
        "zzzzzzzz=fail, there are stat",
        "write@3=fial, did you mean fail?",
        "write@0=fail, the number of the call",
        "write@x=fail, the number of the call",
        "write%2=fail, a probability from 0 to 1",
        "write%1.5=fail, a probability from 0 to 1",
        "write#x=fail, not an amount of bytes",
        "stat#10=fail, moves no bytes",
        "stat=short:3, only a read can be short",
        "read=partial:3, only a write can be partial",
        "read=short, how many bytes",
        "read=short:0, 1 or more",
        "write=partial:3GiB, how many bytes",
        "list=delay, such as delay:200ms",
        "list=delay:200, such as delay:200ms",
        "list=fail:x, takes nothing behind a colon"
    })
    void a_rule_that_makes_no_sense_is_refused(String rule, String reason) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> wrapped(rule));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("fault: the rule '" + rule + "'") && message.contains(reason), message);
    }

    @Test
    void rules_have_to_be_given() {
        IllegalArgumentException failure = assertThrows(
                IllegalArgumentException.class,
                () -> SettingValues.of("fault", new FaultWrapper().settings(), Map.of()));
        assertTrue(String.valueOf(failure.getMessage()).contains("fault needs rules"), failure::toString);
    }

    private static FileSystem wrapped(String... rules) {
        return seeded("1", rules);
    }

    private static FileSystem seeded(String seed, String... rules) {
        FaultWrapper wrapper = new FaultWrapper();
        SettingValues values =
                SettingValues.of("fault", wrapper.settings(), Map.of("seed", List.of(seed), "rules", List.of(rules)));
        return FileSystem.over(wrapper.wrap(new ModelBackend(), values));
    }

    private static List<Integer> failed(String seed, String rule) throws IOException {
        List<Integer> failed = new ArrayList<>();
        try (FileSystem fs = seeded(seed, rule)) {
            for (int call = 0; call < 100; call++) {
                try {
                    fs.stat("/");
                } catch (IOException planned) {
                    failed.add(call);
                }
            }
        }
        return failed;
    }
}
