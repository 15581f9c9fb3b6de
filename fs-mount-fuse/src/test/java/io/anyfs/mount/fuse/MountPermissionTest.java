package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountPermissionTest {

    @Test
    void the_configuration_lets_others_in_by_a_line_of_its_own() {
        assertTrue(MountPermission.letsAllowOther(List.of("# of FUSE", "user_allow_other", "mount_max = 10")));
        assertTrue(MountPermission.letsAllowOther(List.of("  user_allow_other ")));
        assertFalse(MountPermission.letsAllowOther(List.of("#user_allow_other", "user_allow_other = 1")));
        assertFalse(MountPermission.letsAllowOther(List.of()));
    }

    @Test
    void who_may_mount_is_told_by_the_kernel() {
        assertTrue(MountPermission.isAdministrator(List.of("Name:\tjava", "CapEff:\t000001ffffffffff")));
        assertTrue(MountPermission.isAdministrator(List.of("CapEff:\t0000000000200000")));
        // What root has in a container of Docker.
        assertFalse(MountPermission.isAdministrator(List.of("CapPrm:\t000001ffffffffff", "CapEff:\t00000000a80425fb")));
        assertFalse(MountPermission.isAdministrator(List.of("CapEff:\t0000000000000000")));
    }
}
