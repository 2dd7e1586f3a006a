package orrery.artifact;

import java.util.List;
import orrery.circuit.CompiledModel;
import orrery.task.MadeTask;
import orrery.truth.Headline;

/** The README of a folder that {@link TaskFolder} writes. */
final class TaskPage {
  private TaskPage() {}

  private static final String PAGE =
      """
      # A task for your method

      %s. Every score that you give is judged under Σ: %s.
      %s
      | file | what it is | who reads it |
      |---|---|---|
      | `model/` | the weights; `load.py` loads them | TransformerLens |
      | `task.json` | all pairs: token ids (BOS first), text, and at which positions which logits are judged | you |
      | `graph.json` | every edge, score 0: the template of an answer | EAP-IG and MIB, `Graph.from_json` |
      | `edges.json` | the same with position embeddings as writers of their own | `orrery score` |
      %s| `truth/` | the answers, `in_graph`: keep away from them in a blind test | EAP-IG and MIB, `Graph.from_json` |

      The loss of a pair is the mean over its judged places that differ of
      `logits[position, corrupt_logit] - logits[position, clean_logit]`; of an output that is a number
      (`regression`) it is `(logits[position, first] - clean_value) / (corrupt_value - clean_value)`. That is
      the metric `logit-diff`; `task.json` says which metric is judged. A positive score says that cutting the
      edge makes the loss larger.

      ## A method in ten lines

      ```python
      import json, sys, torch
      sys.path.insert(0, "model")
      from load import load

      model, task, graph = load(), json.load(open("task.json")), json.load(open("graph.json"))
      model.cfg.use_attn_result = True
      for pair in task["pairs"]:
          _, cache = model.run_with_cache(torch.tensor([pair["clean"]]))
          for name, edge in graph["edges"].items():  # how much every writer writes; put yours here
              writer = name.split("->")[0]
              layer = writer[1:].split(".")[0]
              hook = ("hook_embed" if writer == "input" else f"blocks.{layer}.hook_mlp_out" if writer[0] == "m"
                      else f"blocks.{layer}.attn.hook_result")
              if hook not in cache.keys():  # a component that the model does without
                  continue
              written = cache[hook] if ".h" not in writer else cache[hook][:, :, int(writer.split(".h")[1])]
              edge["score"] += written.norm().item() / len(task["pairs"])
      json.dump(graph, open("mine.json", "w"))
      ```

      ```
      orrery score MODEL --scores mine.json%s
      ```
      """;

  static String of(
      CompiledModel model, MadeTask made, String semantics, String written, List<String> files) {
    StringBuilder rows = new StringBuilder();
    for (String file : files) {
      rows.append(
          file.equals("eap.csv")
              ? "| `eap.csv` | a row for each pair and judged position: EAP-IG's metric reads the last, so keep"
                  + " `df[df.position == df.length - 1]` for it | EAP-IG, `EAPDataset` (task `ioi`) |\n"
              : "| `"
                  + file
                  + "` | pairs of one length, judged at the last position, as token ids | auto-circuit,"
                  + " `load_datasets_from_json(None, path, device)` |\n");
    }
    if (files.isEmpty()) {
      rows.append(
          "| | EAP-IG's and auto-circuit's files hold pairs of classes; no pair here has two |"
              + " |\n");
    }
    String description = made.description();
    return PAGE.formatted(
        Character.toUpperCase(description.charAt(0)) + description.substring(1),
        semantics,
        truth(model),
        rows,
        written);
  }

  /** Which truth a trained model is judged by, a paragraph. */
  private static String truth(CompiledModel model) {
    return model.build().training().isEmpty()
        ? ""
        : "\nThe model was trained. It is judged by `truth/graph_program.json`, not by what is active. "
            + Headline.definitionOfProgram(model)
            + "\n";
  }
}
