package orrery.artifact;

import java.util.List;
import java.util.stream.Collectors;

/** The few lines of Python with which TransformerLens loads a model and runs an input. */
final class LoadSnippet {
  private LoadSnippet() {}

  /** The lines, for a folder that is the working directory. */
  static String of(List<String> tokens) {
    return """
    import json, torch
    from safetensors.torch import load_file
    from transformer_lens import HookedTransformer, HookedTransformerConfig

    config = json.load(open("config.json", encoding="utf-8"))
    outputs = config.pop("orrery")["outputs"]; config.pop("schema")
    model = HookedTransformer(HookedTransformerConfig.from_dict(config))
    model.load_state_dict(load_file("model.safetensors"), strict=False)  # masks are made, not stored
    ids = json.load(open("tokenizer.json", encoding="utf-8"))["model"]["vocab"]
    tokens = torch.tensor([[ids[t] for t in %s]])
    logits = model(tokens)[0, 1:]  # position 0 is BOS
    for o in outputs:
        part = logits[:, o["first"] : o["first"] + o["count"]]
        print(o["name"], part[:, 0].tolist() if o["regression"] else [o["classes"][i] for i in part.argmax(-1)])
    """
        .formatted(list(tokens));
  }

  /** The lines for a folder whose {@code config.json} has TransformerLens' fields alone. */
  static String plain(List<String> tokens) {
    return """
    import json, torch
    from safetensors.torch import load_file
    from transformer_lens import HookedTransformer, HookedTransformerConfig

    config = json.load(open("config.json", encoding="utf-8"))
    model = HookedTransformer(HookedTransformerConfig.from_dict(config))
    model.load_state_dict(load_file("model.safetensors"), strict=False)  # masks are made, not stored
    ids = json.load(open("tokenizer.json", encoding="utf-8"))["model"]["vocab"]
    tokens = torch.tensor([[ids[t] for t in %s]])
    print(model(tokens)[0, 1:])  # position 0 is BOS
    """
        .formatted(list(tokens));
  }

  private static String list(List<String> tokens) {
    return tokens.stream().map(LoadSnippet::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A Python string literal. */
  private static String quoted(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                literal.append('\\').appendCodePoint(c);
              } else if (c >= ' ' && c < 0x7f) {
                literal.appendCodePoint(c);
              } else {
                literal.append("\\U%08x".formatted(c));
              }
            });
    return literal.append('"').toString();
  }
}
