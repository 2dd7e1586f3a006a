package orrery.report;

import java.util.List;
import orrery.report.Scorecard.Better;
import orrery.report.Scorecard.Measure;

/** Every figure that a scorecard can have, with its definition and its source. */
final class Measures {
  static final Measure AUROC =
      main(
          "auroc",
          "AUROC",
          Better.HIGHER,
          "The chance that a true edge has a larger score, by magnitude, than an edge that is not"
              + " true; ties count half. Scores below 1e-6 of the largest count as 0. Edges that"
              + " count neither way (IGNORED, see the truths) are left out. Of a method that"
              + " finds circuits: the area under the Pareto front of its points. Interval: DeLong,"
              + " or Newcombe where that has no width.",
          "Mann and Whitney 1947; DeLong et al. 1988; Newcombe 2006.");
  static final Measure AVERAGE_PRECISION =
      main(
          "average-precision",
          "AP",
          Better.HIGHER,
          "The area under precision and recall, one step for each group of equal scores; chance is"
              + " the share of edges that are true. Interval: bootstrap over edges.",
          "As scikit-learn's average_precision_score.");
  static final Measure PRECISION =
      main(
          "precision-at-truth",
          "P@|GT|",
          Better.HIGHER,
          "The share of true edges among the first as many as are true; of equal scores that the"
              + " cut parts, the expected share. Of a method that finds circuits: precision of the"
              + " one that is drawn. Interval: bootstrap over edges.",
          "R-precision.");
  static final Measure CPR =
      main(
          "cpr",
          "CPR",
          Better.HIGHER,
          "Circuit performance ratio: the area under faithfulness against the share of edges kept,"
              + " edges in order of their signed scores. Faithfulness is (m(C) − m(∅)) / (m(M) −"
              + " m(∅)), the metric averaged before dividing; it has no upper bound. Interval:"
              + " bootstrap over examples.",
          "Mueller et al. 2025 (MIB), at full resolution.");
  static final Measure CMD =
      main(
          "cmd",
          "CMD",
          Better.LOWER,
          "Circuit–model distance: the area under |1 − faithfulness| against the share of edges"
              + " kept, edges in order of magnitude. Interval: bootstrap over examples.",
          "Mueller et al. 2025 (MIB), at full resolution.");
  static final Measure SPEARMAN =
      main(
          "spearman",
          "Spearman",
          Better.HIGHER,
          "Rank correlation of the signed scores with the exact effects of all edges. Interval:"
              + " Fisher's z.",
          "Spearman 1904; Bonett and Wright 2000.");
  static final Measure FALSE_ZEROS =
      main(
          "false-zeros",
          "false zeros",
          Better.LOWER,
          "Of the edges with a mean effect, the share that the method scores 0, as saturated"
              + " gradients do. Interval: Clopper and Pearson.",
          "");
  static final Measure SIGNS =
      main(
          "sign-agreement",
          "signs",
          Better.HIGHER,
          "Of the edges that both score and effect call non-zero, the share whose signs agree."
              + " Interval: Clopper and Pearson.",
          "");
  static final Measure NODES =
      more(
          "auroc-nodes",
          "AUROC nodes",
          Better.HIGHER,
          "AUROC over writers: a writer counts as true if an edge of it is, and scores the largest"
              + " magnitude of its edges.",
          "");
  static final Measure COMPONENTS =
      more(
          "auroc-components",
          "AUROC components",
          Better.HIGHER,
          "AUROC over the edges between whole components: true if an edge to some port is, its score"
              + " the signed sum over ports. Of a trained model this is what its acceptance speaks"
              + " of.",
          "The granularity of InterpBench's circuits (Gupta et al. 2024).");
  static final Measure QUERIES = port("q", "queries");
  static final Measure KEYS = port("k", "keys");
  static final Measure VALUES = port("v", "values");
  static final Measure MLPS = port("mlp", "MLPs");
  static final Measure LOGITS = port("logits", "the logits");
  static final Measure POSITIONS =
      more(
          "auroc-positions",
          "AUROC positions",
          Better.HIGHER,
          "AUROC over every edge at every position of its reader, against the ACTIVE truth of edges"
              + " by position: of a method that scores positions. Of an active edge, a position"
              + " where cutting it does nothing is false.",
          "");
  static final Measure NO_EMBEDDINGS =
      more(
          "auroc-no-embeddings",
          "AUROC without embeddings",
          Better.HIGHER,
          "AUROC over the edges that no embedding writes.",
          "");
  static final Measure PROGRAM =
      more(
          "auroc-program",
          "AUROC vs PROGRAM",
          Better.HIGHER,
          "AUROC over all edges against the PROGRAM circuit: the edges along which the plan moves a"
              + " variable, whether or not Σ can show it.",
          "");
  static final Measure CORE =
      more(
          "auroc-core",
          "AUROC vs CORE",
          Better.HIGHER,
          "AUROC over all edges against those that every minimal sufficient circuit has. Only where"
              + " all minimal circuits are known.",
          "");
  static final Measure UNION =
      more(
          "auroc-union",
          "AUROC vs UNION",
          Better.HIGHER,
          "AUROC over all edges against those that some minimal sufficient circuit has.",
          "");
  static final Measure MEMBER =
      more(
          "auroc-member",
          "AUROC vs best member",
          Better.HIGHER,
          "AUROC against the minimal sufficient circuit that suits the scores best; edges of the"
              + " others count neither way, so any one member is full credit.",
          "");
  static final Measure CREDIT =
      more(
          "credit",
          "credit",
          Better.HIGHER,
          "Of a method that finds circuits: F1 against the best matching minimal circuit. Edges of"
              + " other minimal circuits are neither credited nor charged, edges of none are"
              + " wrong; the best of the circuits found.",
          "");
  static final Measure F1 =
      more(
          "f1",
          "F1",
          Better.HIGHER,
          "Harmonic mean of precision and recall at the method's own threshold: every edge that it"
              + " does not score 0; of a method that finds circuits, the best of them.",
          "");
  static final Measure TPR =
      more(
          "tpr-at-1-percent-fpr",
          "TPR at 1% FPR",
          Better.HIGHER,
          "The largest share of true edges that some threshold finds with at most 1% of the"
              + " others.",
          "");
  static final Measure PESSIMISTIC =
      more(
          "auc-pessimistic",
          "AUC (pessimistic)",
          Better.HIGHER,
          "The area under ACDC's pessimistic staircase, for comparison with published figures only:"
              + " chance is not .5.",
          "Conmy et al. 2023; Gupta et al. 2024 (InterpBench).");
  static final Measure P_VALUE =
      more(
          "p-random",
          "p vs chance",
          Better.NEITHER,
          "One-sided p-value of the AUROC when the truth is dealt out anew among the edges, 1,000"
              + " times.",
          "Phipson and Smyth 2010.");
  static final Measure STABILITY =
      more(
          "stability",
          "stability",
          Better.HIGHER,
          "Mean Jaccard index of the circuits, as large as the truth, that resampled examples give;"
              + " .8 is a proposed bar.",
          "Méloux et al. 2025.");
  static final Measure MIB_CPR =
      more(
          "cpr-mib",
          "CPR (MIB)",
          Better.HIGHER,
          "CPR as MIB computes it, for comparison with published figures only: on its graph, where"
              + " edges of the position embedding are never cut, the first edges by signed score of"
              + " which the connected ones are kept, at ten sizes from .001 on.",
          "Mueller et al. 2025.");
  static final Measure MIB_CMD =
      more(
          "cmd-mib",
          "CMD (MIB)",
          Better.LOWER,
          "CMD as MIB computes it, for comparison with published figures only: as its CPR, by"
              + " magnitude.",
          "Mueller et al. 2025.");
  static final Measure MIB_AUROC =
      more(
          "auroc-mib",
          "AUROC (MIB)",
          Better.HIGHER,
          "What MIB prints as the AUROC of InterpBench, for comparison with published figures only."
              + " It is none: ten connected circuits, no point at the origin, and what says nothing"
              + " scores far more than .5, see the row all-equal.",
          "Mueller et al. 2025.");
  static final Measure COMPLETENESS =
      more(
          "incompleteness",
          "incompleteness",
          Better.LOWER,
          "The largest |m(C∖K) − m(M∖K)| over 20 random parts K of the circuit that is drawn, as a"
              + " share of |m(M) − m(∅)|: how differently the circuit and the model take damage.",
          "Wang et al. 2023, section 4.");
  static final Measure EQUIVALENCE =
      more(
          "p-equivalence",
          "p equivalent",
          Better.NEITHER,
          "Test of the circuit that is drawn against the model, ε = .1: a small p says that one of"
              + " them is better on most examples.",
          "Shi et al. 2024, section 3.1.");
  static final Measure INDEPENDENCE =
      more(
          "p-independence",
          "p independent",
          Better.NEITHER,
          "Test of what is left out of the circuit that is drawn: a small p says that the rest"
              + " knows something of the model's behaviour.",
          "Shi et al. 2024, section 3.2.");
  static final Measure SIZE =
      more(
          "edges-found",
          "edges",
          Better.NEITHER,
          "How many edges the circuit has that is drawn.",
          "");

  /** All of them, in the order of the tables. */
  static final List<Measure> ALL =
      List.of(
          AUROC,
          AVERAGE_PRECISION,
          PRECISION,
          CPR,
          CMD,
          SPEARMAN,
          FALSE_ZEROS,
          SIGNS,
          NODES,
          COMPONENTS,
          QUERIES,
          KEYS,
          VALUES,
          MLPS,
          LOGITS,
          POSITIONS,
          NO_EMBEDDINGS,
          PROGRAM,
          CORE,
          UNION,
          MEMBER,
          CREDIT,
          F1,
          TPR,
          PESSIMISTIC,
          P_VALUE,
          STABILITY,
          MIB_CPR,
          MIB_CMD,
          MIB_AUROC,
          COMPLETENESS,
          EQUIVALENCE,
          INDEPENDENCE,
          SIZE);

  private Measures() {}

  private static Measure port(String id, String what) {
    return more(
        "auroc-" + id,
        "AUROC " + id,
        Better.HIGHER,
        "AUROC over the edges that end at %s, where some are true and some are not."
            .formatted(what),
        "");
  }

  private static Measure main(String id, String label, Better better, String text, String source) {
    return new Measure(id, label, better, /* main= */ true, text, source);
  }

  private static Measure more(String id, String label, Better better, String text, String source) {
    return new Measure(id, label, better, /* main= */ false, text, source);
  }
}
