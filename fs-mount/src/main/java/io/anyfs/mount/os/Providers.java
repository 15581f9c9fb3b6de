package io.anyfs.mount.os;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds what can mount on this machine. */
final class Providers {

    /** The first Java that calls the operating system's libraries without a preview. */
    static final int OLDEST_JAVA = 22;

    private Providers() {}

    static OsMountProvider usable() throws MountUnavailableException {
        return usable(Runtime.version().feature());
    }

    static OsMountProvider usable(int java) throws MountUnavailableException {
        if (java < OLDEST_JAVA) {
            // A provider's classes are for a newer Java: it could not even be loaded to say so itself.
            throw new MountUnavailableException("mounting needs Java " + OLDEST_JAVA + " or newer, and this is Java "
                    + java + "; start a newer one, JAVA_HOME says which");
        }
        MountUnavailableException first = null;
        Iterator<OsMountProvider> providers = ServiceLoader.load(
                        OsMountProvider.class, Providers.class.getClassLoader())
                .iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                OsMountProvider provider = providers.next();
                provider.requireUsable();
                return provider;
            } catch (MountUnavailableException unusable) {
                first = first != null ? first : unusable;
            } catch (ServiceConfigurationError unloadable) {
                first = first != null
                        ? first
                        : new MountUnavailableException("what mounts cannot be loaded: " + unloadable, unloadable);
            }
        }
        throw first != null
                ? first
                : new MountUnavailableException(
                        "nothing here can mount: add anyfs-mount-fuse to the class path; a build" + " without a JDK of "
                                + OLDEST_JAVA + " or newer leaves it empty");
    }
}
