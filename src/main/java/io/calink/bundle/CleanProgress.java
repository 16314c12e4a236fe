package io.calink.bundle;

/** Tells a progress on, without secrets in the names of things. */
final class CleanProgress implements Progress {
    private final Progress progress;
    private final Sieve sieve;

    CleanProgress(Progress progress, Sieve sieve) {
        this.progress = progress;
        this.sieve = sieve;
    }

    @Override
    public void step(Step step, String name) {
        progress.step(step, name);
    }

    @Override
    public void item(Item.Kind kind, String name) {
        progress.item(kind, sieve.text(name));
    }

    @Override
    public void notFound(boolean directory, String path) {
        progress.notFound(directory, sieve.text(path));
    }

    @Override
    public void done(Item item) {
        progress.done(item);
    }

    @Override
    public void count(long itemsDone, long itemsTotal, long bytesRead, long bytesTotal, long bytesWritten) {
        progress.count(itemsDone, itemsTotal, bytesRead, bytesTotal, bytesWritten);
    }
}
