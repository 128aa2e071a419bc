# Stoa on a runtime of its own: only the modules of the JDK it uses, an AOT cache, no root.
#   docker build -t stoa --build-arg VERSION=$(git describe --always) .
# What is compiled never runs as root: the stages after `build` copy it, and train it as another user.

FROM maven:3.9.16-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
# The same as ./stoa builds with. Whole seconds, as layers keep no smaller part of a file's time.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -pl modules/app -am -Dmaven.test.skip -Dspotless.check.skip=true package \
    && touch modules/app/target/lib/.built \
    && find stoa deploy modules/app/target/lib -exec touch -d @1767225600 {} +
# What the jars ask for by name, and what is found as a service only (jdk.crypto.ec, jdk.zipfs) or worth having (jdk.jcmd, jdk.jfr).
RUN jlink --output /opt/runtime --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.se,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

FROM debian:12.14-slim AS runtime
RUN groupadd --gid 10001 stoa \
    && useradd --uid 10001 --gid stoa --no-create-home --home-dir /var/lib/stoa --shell /usr/sbin/nologin stoa \
    && install -d -o stoa -g stoa -m 0700 /var/lib/stoa
COPY --from=build /opt/runtime /opt/java
COPY --from=build /src/stoa /src/deploy/probe /opt/stoa/
COPY --from=build /src/modules/app/target/lib /opt/stoa/modules/app/target/lib
ENV STOA_JAVA_HOME=/opt/java \
    STOA_AOT_CACHE=/opt/stoa/stoa.aot \
    STOA_DATA=/var/lib/stoa \
    STOA_HTTP_HOST=0.0.0.0 \
    LANG=C.UTF-8
WORKDIR /var/lib/stoa
USER 10001:10001

# The embedded PostgreSQL that it trains with refuses root.
FROM runtime AS trained
RUN STOA_JAVA_OPTS=-XX:AOTCacheOutput=/tmp/stoa.aot /opt/stoa/stoa train && test -s /tmp/stoa.aot

FROM runtime
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Stoa" \
      org.opencontainers.image.description="Community backend: forum, peer sessions, telemetry and its own maintenance" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/debian:12.14-slim"
ENV STOA_VERSION=${VERSION}
COPY --from=trained --chown=0:0 --chmod=0444 /tmp/stoa.aot /opt/stoa/stoa.aot
COPY --from=build /src/modules/app/target/bom.json /opt/stoa/bom.json
VOLUME /var/lib/stoa
EXPOSE 8080 8081
# SIGTERM drains: requests at work get drain.grace, 10 s.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["/opt/stoa/probe"]
ENTRYPOINT ["/opt/stoa/stoa"]
