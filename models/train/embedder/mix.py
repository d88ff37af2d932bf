"""The mean, weight by weight, of several runs' layers and of those that they started from."""

import argparse
from pathlib import Path

from layers import load_layers, save_layers
from reopen import reopen

START = "start"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder with the runs' layers (NAME.npz)")
    parser.add_argument("start", type=Path, help="folder of the model that they started from")
    parser.add_argument("out", type=Path, help="file of the mean (.npz)")
    parser.add_argument("--shares", nargs="+", default=["L1:0.333333", "L2:0.333333", "L3:0.333334"], help="NAME:share")
    o = parser.parse_args()
    shares = {name: float(share) for name, share in (part.split(":") for part in o.shares)}
    if abs(sum(shares.values()) - 1) > 1e-6:
        raise SystemExit(f"--shares are {sum(shares.values())} together: give shares that make 1")
    total = {}
    for name, share in shares.items():
        if name == START:
            layers = {key: value.numpy() for key, value in reopen(o.start / "onnx/model_quantized.onnx").items()}
        else:
            layers = load_layers(o.work / f"{name}.npz")
        for key, value in layers.items():
            total[key] = total.get(key, 0) + share * value
    # Of the start alone: the tables, which save_layers leaves out.
    save_layers(total, o.out)
    print(f"{o.out}: " + ", ".join(f"{share:g} of {name}" for name, share in shares.items()))


if __name__ == "__main__":
    main()
