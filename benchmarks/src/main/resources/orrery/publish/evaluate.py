"""Runs a model of this dataset on its evaluation pairs. Python 3.8 or later; no package is needed.

usage: python3 evaluate.py models/ID [MOST_PAIRS]

Prints how many answers are right, by output. The forward pass is that of TransformerLens' HookedTransformer with
standard position embeddings; a trained model is run on one bare input at a time.
"""

import json
import math
import struct
import sys

EPSILON = 1e-5


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def tensors(path):
    """Name to nested lists, from a safetensors file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    found = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            found[name] = nested(entry["shape"], struct.unpack("<%df" % ((end - begin) // 4), data[begin:end]))
    return found


def nested(shape, values):
    if len(shape) == 1:
        return list(values)
    step = len(values) // shape[0] if shape[0] else 0
    return [nested(shape[1:], values[i * step : (i + 1) * step]) for i in range(shape[0])]


def affine(rows, w, b):
    out = []
    for row in rows:
        total = list(b)
        for value, weights in zip(row, w):
            if value:
                for j, weight in enumerate(weights):
                    total[j] += value * weight
        out.append(total)
    return out


def add(x, y):
    return [[a + b for a, b in zip(r, s)] for r, s in zip(x, y)]


def normal(rows, kind):
    if kind is None:
        return rows
    out = []
    for row in rows:
        mean = sum(row) / len(row) if kind == "LNPre" else 0.0
        scale = math.sqrt(sum((v - mean) ** 2 for v in row) / len(row) + EPSILON)
        out.append([(v - mean) / scale for v in row])
    return out


def activation(x, name):
    if name == "relu":
        return max(0.0, x)
    return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))  # gelu_new


def attention(x, block, w, config):
    out = [list(w[block + "b_O"]) for _ in x]
    causal = config["attention_dir"] == "causal"
    for h in range(config["n_heads"]):
        q, k, v = (affine(x, w[block + "W_" + n][h], w[block + "b_" + n][h]) for n in "QKV")
        z = []
        for i, query in enumerate(q):
            seen = range(i + 1) if causal else range(len(x))
            scores = [sum(a * b for a, b in zip(query, k[j])) / math.sqrt(config["d_head"]) for j in seen]
            weights = [math.exp(s - max(scores)) for s in scores]
            total = sum(weights)
            z.append([sum(p / total * v[j][d] for j, p in zip(seen, weights)) for d in range(config["d_head"])])
        out = add(out, affine(z, w[block + "W_O"][h], [0.0] * config["d_model"]))
    return out


def forward(ids, w, config):
    """The logits, [position][logit]."""
    kind = config["normalization_type"]
    x = add([w["embed.W_E"][t] for t in ids], w["pos_embed.W_pos"][: len(ids)])
    for layer in range(config["n_layers"]):
        block = "blocks.%d." % layer
        x = add(x, attention(normal(x, kind), block + "attn.", w, config))
        if not config["attn_only"]:
            pre = affine(normal(x, kind), w[block + "mlp.W_in"], w[block + "mlp.b_in"])
            post = [[activation(v, config["act_fn"]) for v in row] for row in pre]
            x = add(x, affine(post, w[block + "mlp.W_out"], w[block + "mlp.b_out"]))
    return affine(normal(x, kind), w["unembed.W_U"], w["unembed.b_U"])


def answer(logits, output):
    """What an output says at a position: a logit's number, or a value."""
    first = output["first"]
    if output["regression"]:
        return min(output["values"], key=lambda value: abs(value - logits[first]))
    return max(range(first, first + output["count"]), key=lambda i: logits[i])


def main(folder, most="1000000"):
    config = read_json(folder + "/config.json")
    weights = tensors(folder + "/model.safetensors")
    data = read_json(folder + "/evaluation/pairs.json")
    asked = {output["name"]: 0 for output in data["outputs"]}
    right = dict(asked)
    for pair in data["pairs"][: int(most)]:
        for side in ("clean", "counterfactual"):
            logits = forward(pair[side], weights, config)
            for output in data["outputs"]:
                for position, wanted in enumerate(pair[side + "_answers"][output["name"]]):
                    if wanted is not None:
                        asked[output["name"]] += 1
                        right[output["name"]] += answer(logits[position], output) == wanted
    for name in asked:
        print("%s: %d of %d answers right" % (name, right[name], asked[name]))


if __name__ == "__main__":
    main(*sys.argv[1:])
