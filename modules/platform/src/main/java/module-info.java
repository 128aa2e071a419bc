import org.jspecify.annotations.NullMarked;

/**
 * The floor every feature of Stoa stands on: HTTP, SQL, cache, configuration, errors,
 * instrumentation. It knows no feature.
 */
@NullMarked
module dev.stoa.platform {
    requires transitive org.jspecify;
    requires transitive java.logging;
    requires transitive io.helidon.webserver;
    requires transitive io.helidon.http;
    requires transitive io.helidon.health;
    requires transitive info.picocli;
    requires transitive com.fasterxml.jackson.core;
    requires transitive micrometer.core;
    requires transitive io.opentelemetry.api;
    requires transitive io.opentelemetry.context;
    requires transitive java.sql;
    requires io.helidon.config;
    requires io.helidon.config.yaml;
    requires io.helidon.common.buffers;
    requires io.helidon.common.context;
    requires io.helidon.common.socket;
    requires io.helidon.dbclient;
    requires io.helidon.dbclient.jdbc;
    requires io.helidon.metrics.api;
    requires io.helidon.tracing;
    requires io.helidon.tracing.providers.opentelemetry;
    requires io.helidon.logging.jul;
    requires com.zaxxer.hikari;
    requires org.postgresql.jdbc;
    requires com.github.benmanes.caffeine;
    requires com.github.kagkarlsson.scheduler;
    requires micrometer.registry.prometheus.simpleclient;
    requires simpleclient;
    requires simpleclient.common;
    requires simpleclient.tracer.common;
    requires io.opentelemetry.sdk;
    requires io.opentelemetry.sdk.trace;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.exporter.otlp;
    requires redisson;
    requires io.netty.resolver.dns;
    requires io.netty.resolver;
    requires io.netty.handler;
    requires io.netty.codec;
    requires io.netty.transport;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.reactivex.rxjava3;
    requires net.bytebuddy;
    requires liquibase.core;
    requires me.tongfei.progressbar;
    requires embedded.postgres.binaries.linux.amd64;
    requires swagger.ui;
    requires org.tukaani.xz;
    requires org.apache.commons.compress;
    requires org.apache.commons.io;
    requires org.apache.commons.lang3;
    requires org.slf4j;
    requires org.yaml.snakeyaml;
    requires static org.checkerframework.checker.qual;
    requires java.management;
    requires java.naming;
    requires java.net.http;
    requires jdk.unsupported;
    requires jdk.management;
    requires dev.stoa.migrations;

    exports dev.stoa.platform;
    exports dev.stoa.platform.backup;
    exports dev.stoa.platform.cache;
    exports dev.stoa.platform.config;
    exports dev.stoa.platform.flag;
    exports dev.stoa.platform.http;
    exports dev.stoa.platform.jobs;
    exports dev.stoa.platform.limit;
    exports dev.stoa.platform.observe;
    exports dev.stoa.platform.schema;
    exports dev.stoa.platform.sql;

    uses dev.stoa.platform.FeatureProvider;
}
