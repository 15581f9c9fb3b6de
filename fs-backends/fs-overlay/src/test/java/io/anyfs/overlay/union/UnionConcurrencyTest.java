package io.anyfs.overlay.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.tck.subject.Race;
import io.anyfs.tck.subject.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many that change what a lower layer has. */
class UnionConcurrencyTest extends TwoLayers {

    @Test
    void many_that_change_one_lower_file_copy_it_once() throws Exception {
        FaultPlan counted = new FaultPlan(1);
        try (FileSystem union =
                FileSystem.over(Unions.of(new FaultBackend(Unions.lent(upper), counted), Unions.lent(lower)))) {
            Race.assertAllSucceeded(Race.run(8, number -> {
                union.setAttributes(FsPath.of("/d/f"), AttributeChanges.mode(0600 + number));
                return number;
            }));
        }
        assertEquals(1, counted.calls(Operation.OPEN_WRITE));
        assertEquals("lower", fs.readString("/d/f"));
    }

    @Test
    void many_that_create_in_a_directory_of_the_lower_layer_all_succeed() throws Exception {
        Race.assertAllSucceeded(Race.run(8, number -> {
            for (int round = 0; round < 20; round++) {
                fs.write("/d/e/" + number + "-" + round, "x");
            }
            return number;
        }));
        assertEquals(161, fs.entries("/d/e").size());
        assertEquals(0750, mode(above, "/d"));
    }

    @Test
    void a_lower_directory_is_not_deleted_with_what_is_created_in_it() throws Exception {
        for (int round = 0; round < 50; round++) {
            String directory = "/r" + round;
            below.createDirectory(directory);
            List<Race.Outcome<String>> outcomes = Race.run(List.of(
                    () -> {
                        fs.delete(directory);
                        return "deleted";
                    },
                    () -> {
                        fs.createDirectory(directory + "/x");
                        return "created";
                    }));
            boolean deleted = outcomes.get(0).succeeded();
            assertTrue(deleted != outcomes.get(1).succeeded(), outcomes::toString);
            assertEquals(!deleted, fs.exists(directory + "/x"));
        }
        lowerBefore = Snapshot.of(below);
    }
}
