package io.calink.app;

import io.calink.web.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments behind {@code serve}: settings, and the options that the command line has under a shorter name. */
final class Arguments {
    private static final Map<String, String> SHORT = Map.of("--config", "--calink.config", "--root", "--calink.root");
    private static final String INSECURE = "--allow-insecure-config";
    private static final Set<String> SPRINGS_OWN = Set.of("--debug", "--trace");

    private Arguments() {}

    /** The same as settings of the form {@code --NAME=VALUE}; of several for one name the last one counts. */
    static String[] settings(String... args) {
        Map<String, String> last = new LinkedHashMap<>();
        for (String setting : all(args)) {
            String name = setting.split("=", 2)[0];
            last.remove(name);
            last.put(name, setting);
        }
        return last.values().toArray(new String[0]);
    }

    private static List<String> all(String... args) {
        List<String> settings = new ArrayList<>();
        int first = args.length > 0 && args[0].equals("serve") ? 1 : 0;
        for (int i = first; i < args.length; i++) {
            String arg = args[i];
            String next = i + 1 < args.length ? args[i + 1] : null;
            if (SHORT.containsKey(arg) && next != null) {
                settings.add(SHORT.get(arg) + "=" + next);
                i++;
            } else if (arg.equals(INSECURE)) {
                settings.add("--calink.allow-insecure-config=true");
            } else {
                settings.add(setting(arg));
            }
        }
        return settings;
    }

    private static String setting(String arg) {
        int equals = arg.indexOf('=');
        String name = equals < 0 ? arg : arg.substring(0, equals);
        if (equals > 0 && SHORT.containsKey(name)) {
            return SHORT.get(name) + arg.substring(equals);
        }
        boolean property = name.startsWith("--") && name.indexOf('.') > 0 && equals > 0;
        if (!property && !SPRINGS_OWN.contains(arg)) {
            throw new RefusedException("\"" + arg + "\" is no setting of the service; settings look like "
                    + "--server.port=8081 or --calink.root=/host, and application.yml lists them.");
        }
        return arg;
    }
}
