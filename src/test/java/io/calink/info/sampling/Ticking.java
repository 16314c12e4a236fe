package io.calink.info.sampling;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** A source whose samples and whose time a test drives by hand. */
final class Ticking implements Source {
    private final Supplier<Tick> ticks;

    Ticking(Supplier<Tick> ticks) {
        this.ticks = ticks;
    }

    static Ticking of(List<Tick> ticks) {
        Iterator<Tick> next = ticks.iterator();
        return new Ticking(next::next);
    }

    @Override
    public Tick tick() {
        return ticks.get();
    }

    @Override
    public Processor processor() {
        return new Processor("Test", 1);
    }
}
