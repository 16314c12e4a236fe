package io.calink.app;

import io.calink.web.RefusedException;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/** Refuses a property of ours that nobody reads: what is misspelt would otherwise be a setting that does nothing. */
final class KnownProperties implements BeanFactoryPostProcessor, EnvironmentAware {
    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("calink");

    private Environment environment = new StandardEnvironment();

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Set<String> known = of(beans);
        UnboundElementsSourceFilter written = new UnboundElementsSourceFilter();
        ConfigurationPropertySources.get(environment).forEach(source -> {
            if (source instanceof IterableConfigurationPropertySource names && written.apply(source)) {
                names.stream()
                        .filter(OURS::isAncestorOf)
                        .map(KnownProperties::withoutIndex)
                        .filter(name -> !known.contains(name))
                        .findFirst()
                        .ifPresent(name -> refuse(name, known));
            }
        });
    }

    private static String withoutIndex(ConfigurationPropertyName name) {
        ConfigurationPropertyName plain = name;
        while (plain.isLastElementIndexed()) {
            plain = plain.getParent();
        }
        return plain.toString();
    }

    private static void refuse(String name, Set<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .orElse("");
        throw new RefusedException("There is no property " + name + "; the nearest is " + nearest
                + ". application.yml lists all of them.");
    }

    /** All properties that some bean reads, in their canonical form. */
    static Set<String> of(ConfigurableListableBeanFactory beans) {
        Set<String> known = new TreeSet<>();
        for (String bean : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            ConfigurationProperties properties = beans.findAnnotationOnBean(bean, ConfigurationProperties.class);
            Class<?> type = beans.getType(bean);
            if (properties != null && type != null && type.isRecord()) {
                collect(properties.value(), type, known);
            }
        }
        return known;
    }

    private static void collect(String prefix, Class<?> type, Set<String> known) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                collect(name, component.getType(), known);
            } else {
                known.add(name);
            }
        }
    }

    /** How many letters have to be changed, as Levenshtein counts them. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
