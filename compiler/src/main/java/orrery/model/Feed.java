package orrery.model;

import java.util.Iterator;
import java.util.Optional;
import java.util.TreeMap;

/** Deals sequences out in batches of one length; safe to ask from several threads. */
final class Feed {
  private final Iterator<int[]> sequences;
  private final TransformerConfig config;
  private final int capacity;
  private final TreeMap<Integer, Batch> waiting = new TreeMap<>(); // by length
  private long taken;
  private boolean stopped;

  Feed(Iterator<int[]> sequences, TransformerConfig config, int capacity) {
    this.sequences = sequences;
    this.config = config;
    this.capacity = capacity;
  }

  /** The next full batch, then those that stayed incomplete, then empty. */
  synchronized Optional<Batch> next() {
    while (!stopped && sequences.hasNext()) {
      int[] tokens = sequences.next().clone();
      Tokens.require(tokens, config);
      Batch batch = waiting.computeIfAbsent(tokens.length, length -> new Batch());
      batch.add(taken++, tokens);
      if (batch.size() == capacity) {
        waiting.remove(tokens.length);
        return Optional.of(batch);
      }
    }
    return stopped || waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(waiting.pollFirstEntry().getValue());
  }

  /** Deals out nothing more. */
  synchronized void stop() {
    stopped = true;
  }
}
