package dev.stoa.platform.internal.migrate;

import java.util.List;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;
import liquibase.resource.URIResource;

/** Shows Liquibase the changelog wherever it lies: folder, jar or module; nothing is scanned. */
final class ChangelogResources extends AbstractResourceAccessor {
    ChangelogResources() {}

    @Override
    public List<Resource> getAll(String path) {
        return Changelog.find(path)
                .<List<Resource>>map(uri -> List.of(new URIResource(path, uri)))
                .orElse(List.of());
    }

    @Override
    public List<Resource> search(String path, boolean recursive) {
        return List.of();
    }

    @Override
    public List<String> describeLocations() {
        return List.of(Changelog.FOLDER);
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
