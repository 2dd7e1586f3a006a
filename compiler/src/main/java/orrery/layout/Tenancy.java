package orrery.layout;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Until when each dimension is needed.
 *
 * <p>A cell is needed at its readers' half-layers, at the end where a logit reads it, and right
 * after it is written, where it is decoded. The first MLP from its last reader on may erase it: an
 * MLP reads before it writes, so that reader may be the MLP itself.
 */
final class Tenancy {
  private static final int END = Integer.MAX_VALUE;

  private final Map<Cell, Integer> lastRead = new IdentityHashMap<>();
  private final TreeMap<Integer, Tenant> tenants = new TreeMap<>(); // by dimension

  private record Tenant(int erasableAt, boolean signed) {}

  Tenancy(Plan plan) {
    for (Cell cell : plan.cells()) lastRead.put(cell, cell.time() + 1);
    for (HeadPlan head : plan.heads()) {
      for (HeadPlan.Factor f : head.factors()) {
        for (HeadPlan.Channel c : f.channels()) {
          reads(c.query(), head.time());
          reads(c.key(), head.time());
        }
      }
      head.bonuses().forEach(b -> reads(b.key(), head.time()));
      head.values().forEach(v -> reads(v.value(), head.time()));
    }
    for (MlpPlan mlp : plan.mlps()) {
      mlp.boxes().forEach(b -> reads(b.conditions(), mlp.time()));
      for (MlpPlan.Step s : mlp.steps()) {
        reads(s.statistic(), mlp.time());
        reads(s.gate(), mlp.time());
      }
    }
    for (Plan.OutputPlan o : plan.outputs()) o.logits().forEach(r -> reads(r, END));
    for (Plan.Location l : plan.locations().values()) {
      l.scalar().ifPresent(s -> reads(s.reading(), s.reading().time() + 1));
    }
  }

  private void reads(Reading reading, int time) {
    for (Cell cell : reading.cells()) lastRead.merge(cell, time, Math::max);
  }

  /** Lets a cell have these dimensions from now on. */
  void takes(Cell cell, int[] dimensions) {
    int last = lastRead.getOrDefault(cell, END);
    int erasable = last == END || last % 2 != 0 ? last : last + 1;
    Tenant tenant = new Tenant(erasable, cell.encoding() instanceof Encoding.Scalar);
    for (int d : dimensions) tenants.put(d, tenant);
  }

  /** Up to {@code most} dimensions that a cell written at {@code time} may have. */
  List<ResidualLayout.Erasure> vacantAt(int time, int most) {
    int mlp = time % 2 != 0 ? time : time - 1;
    List<ResidualLayout.Erasure> vacant = new ArrayList<>();
    tenants.forEach(
        (dimension, tenant) -> {
          if (tenant.erasableAt() <= mlp && vacant.size() < most) {
            vacant.add(new ResidualLayout.Erasure(mlp, dimension, tenant.signed()));
          }
        });
    return vacant;
  }
}
