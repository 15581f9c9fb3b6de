package io.anyfs.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Refuses conditional writes as stores do that have none. */
final class RefusedConditions implements ExecutionInterceptor {

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
