"""The forward pass of a model folder, in plain Python: a second opinion that shares no code with the project.

Written from TransformerLens (components/transformer_block.py, abstract_attention.py, mlps/mlp.py, unembed.py) for models
with normalization_type None. Uses nothing but the standard library.

usage: tl_forward.py FOLDER ID,ID,... [ID,ID,...]
       reads FOLDER/config.json and FOLDER/model.safetensors; prints, for each sequence, one JSON line of
       logits[position][token].
"""

import json
import math
import struct
import sys


def load(path):
    """Name to (shape, flat list of values)."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "F32", name
        begin, end = entry["data_offsets"]
        values = struct.unpack("<%df" % ((end - begin) // 4), data[begin:end])
        tensors[name] = (entry["shape"], values)
    return tensors


def nested(shape, values):
    """The flat values as nested lists."""
    if len(shape) == 1:
        return list(values)
    step = len(values) // shape[0] if shape[0] else 0
    return [nested(shape[1:], values[i * step : (i + 1) * step]) for i in range(shape[0])]


def affine(x, w, b):
    """x @ w + b for a list of rows x."""
    out = []
    for row in x:
        total = list(b)
        for value, weights in zip(row, w):
            if value:
                for j, weight in enumerate(weights):
                    total[j] += value * weight
        out.append(total)
    return out


def add(x, y):
    return [[a + b for a, b in zip(r, s)] for r, s in zip(x, y)]


def attention(x, p, config):
    """The sum over heads of pattern @ v @ W_O, plus b_O."""
    out = [list(p["b_O"]) for _ in x]
    scale = math.sqrt(config["d_head"])
    for h in range(config["n_heads"]):
        q = affine(x, p["W_Q"][h], p["b_Q"][h])
        k = affine(x, p["W_K"][h], p["b_K"][h])
        v = affine(x, p["W_V"][h], p["b_V"][h])
        z = []
        for i, query in enumerate(q):
            keys = range(i + 1) if config["attention_dir"] == "causal" else range(len(x))
            scores = [sum(a * b for a, b in zip(query, k[j])) / scale for j in keys]
            top = max(scores)
            weights = [math.exp(s - top) for s in scores]
            total = sum(weights)
            z.append([sum(w / total * v[j][d] for j, w in zip(keys, weights)) for d in range(len(v[0]))])
        out = add(out, affine(z, p["W_O"][h], [0.0] * config["d_model"]))
    return out


def forward(tokens, w, config):
    x = add([w["embed.W_E"][t] for t in tokens], w["pos_embed.W_pos"][: len(tokens)])
    for layer in range(config["n_layers"]):
        block = "blocks.%d." % layer
        attn = {name[len(block + "attn.") :]: value for name, value in w.items() if name.startswith(block + "attn.")}
        x = add(x, attention(x, attn, config))
        if not config["attn_only"]:
            pre = affine(x, w[block + "mlp.W_in"], w[block + "mlp.b_in"])
            post = [[max(0.0, value) for value in row] for row in pre]
            x = add(x, affine(post, w[block + "mlp.W_out"], w[block + "mlp.b_out"]))
    return affine(x, w["unembed.W_U"], w["unembed.b_U"])


def main(folder, *sequences):
    with open(folder + "/config.json", encoding="utf-8") as file:
        config = json.load(file)
    assert config["normalization_type"] is None and config["act_fn"] == "relu"
    weights = {name: nested(*tensor) for name, tensor in load(folder + "/model.safetensors").items()}
    for sequence in sequences:
        print(json.dumps(forward([int(t) for t in sequence.split(",")], weights, config)))


if __name__ == "__main__":
    main(*sys.argv[1:])
