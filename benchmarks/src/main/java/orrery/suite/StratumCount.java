package orrery.suite;

import com.google.gson.JsonObject;

/**
 * How much of a suite is in a stratum.
 *
 * @param programs how many programs are
 * @param of how many programs whose difficulty is known
 */
public record StratumCount(Stratum stratum, long programs, long of) {
  /** The share of the programs, from 0 to 1; 0 where none is known. */
  public double share() {
    return of == 0 ? 0 : (double) programs / of;
  }

  /** The same for machines. */
  public JsonObject json() {
    JsonObject json = stratum.json();
    json.addProperty("programs", programs);
    json.addProperty("is", share());
    return json;
  }
}
