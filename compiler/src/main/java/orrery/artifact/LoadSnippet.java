package orrery.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import orrery.circuit.CompiledModel;

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
        .formatted(literal(tokens));
  }

  /** BOS and an input of the model, by the names of the tokens. */
  static List<String> exampleTokens(CompiledModel model) {
    List<String> names = TokenizerFile.names(model.vocabulary());
    List<String> tokens = new ArrayList<>(List.of(names.get(model.vocabulary().bos())));
    ExampleInput.of(model.meaning().inputs())
        .ifPresent(input -> Arrays.stream(input).forEach(t -> tokens.add(names.get(t))));
    return tokens;
  }

  /** A script that stands in the folder of an export and loads it from wherever it is called. */
  static String script(List<String> tokens) {
    try (InputStream in = LoadSnippet.class.getResourceAsStream("load.py")) {
      if (in == null) throw new AssertionError("load.py is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("[\"<bos>\"]", literal(tokens));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String literal(List<String> tokens) {
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
