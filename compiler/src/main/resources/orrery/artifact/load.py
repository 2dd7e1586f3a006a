"""Loads the model of this folder into TransformerLens; run as a script, it answers one input."""

import json
import pathlib

import torch
from safetensors.torch import load_file
from transformer_lens import HookedTransformer, HookedTransformerConfig

HERE = pathlib.Path(__file__).parent
EXAMPLE = ["<bos>"]


def read(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def load(device="cpu"):
    config = HookedTransformerConfig.from_dict({**read("config.json"), "device": device})
    model = HookedTransformer(config)
    # TransformerLens makes the attention masks itself: they are not in the file.
    model.load_state_dict(load_file(HERE / "model.safetensors"), strict=False)
    return model.eval()


def answers(model, tokens):
    """The outputs at each position of an input, which is given with <bos> before it."""
    ids = read("tokenizer.json")["model"]["vocab"]
    with torch.no_grad():
        logits = model(torch.tensor([[ids[t] for t in tokens]]))[0, 1:]  # position 0 is BOS
    for o in read("outputs.json")["outputs"]:
        part = logits[:, o["first"] : o["first"] + o["count"]]
        if o["regression"]:
            yield o["name"], part[:, 0].tolist()
        else:
            yield o["name"], [o["classes"][i] for i in part.argmax(-1)]


if __name__ == "__main__":
    print(json.dumps(dict(answers(load(), EXAMPLE))))
