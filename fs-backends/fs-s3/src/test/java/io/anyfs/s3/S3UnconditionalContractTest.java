package io.anyfs.s3;

import io.anyfs.FileSystem;
import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.UnconditionalRaces;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Directories;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of a store that refuses conditional writes keeps the contract if it is told so. */
@Tag("once")
@InBrief({Directories.class, Replacing.class, Writing.class})
class S3UnconditionalContractTest extends S3Contract implements S3ProxyRaces, UnconditionalRaces {

    S3UnconditionalContractTest() {
        super(S3Server.S3PROXY);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withStoring(options.storing().withConditionalWrites(S3Conditions.IGNORED));
    }

    @Override
    FileSystem over(S3Options options) throws IOException {
        S3Client client = store().clientBuilder()
                .overrideConfiguration(changed -> changed.addExecutionInterceptor(new NoConditions()))
                .build();
        return FileSystem.over(S3Backend.open(client, options));
    }

    /** Refuses them as stores do that have none. */
    private static final class NoConditions implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            SdkHttpRequest request = context.httpRequest();
            boolean reads = request.method() == SdkHttpMethod.GET || request.method() == SdkHttpMethod.HEAD;
            boolean isConditional = request.firstMatchingHeader("If-None-Match").isPresent()
                    || request.firstMatchingHeader("If-Match").isPresent();
            if (isConditional && !reads) {
                throw S3Exception.builder()
                        .statusCode(501)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("NotImplemented")
                                .errorMessage("A header you provided implies functionality that is not implemented")
                                .build())
                        .build();
            }
        }
    }
}
