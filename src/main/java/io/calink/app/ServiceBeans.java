package io.calink.app;

import io.calink.archive.Compression;
import io.calink.bundle.Bundler;
import io.calink.bundle.KnownNames;
import io.calink.bundle.Workplace;
import io.calink.config.ConfigurationException;
import io.calink.config.ConfigurationSource;
import io.calink.config.LiveConfiguration;
import io.calink.info.Information;
import io.calink.info.Informations;
import io.calink.info.Machine;
import io.calink.info.sampling.Sampler;
import io.calink.jobs.AuditLog;
import io.calink.jobs.DataDirectory;
import io.calink.jobs.Jobs;
import io.calink.jobs.NameBook;
import io.calink.jobs.Storage;
import io.calink.web.RefusedException;
import io.calink.web.WebConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The wiring of the service: what gathers, where it keeps what it gathered, and the web on top. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            ErrorMvcAutoConfiguration.class, // the container's own report is the only one
            SecurityFilterAutoConfiguration.class, // the filter is registered where no setting can move it
            UserDetailsServiceAutoConfiguration.class // nobody has a password
        })
@EnableConfigurationProperties(ServiceProperties.class)
@Import(WebConfiguration.class)
class ServiceBeans {
    private static final System.Logger LOG = System.getLogger(ServiceBeans.class.getName());

    @Bean
    static KnownProperties knownProperties() {
        return new KnownProperties();
    }

    @Bean
    Machine machine(ServiceProperties properties) {
        Path root = Path.of(properties.root());
        if (!Files.isDirectory(root)) {
            throw new RefusedException("calink.root is " + root + ", which is not a directory.");
        }
        return Machine.at(root);
    }

    @Bean
    Sampler sampler(Machine machine, ServiceProperties properties) {
        ServiceProperties.Sampling sampling = properties.sampling();
        return Sampler.steady(machine, sampling.interval(), sampling.window(), sampling.history());
    }

    /** The catalogue: the product's informations, then each bean of that type under its own name. */
    @Bean
    Informations informations(Machine machine, Sampler sampler, ConfigurableListableBeanFactory beans) {
        Informations all = Informations.standard(machine, sampler);
        for (String name : beans.getBeanNamesForType(Information.class)) {
            // not the merged definition: it has lost the description
            String description = beans.containsBeanDefinition(name)
                    ? beans.getBeanDefinition(name).getDescription()
                    : null;
            if (description == null || description.isBlank()) {
                throw new RefusedException("The information \"" + name
                        + "\" has no description; say in one sentence what it is with @Description beside @Bean.");
            }
            try {
                all = all.with(name, description, beans.getBean(name, Information.class));
            } catch (IllegalArgumentException e) {
                throw new RefusedException(String.valueOf(e.getMessage()));
            }
        }
        return all;
    }

    @Bean
    LiveConfiguration liveConfiguration(ServiceProperties properties, Informations informations)
            throws ConfigurationException {
        return LiveConfiguration.watch(
                ConfigurationSource.standard(properties.configFile(), properties.allowInsecureConfig()),
                informations.descriptions().keySet());
    }

    @Bean
    DataDirectory dataDirectory(ServiceProperties properties) throws IOException {
        return DataDirectory.open(properties.dataDirectory());
    }

    @Bean
    Storage storage(DataDirectory data, ServiceProperties properties) {
        return new Storage(data, properties.jobLimits());
    }

    @Bean
    AuditLog auditLog(DataDirectory data) {
        return new AuditLog(data);
    }

    @Bean
    NameBook nameBook(DataDirectory data) {
        return new NameBook(data.path(), warning -> LOG.log(System.Logger.Level.WARNING, warning));
    }

    @Bean
    Workplace workplace(Machine machine, DataDirectory data, NameBook names, ServiceProperties properties) {
        Workplace here = Workplace.here();
        return new Workplace(
                machine.root(),
                Path.of("/"),
                here.environment(),
                data.spool(),
                here.clock(),
                properties.commands().number(),
                compression(properties.archive()),
                List.of(data.path()),
                names::pseudonyms,
                new KnownNames(machine.root()));
    }

    private static Compression compression(ServiceProperties.Archive archive) {
        Compression wanted = archive.compression();
        if (!wanted.isAvailable()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "calink.archive.engine is fast, but this machine has no libdeflate (Debian package libdeflate0):"
                            + " archives are compressed by the Java platform.");
        }
        return wanted.available();
    }

    @Bean
    Bundler bundler(Informations informations, Workplace workplace) {
        return new Bundler(informations, workplace);
    }

    @Bean
    Jobs jobs(
            DataDirectory data,
            Bundler bundler,
            LiveConfiguration configuration,
            ServiceProperties properties,
            Workplace workplace)
            throws IOException {
        return new Jobs(data, bundler, () -> configuration.current().plan(), properties.jobLimits(), workplace.clock());
    }

    @Bean
    Draining draining(Jobs jobs, LifecycleProperties lifecycle) {
        return new Draining(jobs, lifecycle.getTimeoutPerShutdownPhase());
    }
}
