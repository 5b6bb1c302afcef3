package io.github.camelgeminilive.tooling;

import org.apache.camel.springboot.maven.SpringBootAutoConfigurationMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes the auto-configuration of the Spring Boot starter from the metadata of the component.
 *
 * <p>Camel's own generator does all of it, but looks the component up under the groupId {@code org.apache.camel} only and
 * otherwise does nothing, without a word. Here it is looked up under the groupId of the project. It opens the component as a
 * jar, so it needs a build up to {@code package}.
 *
 * <p>One instance per execution of the goal. Not thread-safe.
 */
@Mojo(
        name = "starter",
        threadSafe = true,
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyCollection = ResolutionScope.COMPILE_PLUS_RUNTIME,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME)
public class StarterMojo extends SpringBootAutoConfigurationMojo {

    @Override
    protected String getMainDepGroupId() {
        return project.getGroupId();
    }
}
