package orrery.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import orrery.model.Site.Kind;

/**
 * The machine that runs weights: float32, plain Java, many sequences at once, every site readable
 * and writable.
 *
 * <p>The arrays hold one value of many sequences side by side, so that a non-zero weight costs one
 * vector loop and a zero costs nothing. A sequence's result is the same to the bit whatever it is
 * batched with and however many threads run; it agrees with {@link ReferenceTransformer} up to
 * float32 rounding. Safe to use from several threads.
 */
public final class Transformer {
  /** Sequences in a batch at most; longer arrays make loops no faster. */
  private static final int MOST_ROWS = 256;

  /** Sequences in a batch at least; shorter arrays leave vector units idle. */
  private static final int FEWEST_ROWS = 16;

  /** Floats in a workspace, where that leaves enough rows: 1 MiB, what a core's own cache holds. */
  private static final long WORKSPACE_FLOATS = 1 << 18;

  private final TransformerConfig config;
  private final int threads;
  private final int capacity;
  private final TokenTable wE;
  private final TokenTable wPos;
  private final List<LayerKernel> layers = new ArrayList<>();
  private final Kernel unembed;
  private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();

  /** A machine that uses every processor. */
  public Transformer(Weights weights) {
    this(weights, Runtime.getRuntime().availableProcessors());
  }

  /** A machine that uses at most so many threads. */
  public Transformer(Weights weights, int threads) {
    Shapes.require(threads >= 1, "%s threads", threads);
    this.config = weights.config();
    this.threads = threads;
    this.capacity =
        (int)
            Math.max(
                FEWEST_ROWS,
                Math.min(MOST_ROWS, WORKSPACE_FLOATS / Workspace.floatsPerRow(config)));
    this.wE = new TokenTable(weights.wE());
    this.wPos = new TokenTable(weights.wPos());
    for (Layer layer : weights.layers()) {
      layers.add(new LayerKernel(layer, config, layers.size()));
    }
    this.unembed = new Kernel(weights.unembed());
  }

  public TransformerConfig config() {
    return config;
  }

  /** The logits of some sequences, {@code [sequence, position, dVocabOut]}. */
  public float[][][] run(int[]... tokens) {
    return run(tokens, Hooks.none());
  }

  /**
   * The logits of some sequences, run with hooks, {@code [sequence, position, dVocabOut]}.
   *
   * @param tokens ids, BOS first, lengths may differ; IllegalArgumentException if a sequence is
   *     empty, longer than nCtx, or has something that is no token
   */
  public float[][][] run(int[][] tokens, Hooks hooks) {
    float[][][] logits = new float[tokens.length][][];
    Hooks keep =
        Hooks.at(
            Site.of(Kind.LOGITS),
            values -> {
              for (int row = 0; row < values.rows(); row++) {
                float[][] sequence = new float[values.positions()][];
                for (int p = 0; p < sequence.length; p++) {
                  sequence[p] = values.read(row, p);
                }
                logits[(int) values.sequence(row)] = sequence;
              }
            });
    int batches = (tokens.length + capacity - 1) / capacity;
    stream(Arrays.asList(tokens).iterator(), hooks.then(keep), Math.min(threads, batches));
    return logits;
  }

  /**
   * Runs any number of sequences in bounded memory; the hooks see what they want of them, the
   * logits too. Batches come in no fixed order, on several threads: {@link
   * ActivationBatch#sequence} says which sequence a row is.
   */
  public void stream(Iterator<int[]> tokens, Hooks hooks) {
    stream(tokens, hooks, threads);
  }

  private void stream(Iterator<int[]> tokens, Hooks hooks, int workers) {
    Feed feed = new Feed(tokens, config, capacity);
    if (workers <= 1) {
      work(feed, hooks);
    } else {
      IntStream.range(0, workers).parallel().forEach(worker -> work(feed, hooks));
    }
  }

  private void work(Feed feed, Hooks hooks) {
    Workspace workspace = Optional.ofNullable(idle.poll()).orElseGet(this::workspace);
    try {
      for (Optional<Batch> b = feed.next(); b.isPresent(); b = feed.next()) {
        forward(workspace, new Pass(b.get(), hooks));
      }
    } finally {
      feed.stop();
      idle.add(workspace);
    }
  }

  private Workspace workspace() {
    return new Workspace(config, capacity);
  }

  private void forward(Workspace w, Pass pass) {
    embed(w, pass);
    for (LayerKernel layer : layers) {
      layer.run(w, pass);
    }
    config.normalization().apply(w.stream, w.normal, pass.batch().lanes());
    unembed.apply(w.normal, w.logits, unembed.all(), pass.batch().lanes());
    pass.show(Kind.LOGITS, Site.NONE, w.logits, config.dVocabOut());
  }

  /**
   * The stream's start: the token's row, then the position's, by way of its own array if watched.
   */
  private void embed(Workspace w, Pass pass) {
    Batch batch = pass.batch();
    clear(w.stream, batch);
    for (int row = 0; row < batch.size(); row++) {
      for (int p = 0; p < batch.positions(); p++) {
        wE.addTo(w.stream, batch.tokens(row)[p], p * batch.size() + row);
      }
    }
    pass.show(Kind.EMBED, Site.NONE, w.stream, config.dModel());
    boolean watched = pass.watches(Kind.POS_EMBED, Site.NONE);
    float[][] positions = watched ? w.added : w.stream;
    if (watched) {
      clear(positions, batch);
    }
    for (int p = 0; p < batch.positions(); p++) {
      for (int row = 0; row < batch.size(); row++) {
        wPos.addTo(positions, p, p * batch.size() + row);
      }
    }
    if (watched) {
      pass.show(Kind.POS_EMBED, Site.NONE, positions, config.dModel());
      for (int d = 0; d < config.dModel(); d++) {
        Lanes.add(w.stream[d], positions[d], batch.lanes());
      }
    }
  }

  private static void clear(float[][] values, Batch batch) {
    for (float[] lanes : values) {
      Lanes.fill(lanes, 0, batch.lanes());
    }
  }
}
