package io.anyfs.expose;

import java.util.ArrayList;
import java.util.List;

/** What a {@link FileService} is to be like. For one thread. */
public final class FileServiceBuilder {

    private final Authenticator authenticator;
    private final List<ServiceListener> listeners = new ArrayList<>();
    private ServiceLimits limits = ServiceLimits.DEFAULT;
    private UploadPolicy uploads = UploadPolicy.ATOMIC;
    private TransferHash transferHash = TransferHash.NONE;
    private ServiceClock clock = ServiceClock.SYSTEM;

    FileServiceBuilder(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** What it allows; {@link ServiceLimits#DEFAULT} if not said. */
    public FileServiceBuilder limits(ServiceLimits allowed) {
        limits = allowed;
        return this;
    }

    /** What becomes of uploads that do not come to a clean end; {@link UploadPolicy#ATOMIC} if not said. */
    public FileServiceBuilder uploads(UploadPolicy policy) {
        uploads = policy;
        return this;
    }

    /** Of which transfers listeners are told the hash; of {@linkplain TransferHash#NONE none} if not said. */
    public FileServiceBuilder transferHash(TransferHash hashed) {
        transferHash = hashed;
        return this;
    }

    /** One more who is told what clients do, after those added before. Stays the caller's to close. */
    public FileServiceBuilder listener(ServiceListener listener) {
        listeners.add(listener);
        return this;
    }

    FileServiceBuilder clock(ServiceClock other) {
        clock = other;
        return this;
    }

    /** The service. */
    public FileService open() {
        return new FileService(this);
    }

    Authenticator authenticator() {
        return authenticator;
    }

    ServiceLimits limits() {
        return limits;
    }

    UploadPolicy uploads() {
        return uploads;
    }

    TransferHash transferHash() {
        return transferHash;
    }

    Listeners listeners() {
        return new Listeners(listeners);
    }

    ServiceClock clock() {
        return clock;
    }
}
