package io.anyfs.demo.s3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Deletes several objects as S3 does: S3Proxy deletes them at the same time, and when the last file of a directory goes at the
 * moment in which its marker ({@code d/}) does, a directory without any key stays and is listed for ever. Here the markers go
 * when the files are gone, one by one, the deepest first.
 */
final class MarkersLast extends ForwardingBlobStore {

    MarkersLast(BlobStore store) {
        super(store);
    }

    @Override
    public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
        List<ObjectIdentifier> files = new ArrayList<>();
        List<ObjectIdentifier> markers = new ArrayList<>();
        for (ObjectIdentifier object : request.delete().objects()) {
            (object.key().endsWith("/") ? markers : files).add(object);
        }
        // In this order a key comes after those that begin with it.
        markers.sort(Comparator.comparing(ObjectIdentifier::key).reversed());
        List<DeletedObject> deleted = new ArrayList<>();
        List<S3Error> errors = new ArrayList<>();
        remove(request, files, deleted, errors);
        markers.forEach(marker -> remove(request, List.of(marker), deleted, errors));
        return DeleteObjectsResponse.builder().deleted(deleted).errors(errors).build();
    }

    private void remove(
            DeleteObjectsRequest request,
            List<ObjectIdentifier> objects,
            List<DeletedObject> deleted,
            List<S3Error> errors) {
        if (objects.isEmpty()) {
            return;
        }
        DeleteObjectsResponse response = delegate()
                .removeBlobs(request.toBuilder()
                        .delete(request.delete().toBuilder().objects(objects).build())
                        .build());
        deleted.addAll(response.deleted());
        errors.addAll(response.errors());
    }
}
