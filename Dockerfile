# One image per service, from one build. The build needs nothing on the host but Docker.
#
#   docker build --target gateway -t postern/gateway --build-arg POSTERN_BUILD_COMMIT="$(git rev-parse HEAD)" .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /postern
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dquick -Dmaven.test.skip=true package -am \
        -pl credential-service,code-ingest-service,totp-resolver-service,gateway

FROM eclipse-temurin:25-jre AS runtime
# A volume for this folder begins with its owner (docs/operations.md, "The spool").
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/postern/ingest
# A number and not a name: what runs containers can then see that it is not root.
USER 10001:10001
WORKDIR /app
COPY --chmod=0555 docker/run docker/healthy /app/
# What GET /version tells; nothing unless the build is told.
ARG POSTERN_BUILD_COMMIT=""
ENV POSTERN_BUILD_COMMIT=$POSTERN_BUILD_COMMIT
ENTRYPOINT ["/app/run"]

FROM runtime AS credential-service
COPY --from=build /postern/credential-service/target/quarkus-app /app/quarkus-app
EXPOSE 8081 8091 9081

FROM runtime AS code-ingest-service
COPY --from=build /postern/code-ingest-service/target/quarkus-app /app/quarkus-app
EXPOSE 8082 9082 2525

FROM runtime AS totp-resolver-service
COPY --from=build /postern/totp-resolver-service/target/quarkus-app /app/quarkus-app
EXPOSE 8083 9083

FROM runtime AS gateway
COPY --from=build /postern/gateway/target/quarkus-app /app/quarkus-app
EXPOSE 8080 9080
